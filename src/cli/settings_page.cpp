#include "cli/settings_page.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>
#include <utility>

namespace drape::cli {
namespace {

constexpr std::string_view kIntroduction =
    R"(<!-- Made from the program's own definitions: ./run docs writes it again. -->
# Settings

Every setting of `drape serve` can be given in three ways. The first that is set, in this order, holds:

1. a flag on the command line: `--public-url https://tryon.example.com`
2. an environment variable: `DRAPE_PUBLIC_URL=https://tryon.example.com`
3. a line of the settings file (TOML): `public-url = "https://tryon.example.com"`

The settings file is named by `--config FILE` or `DRAPE_CONFIG`; the Debian package uses `/etc/drape/drape.toml`. Its keys
are the flags without the dashes in front. Texts stand in quotes, numbers and `true` or `false` without, a list in
brackets: `cors-origin = ["https://shop.example", "https://www.shop.example"]`. An unknown key or a value out of its
range stops the program with exit code 2 and a sentence that names it; nothing is guessed.

Other commands (`drape keys`, `drape tryon`, ...) take the settings of the same names that concern them, from the same
places: with `--config /etc/drape/drape.toml` they find the data directory of the service. `drape COMMAND --help` and the
man page list theirs.
)";

struct Unit {
  std::string_view value;
  std::string_view name;
};
/// What a placeholder says of the value's unit. Others are shown as they are, in small letters.
constexpr std::array<Unit, 6> kUnits{{{"INT", "number"},
                                      {"UINT", "number"},
                                      {"FLOAT", "number"},
                                      {"MIB", "MiB"},
                                      {"VALUE", "text"},
                                      {"", "switch"}}};

std::string unit_of(const OptionReference& option) {
  if (!option.choices.empty()) return "word";
  const auto known = std::find_if(kUnits.begin(), kUnits.end(),
                                  [&](const Unit& unit) { return unit.value == option.value; });
  if (known != kUnits.end()) return std::string(known->name);
  std::string name = option.value;
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return name;
}

/// Text in a cell of a table.
std::string cell(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '|') result += '\\';
    result += c;
  }
  return result;
}

std::string code(const std::string& text) {
  if (text.empty()) return {};
  std::string result = "`";
  result += cell(text);
  return result += '`';
}

std::string row(const OptionReference& option) {
  const std::string key = option.flag.substr(option.flag.find_first_not_of('-'));
  std::string text = "| ";
  text += code(option.flag) + "<br>" + code(option.environment) + "<br>" + code(key);
  text += " | " + (option.is_switch() ? code("false") : code(option.preset));
  text += " | " + unit_of(option);
  text += " | " + (option.is_switch() ? "true or false" : cell(option.range));
  return text += " | " + cell(option.meaning) + " |\n";
}

std::string heading(const std::string& group) {
  return group == "Options" ? "General" : group;
}

}  // namespace

std::string settings_page(const CommandReference& serve) {
  std::vector<std::string> groups;
  for (const OptionReference& option : serve.options) {
    if (std::find(groups.begin(), groups.end(), option.group) == groups.end()) groups.push_back(option.group);
  }
  std::string page(kIntroduction);
  for (const std::string& group : groups) {
    page += "\n## " + heading(group) +
            "\n\n| flag, variable, key | default | unit | range | meaning |\n|---|---|---|---|---|\n";
    for (const OptionReference& option : serve.options) {
      if (option.group == group) page += row(option);
    }
  }
  return page;
}

}  // namespace drape::cli
