#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <fstream>
#include <iterator>

#include "fakes/temporary_directory.h"
#include "store/digest.h"
#include "store/sql/sql_records.h"

namespace drape::store::sql {
namespace {

class SqliteDeletionTest : public testing::Test {
 protected:
  [[nodiscard]] std::filesystem::path path() const { return directory_.path() / "drape.db"; }

  /// In any file of the database, its write-ahead log included.
  [[nodiscard]] bool stands_in_files(std::string_view text) const {
    std::string bytes;
    for (const auto& entry : std::filesystem::directory_iterator(directory_.path())) {
      std::ifstream file(entry.path(), std::ios::binary);
      bytes.append(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    return bytes.find(text) != std::string::npos;
  }

  fakes::TemporaryDirectory directory_;
  std::unique_ptr<SqlRecords> records_ =
      std::make_unique<SqlRecords>(Database::open_sqlite({path(), 2}).value());
};

// A purge has to know every table that names accounts: a new one is taught to SqlDeletions::empty_account and
// to things_of (sql_deletions.cpp), and then here.
TEST_F(SqliteDeletionTest, purge_knows_every_table_that_names_an_account) {
  struct Row {
    std::string name;
    auto columns() { return std::tie(name); }
  };
  std::vector<std::string> tables;
  Connection connection(soci::sqlite3, "dbname=\"" + path().string() + "\"");
  connection
      .query(
          "select m.name from sqlite_master m join pragma_table_info(m.name) c "
          "where m.type = 'table' and c.name = 'account_id'")
      .each_row<Row>([&](const Row& row) { tables.push_back(row.name); });
  EXPECT_THAT(tables, testing::UnorderedElementsAre("api_keys", "blobs", "deletions", "garment_images",
                                                    "idempotency_keys", "person_images", "results", "tasks",
                                                    "webhook_deliveries", "webhook_keys"));
}

TEST_F(SqliteDeletionTest, no_name_and_no_hash_of_a_deleted_photo_is_left_in_the_files_of_the_database) {
  const std::string name = "a name that stands nowhere else";
  const task::AccountId account = records_->accounts().add_key({"a", "id", sha256("s"), {}}).value().account;
  const task::StoredPicture original{sha256("photo"), task::PictureFormat::kJpeg, 1, 1, 1};
  const task::StoredPicture view{sha256("view"), task::PictureFormat::kJpeg, 1, 1, 1};
  const std::string user = "a user who is named nowhere else";
  const task::ContentHash fingerprint = sha256("the form with the photo");
  NewImage image{account, name, original, view, {}, user};
  // Neighbours, so that the row lies in the middle of a page and its indices have more than one entry.
  for (int i = 0; i < 50; ++i) {
    NewImage neighbour = image;
    neighbour.name = "neighbour " + std::to_string(i);
    neighbour.original.hash = sha256(*neighbour.name);
    neighbour.external_user_id = "user " + std::to_string(i);
    ASSERT_TRUE(records_->person_images().add(neighbour, [] { return Status{}; }));
  }
  image.once = {{account, "POST /images/", sha256("key"), fingerprint, {}},
                [](std::int64_t) { return "a reply about the photo"; }};
  const auto id = records_->person_images().add(image, [] { return Status{}; }).value().id;
  for (const std::string& text : {name, user, fingerprint.hex(), std::string("a reply about the photo")})
    ASSERT_TRUE(stands_in_files(text)) << text;
  ASSERT_TRUE(records_->person_images().remove(account, id).value());
  ASSERT_TRUE(
      records_->blobs().erase_unreferenced({account, original.hash}, [] { return Status{}; }).value());
  ASSERT_TRUE(records_->scrub().value());
  for (const std::string& text : {name, user, fingerprint.hex(), std::string("a reply about the photo")})
    EXPECT_FALSE(stands_in_files(text)) << text;
  EXPECT_FALSE(stands_in_files(original.hash.hex()));
  EXPECT_TRUE(stands_in_files("neighbour 7"));
}

TEST_F(SqliteDeletionTest, scrubbing_does_not_wait_for_a_reader) {
  const auto other = Database::open_sqlite({path(), 1}).value();
  ASSERT_TRUE(records_->accounts().add_key({"a", "id", sha256("s"), {}}));
  const Status read = other->read_snapshot([&](Connection& connection) -> Status {
    std::int64_t count = 0;
    connection.query("select count(*) from accounts").one(count);
    EXPECT_TRUE(records_->accounts().add_key({"b", "other", sha256("s"), {}}));
    EXPECT_FALSE(records_->scrub().value());
    return {};
  });
  ASSERT_TRUE(read);
  EXPECT_TRUE(records_->scrub().value());
}

}  // namespace
}  // namespace drape::store::sql
