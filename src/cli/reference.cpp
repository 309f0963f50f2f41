#include "cli/reference.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <string_view>

namespace drape::cli {
namespace {

/// What CLI11 says of a value that only has to be above zero.
constexpr std::string_view kPositive = "POSITIVE";

/// The checks of an option in CLI11's words. It has no list of them, only a way to ask for each.
std::vector<std::string> checks_of(CLI::Option& option) {
  std::vector<std::string> checks;
  try {
    for (int i = 0;; ++i) {
      const std::string check = option.get_validator(i)->get_description();
      if (!check.empty()) checks.push_back(check);
    }
  } catch (const CLI::OptionNotFound&) {
    return checks;
  }
}

/// The name of the value's type: CLI11 gives it with the checks behind it.
std::string value_of(const CLI::Option& option, const std::vector<std::string>& checks) {
  if (option.get_items_expected_max() == 0) return {};
  std::string name = option.get_type_name();
  std::size_t behind = 0;
  for (const std::string& check : checks) behind += 1 + check.size();
  if (behind <= name.size()) name.resize(name.size() - behind);
  return name.empty() ? "VALUE" : name;
}

std::vector<std::string> split(std::string_view text, std::string_view separator) {
  std::vector<std::string> parts;
  for (std::size_t at = text.find(separator); at != std::string_view::npos; at = text.find(separator)) {
    parts.emplace_back(text.substr(0, at));
    text.remove_prefix(at + separator.size());
  }
  parts.emplace_back(text);
  return parts;
}

/// "{read,write}" and "debug, info or off" as their members; empty for a check that lists nothing.
std::vector<std::string> choices_of(std::string_view check) {
  if (check.starts_with('{') && check.ends_with('}')) return split(check.substr(1, check.size() - 2), ",");
  const std::size_t last = check.rfind(" or ");
  if (last == std::string_view::npos) return {};
  std::vector<std::string> all = split(check.substr(0, last), ", ");
  all.emplace_back(check.substr(last + std::string_view(" or ").size()));
  const auto is_word = [](const std::string& text) { return text.find(' ') == std::string::npos; };
  return std::all_of(all.begin(), all.end(), is_word) ? all : std::vector<std::string>();
}

/// "1e+09" -> "1000000000".
std::string plain_number(const std::string& text) {
  const double number = std::strtod(text.c_str(), nullptr);
  if (number != std::floor(number)) return text;
  char digits[64];
  std::snprintf(digits, sizeof digits, "%.0f", number);
  return digits;
}

/// "INT in [1 - 256]" -> "1 to 256".
std::string range_of(std::string_view check) {
  if (check == kPositive) return "more than 0";
  const std::size_t open = check.find(" in [");
  const std::size_t middle = check.find(" - ");
  if (open == std::string_view::npos || middle == std::string_view::npos || !check.ends_with(']')) return {};
  const std::size_t first = open + std::string_view(" in [").size();
  const std::size_t second = middle + std::string_view(" - ").size();
  return plain_number(std::string(check.substr(first, middle - first))) + " to " +
         plain_number(std::string(check.substr(second, check.size() - second - 1)));
}

std::string joined(const std::vector<std::string>& choices) {
  std::string text;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (i != 0) text += i + 1 == choices.size() ? " or " : ", ";
    text += choices[i];
  }
  return text;
}

/// A default that is a list is shown as the setting takes it: "[*]" -> "*".
std::string preset_of(const CLI::Option& option) {
  std::string text = option.get_default_str();
  if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
  if (text.size() > 1 && text.starts_with('"') && text.ends_with('"')) text = text.substr(1, text.size() - 2);
  return text;
}

OptionReference describe(CLI::Option& option) {
  OptionReference found;
  const std::vector<std::string> checks = checks_of(option);
  (option.get_positional() ? found.argument : found.flag) =
      option.get_positional() ? option.get_single_name() : "--" + option.get_single_name();
  found.environment = option.get_envname();
  found.group = option.get_group();
  found.value = value_of(option, checks);
  found.preset = found.is_switch() ? std::string() : preset_of(option);
  found.meaning = option.get_description();
  found.required = option.get_required();
  for (const std::string& check : checks) {
    if (found.choices.empty()) found.choices = choices_of(check);
    if (found.range.empty()) found.range = range_of(check);
  }
  if (!found.choices.empty()) found.range = joined(found.choices);
  return found;
}

}  // namespace

CommandReference describe(CLI::App& app) {
  CommandReference found{app.get_name(), app.get_description(), {}, {}};
  for (CLI::Option* option : app.get_options()) {
    const bool help = option == app.get_help_ptr();
    if (!help && !option->get_group().empty()) found.options.push_back(describe(*option));
  }
  for (CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    if (!command->get_group().empty()) found.commands.push_back(describe(*command));
  }
  return found;
}

}  // namespace drape::cli
