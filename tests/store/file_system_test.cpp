#include "store/files/file_system.h"

#include <gtest/gtest.h>

#include <array>

#include "fakes/temporary_directory.h"

namespace drape::store {
namespace {

class FileSystemTest : public testing::Test {
 protected:
  [[nodiscard]] Path path(const std::string& name) const { return directory_.path() / name; }
  fakes::TemporaryDirectory directory_;
  PosixFileSystem files_;
};

TEST_F(FileSystemTest, what_is_not_there_is_not_found) {
  EXPECT_EQ(files_.open(path("none")).error().kind, ErrorKind::kNotFound);
  EXPECT_EQ(files_.remove(path("none")).error().kind, ErrorKind::kNotFound);
  EXPECT_EQ(files_.rename(path("none"), path("other")).error().kind, ErrorKind::kNotFound);
  EXPECT_EQ(files_.list(path("none")).error().kind, ErrorKind::kNotFound);
  EXPECT_EQ(files_.sync_directory(path("none")).error().kind, ErrorKind::kNotFound);
}

TEST_F(FileSystemTest, existing_file_is_not_created_again) {
  ASSERT_TRUE(files_.create(path("a")));
  const auto again = files_.create(path("a"));
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, ErrorKind::kBusy);
}

TEST_F(FileSystemTest, full_disk_is_told_as_storage_unavailable_without_showing_the_path) {
  const auto full = files_.open("/dev/full");
  ASSERT_TRUE(full);
  // A file opened for reading cannot be written: the same way of telling as for a full disk.
  const std::array<std::byte, 1> byte{};
  const Status refused = (*full)->append(byte);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::kBusy);
  EXPECT_EQ(refused.error().code, "storage_unavailable");
  EXPECT_EQ(refused.error().public_text.value.find("/dev"), std::string::npos);
  EXPECT_NE(refused.error().internal_text.value.find("/dev/full"), std::string::npos);
}

TEST_F(FileSystemTest, directory_is_made_once) {
  EXPECT_TRUE(files_.make_directory(path("d")).value());
  EXPECT_FALSE(files_.make_directory(path("d")).value());
  EXPECT_TRUE(files_.sync_directory(directory_.path()));
  EXPECT_FALSE(files_.make_directory(path("missing/d")));
}

}  // namespace
}  // namespace drape::store
