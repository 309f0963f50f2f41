#include "render/cli_options.h"

#include <cstdio>

namespace drape::render {

void add_colour(CLI::App& app, const std::string& name, Colour& colour, const std::string& help) {
  const auto parse = [&colour](const std::string& text) {
    unsigned r = 0, g = 0, b = 0;
    char rest = 0;
    if (std::sscanf(text.c_str(), "#%2x%2x%2x%c", &r, &g, &b, &rest) != 3) {
      throw CLI::ValidationError("a colour is #rrggbb");
    }
    colour = {static_cast<std::uint8_t>(r), static_cast<std::uint8_t>(g), static_cast<std::uint8_t>(b)};
  };
  app.add_option_function<std::string>(name, parse, help)->option_text("#rrggbb");
}

void add_fabric(CLI::App& app, const std::string& name, Fabric& fabric, const std::string& help) {
  static const std::map<std::string, Pattern> kPatterns{{"plain", Pattern::kPlain},
                                                        {"stripes", Pattern::kStripes},
                                                        {"checks", Pattern::kChecks},
                                                        {"print", Pattern::kPrint}};
  add_colour(app, name + "-colour", fabric.colour, help + ": colour");
  add_choice(app, name + "-pattern", fabric.pattern, kPatterns, help + ": pattern");
  add_colour(app, name + "-second", fabric.second, help + ": second colour of the pattern, or of buttons");
}

}  // namespace drape::render
