#include "store/data_directory.h"

#include <gtest/gtest.h>

#include <fstream>

#include "fakes/temporary_directory.h"
#include "store/digest.h"

namespace drape::store {
namespace {

using std::filesystem::perms;

TEST(DataDirectory, missing_directories_are_made_private) {
  const fakes::TemporaryDirectory parent;
  const std::filesystem::path path = parent.path() / "deep" / "data";
  const auto directory = open_data_directory(path);
  ASSERT_TRUE(directory) << directory.error().internal_text.value;
  EXPECT_EQ(std::filesystem::status(path).permissions(), perms::owner_all);
  EXPECT_EQ(std::filesystem::status(path / "drape.db").permissions(), perms::owner_read | perms::owner_write);
  EXPECT_TRUE((*directory)->records().ping());
}

TEST(DataDirectory, second_server_is_refused_and_a_tool_is_not) {
  const fakes::TemporaryDirectory parent;
  const auto first = open_data_directory(parent.path());
  ASSERT_TRUE(first);
  const auto second = open_data_directory(parent.path());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, "data_directory_in_use");
  const auto tool = open_data_directory(parent.path(), {Access::kTool, 1});
  ASSERT_TRUE(tool);
  EXPECT_TRUE((*tool)->records().accounts().add_key({"a", "id", sha256("s"), Timestamp()}));
  EXPECT_TRUE((*first)->records().accounts().find_key("id").value().has_value());
}

TEST(DataDirectory, directory_is_free_again_when_its_server_ends) {
  const fakes::TemporaryDirectory parent;
  ASSERT_TRUE(open_data_directory(parent.path()));
  EXPECT_TRUE(open_data_directory(parent.path()));
}

TEST(DataDirectory, path_that_is_no_directory_is_refused) {
  const fakes::TemporaryDirectory parent;
  std::ofstream(parent.path() / "file") << "x";
  const auto directory = open_data_directory(parent.path() / "file");
  ASSERT_FALSE(directory);
  EXPECT_EQ(directory.error().kind, ErrorKind::kBusy);
}

TEST(DataDirectory, broken_database_is_refused_and_left_alone) {
  const fakes::TemporaryDirectory parent;
  std::ofstream(parent.path() / "drape.db") << std::string(4096, 'x');
  EXPECT_FALSE(open_data_directory(parent.path()));
  std::ifstream file(parent.path() / "drape.db");
  EXPECT_EQ(file.get(), 'x');
}

}  // namespace
}  // namespace drape::store
