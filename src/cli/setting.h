#pragma once

#include <CLI/CLI.hpp>
#include <chrono>
#include <string>
#include <vector>

namespace drape::cli {

/// The environment variable of a flag: "--public-url" -> "DRAPE_PUBLIC_URL".
[[nodiscard]] std::string environment_name(const std::string& flag);

/// Adds the option `flag` ("--listen") bound to `value`, with its environment variable and its default shown.
/// A flag beats the environment, the environment beats the settings file, the file beats the default.
template <typename T>
CLI::Option* add_setting(CLI::App& command, const std::string& flag, T& value, const std::string& doc) {
  return command.add_option(flag, value, doc)->envname(environment_name(flag))->capture_default_str();
}

/// The same for a duration in seconds, with a fraction if need be.
CLI::Option* add_seconds(CLI::App& command, const std::string& flag, std::chrono::milliseconds& value,
                         const std::string& doc);

/// The same for a duration in whole hours, which may be 0.
CLI::Option* add_hours(CLI::App& command, const std::string& flag, std::chrono::hours& value,
                       const std::string& doc);

/// The same for a list of addresses and networks ("10.1.0.0/16").
CLI::Option* add_networks(CLI::App& command, const std::string& flag, std::vector<std::string>& value,
                          const std::string& doc);

/// The same for a setting that is on or off.
CLI::Option* add_on_off(CLI::App& command, const std::string& flag, bool& value, const std::string& doc);

/// The same for a switch without a value ("--json").
CLI::Option* add_switch(CLI::App& command, const std::string& flag, bool& value, const std::string& doc);

}  // namespace drape::cli
