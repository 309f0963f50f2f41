#include "cli/settings_file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <memory>
#include <sstream>

#include "cli/setting.h"

namespace drape::cli {
namespace {

/// A program of the same shape as drape's: settings sit on commands.
struct Program {
  CLI::App app{"test"};
  int workers = 1;
  std::string data = "default";
  std::string other_data = "default";
  bool json = false;

  Program() {
    app.require_subcommand(1);
    app.set_config("--config");
    app.config_formatter(std::make_shared<SettingsFile>(app));
    CLI::App* serve = app.add_subcommand("serve");
    add_setting(*serve, "--workers", workers, "workers");
    add_setting(*serve, "--data", data, "data");
    add_switch(*serve, "--json", json, "json");
    CLI::App* keys = app.add_subcommand("keys");
    add_setting(*keys, "--data", other_data, "data");
  }

  void run(const std::string& settings, const std::string& arguments) {
    const std::string path =
        ::testing::TempDir() + "/settings-" + std::to_string(::getpid()) + ".toml";  // tests run in parallel
    std::ofstream(path) << settings;
    app.parse("--config " + path + " " + arguments);
  }
};

TEST(SettingsFile, a_key_reaches_every_command_that_has_it) {
  Program serve;
  serve.run("workers = 7\ndata = \"/srv/drape\"\njson = true\n", "serve");
  EXPECT_EQ(serve.workers, 7);
  EXPECT_EQ(serve.data, "/srv/drape");
  EXPECT_TRUE(serve.json);
  Program keys;
  keys.run("workers = 7\ndata = \"/srv/drape\"\n", "keys");
  EXPECT_EQ(keys.other_data, "/srv/drape");
}

TEST(SettingsFile, flag_beats_environment_beats_file_beats_default) {
  ::setenv("DRAPE_WORKERS", "5", 1);
  Program from_environment;
  from_environment.run("workers = 7\n", "serve");
  EXPECT_EQ(from_environment.workers, 5);
  Program from_flag;
  from_flag.run("workers = 7\n", "serve --workers 3");
  EXPECT_EQ(from_flag.workers, 3);
  ::unsetenv("DRAPE_WORKERS");
  Program from_default;
  from_default.run("", "serve");
  EXPECT_EQ(from_default.workers, 1);
}

TEST(SettingsFile, unknown_key_is_named) {
  Program program;
  try {
    program.run("wrokers = 7\n", "serve");
    FAIL() << "accepted";
  } catch (const CLI::ParseError& error) {
    EXPECT_NE(std::string(error.what()).find("wrokers"), std::string::npos);
  }
}

TEST(SettingsFile, broken_toml_names_the_line) {
  Program program;
  try {
    program.run("workers = 7\ndata = \n", "serve");
    FAIL() << "accepted";
  } catch (const CLI::ParseError& error) {
    EXPECT_NE(std::string(error.what()).find("line 2"), std::string::npos) << error.what();
  }
}

TEST(SettingsFile, value_of_a_wrong_type_is_refused) {
  Program program;
  EXPECT_THROW(program.run("workers = \"many\"\n", "serve"), CLI::ParseError);
  Program table;
  EXPECT_THROW(table.run("[workers]\na = 1\n", "serve"), CLI::ParseError);
}

}  // namespace
}  // namespace drape::cli
