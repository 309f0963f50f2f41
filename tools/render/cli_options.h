#pragma once

#include <CLI/CLI.hpp>
#include <map>
#include <string>

#include "render/person_spec.h"

namespace drape::render {

/// An option with named values.
template <typename T>
void add_choice(CLI::App& app, const std::string& name, T& value, const std::map<std::string, T>& choices,
                const std::string& help) {
  std::string names;
  for (const auto& [key, unused] : choices) names += (names.empty() ? "" : "|") + key;
  app.add_option(name, value, help)
      ->transform(CLI::CheckedTransformer(choices).description(""))
      ->option_text(names);
}

/// An option that takes #rrggbb.
void add_colour(CLI::App& app, const std::string& name, Colour& colour, const std::string& help);

/// NAME-colour, NAME-pattern and NAME-second, for a `name` such as "--top".
void add_fabric(CLI::App& app, const std::string& name, Fabric& fabric, const std::string& help);

}  // namespace drape::render
