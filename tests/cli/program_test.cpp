#include "cli/program.h"

#include <gtest/gtest.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <filesystem>
#include <string>
#include <vector>

#include "fakes/temporary_directory.h"
#include "store/data_directory.h"

namespace drape::cli {
namespace {

/// What the program said and how it ended.
struct Ended {
  int code = 0;
  std::string errors;
};

Ended run(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "drape");
  std::vector<char*> pointers;
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  testing::internal::CaptureStderr();
  const int code = run_program(static_cast<int>(pointers.size()), pointers.data());
  return {code, testing::internal::GetCapturedStderr()};
}

// Going back to an older program after an update must not lose or damage anything.
TEST(Program, every_command_refuses_data_of_a_newer_program_and_leaves_it_alone) {
  const fakes::TemporaryDirectory place;
  const std::string data = (place.path() / "data").string();
  ASSERT_TRUE(store::open_data_directory(data));
  soci::session session(soci::sqlite3, "dbname=\"" + data + "/drape.db\"");
  session << "insert into schema_version (version) values (1000)";
  const std::vector<std::vector<std::string>> commands = {
      {"serve", "--listen", "127.0.0.1:0"},          {"keys", "list"}, {"keys", "create", "shop"},
      {"accounts", "purge", "shop", "--yes"},        {"gc"},           {"deletions"},
      {"backup", (place.path() / "backup").string()}};
  for (std::vector<std::string> command : commands) {
    command.insert(command.end(), {"--data", data});
    const Ended ended = run(command);
    EXPECT_EQ(ended.code, kExitFailed) << command[0];
    EXPECT_NE(ended.errors.find("written by a newer version of the program"), std::string::npos)
        << ended.errors;
  }
  int newest = 0;
  session << "select max(version) from schema_version", soci::into(newest);
  EXPECT_EQ(newest, 1000);
  EXPECT_FALSE(std::filesystem::exists(place.path() / "backup" / "SHA256SUMS"));
}

}  // namespace
}  // namespace drape::cli
