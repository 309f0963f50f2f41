#include "cli/settings_file.h"

#include <toml++/toml.h>

#include <cstdlib>
#include <sstream>

#include "cli/setting.h"

namespace drape::cli {
namespace {

using Path = std::vector<std::string>;

/// The commands below `app` that have the option `flag`.
void collect_commands(const CLI::App& app, const std::string& flag, const Path& path,
                      std::vector<Path>& found) {
  if (app.get_option_no_throw(flag) != nullptr) found.push_back(path);
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    Path deeper = path;
    deeper.push_back(command->get_name());
    collect_commands(*command, flag, deeper, found);
  }
}

std::string as_text(const toml::node& node, const std::string& key) {
  if (const auto text = node.value_exact<std::string>()) return *text;
  if (const auto truth = node.value_exact<bool>()) return *truth ? "true" : "false";
  if (const auto integer = node.value_exact<std::int64_t>()) return std::to_string(*integer);
  if (const auto real = node.value_exact<double>()) {
    std::ostringstream out;
    out << *real;
    return out.str();
  }
  throw CLI::ConfigError("settings file: '" + key +
                         "' must be a text, a number, true, false or a list of them");
}

std::vector<std::string> as_inputs(const toml::node& node, const std::string& key) {
  std::vector<std::string> inputs;
  if (const toml::array* list = node.as_array()) {
    for (const toml::node& item : *list) inputs.push_back(as_text(item, key));
  } else {
    inputs.push_back(as_text(node, key));
  }
  return inputs;
}

toml::table parse_table(std::istream& input) {
  try {
    return toml::parse(input);
  } catch (const toml::parse_error& error) {
    std::ostringstream where;
    where << "settings file, line " << error.source().begin.line << ": " << error.description();
    throw CLI::ConfigError(where.str());
  }
}

}  // namespace

std::vector<CLI::ConfigItem> SettingsFile::from_config(std::istream& input) const {
  std::vector<CLI::ConfigItem> found;
  for (const auto& [key_node, value] : parse_table(input)) {
    const std::string key(key_node.str());
    std::vector<Path> commands;
    collect_commands(app_, "--" + key, {}, commands);
    if (commands.empty()) throw CLI::ConfigError("settings file: no setting is called '" + key + "'");
    if (std::getenv(environment_name("--" + key).c_str()) != nullptr) continue;
    for (const Path& command : commands) {
      CLI::ConfigItem item;
      item.parents = command;
      item.name = key;
      item.inputs = as_inputs(value, key);
      found.push_back(std::move(item));
    }
  }
  return found;
}

std::string SettingsFile::to_config(const CLI::App*, bool, bool, std::string) const {
  return {};
}

}  // namespace drape::cli
