#include "store/files/file_blobs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "fakes/temporary_directory.h"
#include "store/digest.h"
#include "store/recording_file_system.h"

namespace drape::store {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAre;

const task::AccountId kAccount(7);

std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text));
}

std::string text_of(const std::vector<std::byte>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

class FileBlobsTest : public testing::Test {
 protected:
  FileBlobsTest() { reopen(); }

  void reopen() { blobs_ = FileBlobs::open(directory_.path(), files_, random_).value(); }

  /// Every step of storing a blob. Returns its key, or the first error.
  Result<BlobKey> store(std::string_view text, task::AccountId account = kAccount) {
    Result<std::unique_ptr<IncomingBlob>> blob = blobs_->begin();
    if (!blob) return fail(blob.error());
    if (Status appended = (*blob)->append(bytes_of(text)); !appended) return fail(appended.error());
    const Result<task::ContentHash> hash = (*blob)->seal();
    if (!hash) return fail(hash.error());
    if (Status published = (*blob)->publish(account); !published) return fail(published.error());
    return BlobKey{account, *hash};
  }
  std::string read(const BlobKey& key) { return text_of(blobs_->open(key).value()->read_all().value()); }
  [[nodiscard]] std::size_t temporary_files() const {
    return static_cast<std::size_t>(
        std::distance(std::filesystem::directory_iterator(directory_.path() / "incoming"), {}));
  }
  std::vector<task::ContentHash> all() {
    std::vector<task::ContentHash> hashes;
    EXPECT_TRUE(blobs_->for_each([&](const BlobKey& key) { hashes.push_back(key.hash); }));
    return hashes;
  }

  fakes::TemporaryDirectory directory_;
  RecordingFileSystem files_{directory_.path()};
  SystemRandom random_;
  std::unique_ptr<FileBlobs> blobs_;
};

TEST_F(FileBlobsTest, blob_reads_back_under_its_hash) {
  const BlobKey key = store("hello").value();
  EXPECT_EQ(key.hash, sha256("hello"));
  EXPECT_EQ(read(key), "hello");
  EXPECT_EQ(temporary_files(), 0U);
}

TEST_F(FileBlobsTest, file_is_synced_before_its_name_and_the_name_before_it_is_told) {
  files_.operations.clear();
  ASSERT_TRUE(store("hello"));
  const std::string shard = "blobs/7/" + sha256("hello").hex().substr(0, 2);
  EXPECT_THAT(files_.operations,
              ElementsAre("create TEMP", "write TEMP", "sync TEMP", "mkdir blobs/7", "sync blobs",
                          "mkdir " + shard, "sync blobs/7", "rename TEMP -> BLOB", "sync " + shard));
}

TEST_F(FileBlobsTest, removal_is_durable) {
  const BlobKey key = store("hello").value();
  files_.operations.clear();
  ASSERT_TRUE(blobs_->remove(key));
  EXPECT_THAT(files_.operations, ElementsAre("remove BLOB", "sync blobs/7/" + key.hash.hex().substr(0, 2)));
  EXPECT_EQ(blobs_->open(key).error().code, "blob_not_found");
  EXPECT_TRUE(blobs_->remove(key));
  EXPECT_TRUE(blobs_->remove({task::AccountId(99), sha256("never")}));
}

TEST_F(FileBlobsTest, failure_at_any_step_is_told_and_a_later_try_succeeds) {
  files_.operations.clear();
  ASSERT_TRUE(store("first"));
  const std::size_t steps = files_.operations.size();
  for (std::size_t i = 0; i < steps; ++i) {
    const std::string text = "content " + std::to_string(i);
    // An account of its own, so that every directory is made again.
    const task::AccountId account(100 + static_cast<std::int64_t>(i));
    files_.operations.clear();
    files_.failing = i;
    const Result<BlobKey> refused = store(text, account);
    ASSERT_FALSE(refused) << i;
    EXPECT_EQ(refused.error().code, "storage_unavailable");
    files_.failing.reset();
    EXPECT_EQ(temporary_files(), 0U) << i;
    EXPECT_EQ(read(store(text, account).value()), text);
  }
}

// A directory was made, but syncing its parent failed. The next upload found the directory there, synced
// nothing, and was acknowledged; a loss of power then took the directory with all it held.
TEST_F(FileBlobsTest, directory_whose_name_was_not_made_durable_is_synced_by_the_next_upload) {
  files_.operations.clear();
  files_.failing = 4;
  ASSERT_FALSE(store("hello"));
  ASSERT_EQ(files_.operations.back(), "remove TEMP");
  ASSERT_EQ(files_.operations[4], "sync blobs");
  files_.failing.reset();
  files_.operations.clear();
  ASSERT_TRUE(store("hello"));
  EXPECT_THAT(files_.operations, testing::IsSupersetOf({"mkdir blobs/7", "sync blobs"}));
}

TEST_F(FileBlobsTest, directory_that_an_earlier_process_made_is_synced_once) {
  const std::string shard = "blobs/7/" + sha256("hello").hex().substr(0, 2);
  ASSERT_TRUE(store("hello"));
  reopen();
  files_.operations.clear();
  ASSERT_TRUE(store("hello"));
  EXPECT_THAT(files_.operations, testing::IsSupersetOf({"sync blobs", "sync blobs/7"}));
  files_.operations.clear();
  ASSERT_TRUE(store("hello"));
  EXPECT_THAT(files_.operations,
              ElementsAre("create TEMP", "write TEMP", "sync TEMP", "rename TEMP -> BLOB", "sync " + shard));
}

TEST_F(FileBlobsTest, dropped_upload_leaves_nothing) {
  {
    const auto blob = blobs_->begin().value();
    ASSERT_TRUE(blob->append(bytes_of("half")));
    EXPECT_EQ(temporary_files(), 1U);
  }
  EXPECT_EQ(temporary_files(), 0U);
  EXPECT_TRUE(all().empty());
}

TEST_F(FileBlobsTest, what_a_crash_left_in_the_temporary_place_is_swept) {
  std::ofstream(directory_.path() / "incoming" / "left-over") << "half an upload";
  reopen();
  EXPECT_EQ(blobs_->sweep_temporary().value(), 1);
  EXPECT_EQ(temporary_files(), 0U);
}

TEST_F(FileBlobsTest, same_content_twice_is_one_blob) {
  const BlobKey first = store("same").value();
  const BlobKey second = store("same").value();
  EXPECT_EQ(first, second);
  EXPECT_EQ(read(first), "same");
  EXPECT_EQ(all().size(), 1U);
}

TEST_F(FileBlobsTest, accounts_do_not_share_blobs) {
  const BlobKey mine = store("same", task::AccountId(1)).value();
  const BlobKey theirs = store("same", task::AccountId(2)).value();
  ASSERT_TRUE(blobs_->remove(mine));
  EXPECT_FALSE(blobs_->open(mine));
  EXPECT_EQ(read(theirs), "same");
}

TEST_F(FileBlobsTest, incoming_bytes_can_be_read_before_they_are_kept) {
  const auto blob = blobs_->begin().value();
  ASSERT_TRUE(blob->append(bytes_of("ab")));
  ASSERT_TRUE(blob->append(bytes_of("")));
  ASSERT_TRUE(blob->append(bytes_of("cd")));
  EXPECT_EQ(blob->size(), 4);
  EXPECT_EQ(text_of(blob->read_all().value()), "abcd");
  EXPECT_EQ(blob->seal().value(), sha256("abcd"));
  EXPECT_EQ(blob->seal().value(), sha256("abcd"));
  EXPECT_FALSE(blob->append(bytes_of("e")));
}

TEST_F(FileBlobsTest, unsealed_blob_cannot_be_published) {
  const auto blob = blobs_->begin().value();
  ASSERT_TRUE(blob->append(bytes_of("x")));
  EXPECT_FALSE(blob->publish(kAccount));
  EXPECT_TRUE(all().empty());
}

TEST_F(FileBlobsTest, ranges_are_read_up_to_the_end) {
  const auto reader = blobs_->open(store("0123456789").value()).value();
  EXPECT_EQ(reader->size(), 10);
  std::vector<std::byte> out(4);
  EXPECT_EQ(reader->read_at(3, out).value(), 4U);
  EXPECT_EQ(text_of(out), "3456");
  EXPECT_EQ(reader->read_at(8, out).value(), 2U);
  EXPECT_EQ(reader->read_at(10, out).value(), 0U);
}

TEST_F(FileBlobsTest, open_blob_stays_readable_when_it_is_deleted) {
  const BlobKey key = store("still here").value();
  const auto reader = blobs_->open(key).value();
  ASSERT_TRUE(blobs_->remove(key));
  EXPECT_EQ(text_of(reader->read_all().value()), "still here");
}

TEST_F(FileBlobsTest, every_blob_is_visited_and_strange_names_are_passed_over) {
  const BlobKey a = store("a", task::AccountId(1)).value();
  const BlobKey b = store("b", task::AccountId(2)).value();
  std::filesystem::create_directory(directory_.path() / "blobs" / "lost+found");
  std::ofstream(directory_.path() / "blobs" / "1" / a.hash.hex().substr(0, 2) / "notes.txt") << "x";
  EXPECT_THAT(all(), UnorderedElementsAre(a.hash, b.hash));
}

TEST_F(FileBlobsTest, files_are_private) {
  const BlobKey key = store("secret").value();
  using std::filesystem::perms;
  const auto mode = [](const std::filesystem::path& path) {
    return std::filesystem::status(path).permissions();
  };
  const std::filesystem::path shard = directory_.path() / "blobs" / "7" / key.hash.hex().substr(0, 2);
  EXPECT_EQ(mode(shard), perms::owner_all);
  EXPECT_EQ(mode(shard / key.hash.hex()), perms::owner_read | perms::owner_write);
}

}  // namespace
}  // namespace drape::store
