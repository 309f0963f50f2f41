#include <gtest/gtest.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include "fakes/temporary_directory.h"
#include "store/digest.h"
#include "store/sql/migrations.h"
#include "store/sql/sql_records.h"

namespace drape::store::sql {
namespace {

/// How many migrations a released program had applied.
class MigrationTest : public testing::TestWithParam<std::size_t> {
 protected:
  [[nodiscard]] std::filesystem::path path() const { return directory_.path() / "drape.db"; }

  /// A database as that program left it, with a row of everything.
  void write_database() const {
    Connection connection(soci::sqlite3, "dbname=\"" + path().string() + "\"");
    connection.once("pragma foreign_keys = on");
    ASSERT_TRUE(migrate(connection, sqlite_migrations().first(GetParam())));
    const auto hash = [](std::string_view content) {
      return std::string("'").append(sha256(content).hex()).append("'");
    };
    const std::string picture = ", 'jpeg', 3, 4, 5, ";
    for (const std::string& statement : {
             std::string("insert into accounts (name, served_turn, created_at) values ('shop', 3, 1000)"),
             "insert into api_keys (account_id, public_id, secret_hash, created_at) values (1, 'key', " +
                 hash("secret") + ", 1000)",
             "insert into secrets (name, value, created_at) values ('links', " + hash("links") + ", 1000)",
             "insert into blobs (account_id, hash, reference_count) values (1, " + hash("photo") +
                 ", 2), (1, " + hash("view") + ", 2), (1, " + hash("result") + ", 1)",
             "insert into person_images (account_id, name, original_hash, original_format, original_width, "
             "original_height, original_bytes, view_hash, view_format, view_width, view_height, view_bytes, "
             "created_at) values (1, 'front', " +
                 hash("photo") + picture + hash("view") + picture + "1000)",
             "insert into garment_images (account_id, name, original_hash, original_format, original_width, "
             "original_height, original_bytes, view_hash, view_format, view_width, view_height, view_bytes, "
             "category_engine, category, created_at) values (1, null, " +
                 hash("photo") + picture + hash("view") + picture + "'e', 'upper', 1000)",
             std::string(
                 "insert into validations (person_image_id, is_valid, supported_categories, created_at) "
                 "values (1, 1, 'upper lower', 1000)"),
             std::string("insert into validation_issues (person_image_id, position, code, severity, message) "
                         "values (1, 0, 'too_dark', 'warning', 'Dark.')"),
             // Task 1 completes, task 2 waits, task 3 is at work, task 4 fails.
             std::string("insert into tasks (account_id, person_image_id, output_format, created_at, "
                         "available_at) values (1, 1, 'png', 1000, 1000), (1, 1, 'jpeg', 1000, 1000), "
                         "(1, 1, 'jpeg', 1000, 1000), (1, 1, 'jpeg', 1000, 1000)"),
             std::string("insert into task_garments (task_id, position, garment_image_id) values (1, 0, 1), "
                         "(2, 0, 1), (3, 0, 1), (4, 0, 1)"),
             std::string("update tasks set status = 'processing', attempts = 1, lease_token = 1, "
                         "lease_expires_at = 2000 where id <> 2"),
             "insert into results (task_id, account_id, hash, format, width, height, bytes, engine_version, "
             "warnings) values (1, 1, " +
                 hash("result") + ", 'png', 3, 4, 5, 'e', 'w')",
             std::string("update tasks set status = 'completed', lease_expires_at = null, finished_at = 3000 "
                         "where id = 1"),
             std::string("update tasks set status = 'failed', lease_expires_at = null, finished_at = 3000, "
                         "failure_code = 'no_person', failure_message = 'Nobody.', failure_retryable = 0 "
                         "where id = 4"),
         }) {
      connection.once(statement);
    }
    // The first lines of the log have been forgotten already.
    if (sqlite_migrations()[GetParam() - 1].version < 5) return;
    connection.once(
        "insert into deletions (id, deleted_at, account_id, kind, object_id, cause, blobs, bytes) values "
        "(7, 1000, 1, 'result', 3, 'retention', 1, 2), (9, 2000, 1, 'orphans', 0, 'garbage', 1, 2)");
    connection.once("delete from deletions where id = 9");
  }
  void open() { records_ = std::make_unique<SqlRecords>(Database::open_sqlite({path(), 2}).value()); }

  const task::AccountId account_{1};
  fakes::TemporaryDirectory directory_;
  std::unique_ptr<SqlRecords> records_;
};

INSTANTIATE_TEST_SUITE_P(from, MigrationTest, testing::Range<std::size_t>(1, sqlite_migrations().size() + 1),
                         [](const auto& count) {
                           return "version_" + std::to_string(sqlite_migrations()[count.param - 1].version);
                         });

TEST_P(MigrationTest, account_key_secret_and_images_read_as_they_were_written) {
  write_database();
  open();
  const auto key = records_->accounts().find_key("key").value();
  ASSERT_TRUE(key);
  EXPECT_EQ(key->account, account_);
  EXPECT_EQ(key->secret_hash, sha256("secret"));
  EXPECT_FALSE(key->revoked_at);
  EXPECT_EQ(records_->accounts().list_keys().value().front().account_name, "shop");
  EXPECT_EQ(records_->accounts().secret("links", {}, {}).value(), sha256("links").bytes());
  const auto person = records_->person_images().find(account_, task::PersonImageId(1)).value();
  ASSERT_TRUE(person);
  EXPECT_EQ(person->name, "front");
  EXPECT_EQ(person->original.hash, sha256("photo"));
  EXPECT_EQ(person->view.hash, sha256("view"));
  EXPECT_EQ(person->created_at, Timestamp(std::chrono::microseconds(1000)));
  EXPECT_TRUE(records_->garment_images().find(account_, task::GarmentImageId(1)).value());
  const auto validation = records_->findings().find_validation(account_, task::PersonImageId(1)).value();
  ASSERT_TRUE(validation);
  EXPECT_EQ(validation->issues.front().code, "too_dark");
  const auto finding = records_->findings().find_category(account_, task::GarmentImageId(1)).value();
  EXPECT_EQ(finding->category, task::GarmentCategory::kUpper);
}

TEST_P(MigrationTest, tasks_stand_where_they_stood) {
  write_database();
  open();
  const auto page = records_->tasks().list(account_, {}, {}).value();
  ASSERT_EQ(page.items.size(), 4U);
  using task::TaskStatus;
  const std::vector<TaskStatus> newest_first = {TaskStatus::kFailed, TaskStatus::kProcessing,
                                                TaskStatus::kQueued, TaskStatus::kCompleted};
  for (std::size_t i = 0; i < newest_first.size(); ++i) EXPECT_EQ(page.items[i].status, newest_first[i]);
  EXPECT_EQ(page.items.front().failure->code, "no_person");
  EXPECT_FALSE(page.items.back().result_deleted_at);
  const auto result = records_->tasks().find_result(task::TaskId(1)).value();
  ASSERT_TRUE(result);
  EXPECT_EQ(result->result.picture.hash, sha256("result"));
  EXPECT_EQ(result->result.warnings, std::vector<std::string>{"w"});
  const store::QueueDepth depth = records_->queue().depth().value();
  EXPECT_EQ(depth.queued, 1);
  EXPECT_EQ(depth.processing, 1);
}

TEST_P(MigrationTest, log_of_deletions_goes_on_where_it_ended) {
  write_database();
  open();
  const bool had_lines = sqlite_migrations()[GetParam() - 1].version >= 5;
  const std::vector<task::Deletion> lines = records_->deletions().list(10).value();
  ASSERT_EQ(lines.size(), had_lines ? 1U : 0U);
  for (const task::Deletion& line : lines) EXPECT_EQ(line.kind, task::DeletedKind::kResult);
  ASSERT_TRUE(records_->tasks().remove(account_, task::TaskId(2), {}).value());
  EXPECT_EQ(records_->deletions().list(1).value().front().kind, task::DeletedKind::kTask);
  EXPECT_EQ(records_->deletions().newest().value(), had_lines ? 10 : 1);
}

TEST_P(MigrationTest, work_goes_on_with_what_waited_and_what_was_at_work) {
  write_database();
  open();
  const Timestamp later(std::chrono::seconds(10));
  EXPECT_EQ(records_->queue().rescue(later, {}, true).value().requeued, 1);
  const auto claimed = records_->queue().claim({later}).value().task;
  ASSERT_TRUE(claimed);
  EXPECT_EQ(claimed->task.order.garment_images, std::vector{task::GarmentImageId(1)});
  const task::TaskResult result{{sha256("new"), task::PictureFormat::kJpeg, 1, 1, 1}, "e", {}};
  EXPECT_TRUE(records_->queue().complete(claimed->lease, result, later, [] { return Status{}; }));
}

TEST_P(MigrationTest, person_of_an_old_database_is_deleted_with_all_that_shows_them) {
  write_database();
  open();
  const task::Removal removal =
      records_->person_images().remove(account_, task::PersonImageId(1)).value().value();
  EXPECT_EQ(removal.results, 1);
  EXPECT_EQ(removal.failed_tasks.size(), 2U);
  EXPECT_FALSE(records_->tasks().find_result(task::TaskId(1)).value());
}

}  // namespace
}  // namespace drape::store::sql
