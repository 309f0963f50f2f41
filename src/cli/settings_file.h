#pragma once

#include <CLI/CLI.hpp>
#include <istream>
#include <string>
#include <vector>

namespace drape::cli {

/// Reads a TOML settings file for CLI11: flat keys named as the flags without dashes in front
/// (`public-url = "https://..."`), each given to every command that has it. A key that no command has and a
/// value of a wrong shape are errors that name the key. What the environment sets is left to the environment.
class SettingsFile final : public CLI::Config {
 public:
  /// REQUIRES: `app` outlives this and has all its commands when the file is read.
  explicit SettingsFile(const CLI::App& app) : app_(app) {}

  std::vector<CLI::ConfigItem> from_config(std::istream& input) const override;
  std::string to_config(const CLI::App* app, bool default_also, bool write_description,
                        std::string prefix) const override;

 private:
  const CLI::App& app_;
};

}  // namespace drape::cli
