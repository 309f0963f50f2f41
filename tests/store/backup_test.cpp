#include "store/backup.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <thread>

#include "fakes/manual_clock.h"
#include "fakes/temporary_directory.h"
#include "store/backup_manifest.h"
#include "store/digest.h"
#include "store/recording_file_system.h"

namespace drape::store {
namespace {

std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text));
}

class BackupTest : public testing::Test {
 protected:
  BackupTest() { source_ = open_data_directory(place_.path() / "data").value(); }

  [[nodiscard]] Path target() const { return place_.path() / "backup"; }
  [[nodiscard]] Path restored() const { return place_.path() / "restored"; }
  task::AccountId account() {
    return source_->records().accounts().add_key({"shop", "key", sha256("s"), clock_.now()}).value().account;
  }
  /// A photo with real bytes behind it.
  task::PersonImageId add(task::AccountId account, const std::string& content) {
    auto blob = source_->blobs().begin().value();
    EXPECT_TRUE(blob->append(bytes_of(content)));
    const task::StoredPicture picture{blob->seal().value(), task::PictureFormat::kJpeg, 1, 1, blob->size()};
    const NewImage image{account, content, picture, picture, clock_.now()};
    return source_->records().person_images().add(image, [&] { return blob->publish(account); }).value().id;
  }
  void remove(task::AccountId account, task::PersonImageId id) {
    EXPECT_TRUE(source_->records().person_images().remove(account, id).value());
    const std::vector<BlobKey> waiting = source_->records().blobs().unreferenced(100).value();
    for (const BlobKey& key : waiting) {
      EXPECT_TRUE(
          source_->records().blobs().erase_unreferenced(key, [&] { return source_->blobs().remove(key); }));
    }
  }
  Result<BackupReport> back_up(const BackupOptions& options = {}) {
    return store::back_up(*source_, target(), tools_, options);
  }
  Result<RestoreReport> restore() { return store::restore(target(), restored(), tools_); }
  /// The contents of all photos of a data directory, each read from its bytes.
  static std::vector<std::string> photos(DataDirectory& data, task::AccountId account) {
    std::vector<std::string> contents;
    const auto page = data.records().person_images().list(account, {}, {}).value();
    for (const task::PersonImage& image : page.items) {
      const auto bytes = data.blobs().open({account, image.original.hash}).value()->read_all().value();
      contents.emplace_back(reinterpret_cast<const char*>(bytes.data()), bytes.size());
      EXPECT_EQ(contents.back(), image.name);
    }
    return contents;
  }
  std::vector<std::string> restored_photos(task::AccountId account) {
    const auto data = open_data_directory(restored()).value();
    return photos(*data, account);
  }
  [[nodiscard]] Path file_in_backup(const std::string& content, task::AccountId account) const {
    const std::string hash = sha256(content).hex();
    return target() / "blobs" / std::to_string(account.value()) / hash.substr(0, 2) / hash;
  }

  fakes::TemporaryDirectory place_;
  fakes::ManualClock clock_;
  SystemRandom random_;
  PosixFileSystem files_;
  BackupTools tools_{files_, random_, clock_};
  std::unique_ptr<DataDirectory> source_;
};

TEST_F(BackupTest, restored_backup_is_what_was_backed_up) {
  const task::AccountId account = this->account();
  add(account, "one");
  add(account, "two");
  const BackupReport report = back_up().value();
  EXPECT_EQ(report.blobs, 2);
  EXPECT_EQ(report.copied, 2);
  EXPECT_EQ(restore().value().blobs, 2);
  EXPECT_THAT(restored_photos(account), testing::UnorderedElementsAre("one", "two"));
}

TEST_F(BackupTest, links_made_before_hold_after_a_restore) {
  const auto secret = source_->records().accounts().secret("links", sha256("links").bytes(), {}).value();
  ASSERT_TRUE(back_up());
  ASSERT_TRUE(restore());
  const auto data = open_data_directory(restored()).value();
  EXPECT_EQ(data->records().accounts().secret("links", {}, {}).value(), secret);
}

TEST_F(BackupTest, second_backup_copies_what_is_new_and_drops_what_was_deleted) {
  const task::AccountId account = this->account();
  add(account, "kept");
  const auto deleted = add(account, "deleted");
  ASSERT_TRUE(back_up());
  remove(account, deleted);
  add(account, "new");
  clock_.advance(std::chrono::hours(24));
  const BackupReport report = back_up().value();
  EXPECT_EQ(report.blobs, 2);
  EXPECT_EQ(report.copied, 1);
  EXPECT_EQ(report.kept, 1);
  EXPECT_EQ(report.removed, 1);
  EXPECT_FALSE(std::filesystem::exists(file_in_backup("deleted", account)));
  ASSERT_TRUE(restore());
  EXPECT_THAT(restored_photos(account), testing::UnorderedElementsAre("kept", "new"));
}

// The copied database refers to the photo, and its bytes are erased before their turn comes.
TEST_F(BackupTest, photo_deleted_during_the_backup_is_not_in_it_and_leaves_no_dangling_row) {
  const task::AccountId account = this->account();
  add(account, "kept");
  auto deleted = add(account, "deleted");
  int looks = 0;
  const BackupReport report = back_up({.snapshot_taken = [&] {
                                ++looks;
                                if (looks <= 2) remove(account, deleted);
                                if (looks == 1) deleted = add(account, "deleted too");
                              }}).value();
  EXPECT_EQ(looks, 3);
  EXPECT_EQ(report.blobs, 1);
  ASSERT_TRUE(restore());
  EXPECT_THAT(restored_photos(account), testing::ElementsAre("kept"));
}

TEST_F(BackupTest, backup_ends_even_if_something_is_deleted_all_the_time) {
  const task::AccountId account = this->account();
  add(account, "kept");
  auto victim = add(account, "victim 0");
  int looks = 0;
  std::jthread deleter;
  const auto report = back_up({.snapshot_taken = [&] {
    ++looks;
    const auto replace = [this, account, &victim, name = "victim " + std::to_string(looks)] {
      remove(account, victim);
      victim = add(account, name);
    };
    // The last look holds all writers up: there, the deletion has to wait.
    if (looks <= 3) {
      replace();
    } else {
      deleter = std::jthread(replace);
    }
  }});
  ASSERT_TRUE(report) << report.error().internal_text.value;
  deleter.join();
  EXPECT_EQ(looks, 4);
  ASSERT_TRUE(restore());
  EXPECT_THAT(restored_photos(account), testing::UnorderedElementsAre("kept", "victim 3"));
}

TEST_F(BackupTest, picture_that_is_gone_without_having_been_deleted_is_told) {
  const task::AccountId account = this->account();
  add(account, "lost");
  ASSERT_TRUE(source_->blobs().remove({account, sha256("lost")}));
  EXPECT_EQ(back_up().error().code, "blob_missing");
  EXPECT_EQ(restore().error().code, "not_a_backup");
}

TEST_F(BackupTest, picture_that_rotted_in_the_data_is_told) {
  const task::AccountId account = this->account();
  add(account, "content");
  const std::string hash = sha256("content").hex();
  std::ofstream(place_.path() / "data" / "blobs" / std::to_string(account.value()) / hash.substr(0, 2) / hash)
      << "contenX";
  EXPECT_EQ(back_up().error().code, "blob_damaged");
}

TEST_F(BackupTest, verifying_mends_what_rotted_in_the_backup) {
  const task::AccountId account = this->account();
  add(account, "content");
  ASSERT_TRUE(back_up());
  std::ofstream(file_in_backup("content", account)) << "contenX";
  EXPECT_EQ(back_up().value().copied, 0);
  EXPECT_EQ(back_up({.verify = true}).value().copied, 1);
  ASSERT_TRUE(restore());
  EXPECT_THAT(restored_photos(account), testing::ElementsAre("content"));
}

TEST_F(BackupTest, damaged_backup_is_refused_and_nothing_is_written) {
  const task::AccountId account = this->account();
  add(account, "content");
  const auto damage = [&](const std::function<void()>& how) {
    std::filesystem::remove_all(target());
    ASSERT_TRUE(back_up());
    how();
    const auto refused = restore();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "backup_damaged") << refused.error().internal_text.value;
    EXPECT_FALSE(std::filesystem::exists(restored()));
  };
  const Path manifest = target() / BackupManifest::kName;
  const auto edit_manifest = [&](const std::function<void(std::string&)>& edit) {
    std::ostringstream text;
    text << std::ifstream(manifest).rdbuf();
    std::string edited = text.str();
    edit(edited);
    std::ofstream(manifest) << edited;
  };
  const auto database = [&] {
    for (const auto& entry : std::filesystem::directory_iterator(target())) {
      if (entry.path().extension() == ".db") return entry.path();
    }
    return Path();
  };
  damage([&] { std::ofstream(file_in_backup("content", account)) << "contenX"; });
  damage([&] { std::filesystem::remove(file_in_backup("content", account)); });
  damage([&] { std::filesystem::resize_file(database(), 4096); });
  damage([&] { std::filesystem::remove(database()); });
  damage([&] { std::filesystem::resize_file(manifest, 40); });
  damage(
      [&] { edit_manifest([](std::string& text) { text.resize(text.rfind('\n', text.size() - 2) + 1); }); });
  damage([&] { edit_manifest([](std::string& text) { text.replace(text.find("blobs/"), 6, "../../"); }); });
  damage([&] { edit_manifest([](std::string& text) { text.replace(text.find("drape-"), 6, "../../"); }); });
}

TEST_F(BackupTest, backup_of_a_newer_program_is_refused) {
  ASSERT_TRUE(back_up());
  BackupManifest manifest = read_manifest(files_, target()).value();
  manifest.schema_version = 1'000;
  ASSERT_TRUE(write_manifest(files_, target(), manifest));
  EXPECT_EQ(restore().error().code, "schema_too_new");
}

TEST_F(BackupTest, data_directory_that_is_not_empty_is_refused_and_left_alone) {
  ASSERT_TRUE(back_up());
  std::filesystem::create_directory(restored());
  std::ofstream(restored() / "file") << "x";
  EXPECT_EQ(restore().error().code, "data_directory_not_empty");
  EXPECT_FALSE(std::filesystem::exists(restored() / "drape.db"));
}

TEST_F(BackupTest, directory_of_something_else_is_refused_and_left_alone) {
  std::filesystem::create_directory(target());
  std::ofstream(target() / "drape-holiday.db") << "x";
  EXPECT_EQ(back_up().error().code, "not_a_backup_directory");
  EXPECT_TRUE(std::filesystem::exists(target() / "drape-holiday.db"));
}

TEST_F(BackupTest, two_backups_into_one_directory_do_not_mix) {
  std::string second;
  ASSERT_TRUE(back_up({.snapshot_taken = [&] { second = back_up().error().code; }}));
  EXPECT_EQ(second, "backup_in_use");
}

TEST_F(BackupTest, nobody_else_can_read_a_backup) {
  using std::filesystem::perms;
  const task::AccountId account = this->account();
  add(account, "content");
  ASSERT_TRUE(back_up());
  EXPECT_EQ(std::filesystem::status(target()).permissions(), perms::owner_all);
  for (const auto& entry : std::filesystem::recursive_directory_iterator(target())) {
    const perms expected = entry.is_directory() ? perms::owner_all : perms::owner_read | perms::owner_write;
    EXPECT_EQ(entry.status().permissions(), expected) << entry.path();
  }
}

// Whatever operation fails: the earlier backup stays whole, and the next one succeeds.
TEST_F(BackupTest, backup_that_fails_anywhere_leaves_a_whole_backup) {
  const task::AccountId account = this->account();
  add(account, "old");
  ASSERT_TRUE(back_up());
  add(account, "new");
  std::size_t failures = 0;
  while (true) {
    const fakes::TemporaryDirectory copy;
    std::filesystem::copy(target(), copy.path() / "backup", std::filesystem::copy_options::recursive);
    RecordingFileSystem failing(copy.path() / "backup");
    failing.failing = failures;
    const BackupTools tools{failing, random_, clock_};
    const auto report = store::back_up(*source_, copy.path() / "backup", tools);
    ASSERT_TRUE(store::restore(copy.path() / "backup", copy.path() / "restored", tools_)) << failures;
    if (failing.operations.size() <= failures) {
      EXPECT_TRUE(report);
      break;
    }
    ++failures;
  }
  EXPECT_GT(failures, 5U);
}

// Whatever operation fails: there is no database, which a server would take for the whole, or it is whole.
TEST_F(BackupTest, restore_that_fails_anywhere_leaves_no_half_database) {
  const task::AccountId account = this->account();
  add(account, "one");
  add(account, "two");
  ASSERT_TRUE(back_up());
  std::size_t failures = 0;
  while (true) {
    const fakes::TemporaryDirectory place;
    const Path data = place.path() / "data";
    RecordingFileSystem failing(data);
    failing.failing = failures;
    const auto report = store::restore(target(), data, {failing, random_, clock_});
    const bool failed = failing.operations.size() > failures;
    EXPECT_EQ(report.has_value(), !failed) << failures;
    if (std::filesystem::exists(data / "drape.db")) {
      const auto opened = open_data_directory(data).value();
      EXPECT_EQ(photos(*opened, account).size(), 2U);
    }
    if (!failed) break;
    ++failures;
  }
  EXPECT_GT(failures, 10U);
}

}  // namespace
}  // namespace drape::store
