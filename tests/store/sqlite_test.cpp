#include <gtest/gtest.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <deque>

#include "fakes/temporary_directory.h"
#include "store/sql/database.h"
#include "store/sql/migrations.h"

namespace drape::store::sql {
namespace {

class SqliteTest : public testing::Test {
 protected:
  [[nodiscard]] std::filesystem::path path() const { return directory_.path() / "drape.db"; }
  void open() { database_ = Database::open_sqlite({path(), 2}).value(); }

  /// Runs statements as they are, in one transaction.
  Status run(const std::vector<std::string>& statements) {
    return database_->write([&](Connection& connection) -> Status {
      for (const std::string& statement : statements) connection.once(statement);
      return {};
    });
  }
  std::string text(const std::string& query) {
    return database_
        ->read([&](Connection& connection) -> Result<std::string> {
          std::string value;
          const std::string* const kept = &kept_.emplace_back(query);
          connection.query(*kept).one(value);
          return value;
        })
        .value();
  }

  fakes::TemporaryDirectory directory_;
  std::deque<std::string> kept_;
  std::unique_ptr<Database> database_;
};

TEST_F(SqliteTest, fresh_database_is_migrated_to_the_newest_version) {
  open();
  EXPECT_EQ(text("select max(version) from schema_version"),
            std::to_string(sqlite_migrations().back().version));
  EXPECT_EQ(text("select count(*) from tasks"), "0");
}

TEST_F(SqliteTest, migrations_are_in_the_order_of_their_versions) {
  std::int64_t version = 0;
  for (const Migration& migration : sqlite_migrations()) {
    EXPECT_GT(migration.version, version);
    version = migration.version;
  }
}

// The first released keys were 'full' or 'read', and the database knew no other word.
TEST_F(SqliteTest, keys_of_the_first_scopes_keep_what_they_could_do) {
  {
    Connection connection(soci::sqlite3, "dbname=\"" + path().string() + "\"");
    ASSERT_TRUE(migrate(connection, sqlite_migrations().first(2)));
    connection.once("insert into accounts (name, created_at) values ('a', 1)");
    for (const std::string scope : {"full", "read"}) {
      connection.once(
          "insert into api_keys (account_id, public_id, secret_hash, created_at, scope) values (1, '" +
          scope + "', '" + std::string(64, 'a') + "', 1, '" + scope + "')");
    }
  }
  open();
  EXPECT_EQ(text("select scope from api_keys where public_id = 'full'"), "write");
  EXPECT_EQ(text("select scope from api_keys where public_id = 'read'"), "read");
  EXPECT_TRUE(run({"update api_keys set scope = 'admin'"}));
  EXPECT_FALSE(run({"update api_keys set scope = 'full'"}));
  EXPECT_FALSE(run({"update api_keys set scope = null"}));
}

TEST_F(SqliteTest, migrating_again_changes_nothing) {
  open();
  ASSERT_TRUE(run({"insert into accounts (name, created_at) values ('a', 1)"}));
  open();
  EXPECT_EQ(text("select count(*) from accounts"), "1");
  EXPECT_EQ(text("select count(*) from schema_version"), std::to_string(sqlite_migrations().size()));
}

TEST_F(SqliteTest, database_of_a_newer_program_is_refused_and_left_alone) {
  open();
  ASSERT_TRUE(run({"insert into schema_version (version) values (1000)"}));
  database_.reset();
  const auto refused = Database::open_sqlite({path(), 2});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "schema_too_new");
}

TEST_F(SqliteTest, migration_that_fails_half_way_leaves_no_trace) {
  open();
  const std::vector<Migration> broken = {
      {1'000, {"create table half_way (id integer)", "create table half_way (id integer)"}}};
  const Status migrated = database_->write([](Connection&) -> Status { return {}; });
  ASSERT_TRUE(migrated);
  Connection connection(soci::sqlite3, "dbname=\"" + path().string() + "\"");
  EXPECT_THROW(static_cast<void>(migrate(connection, broken)), soci::soci_error);
  EXPECT_EQ(text("select count(*) from sqlite_master where name = 'half_way'"), "0");
  EXPECT_EQ(text("select max(version) from schema_version"),
            std::to_string(sqlite_migrations().back().version));
}

TEST_F(SqliteTest, every_connection_is_durable_and_keeps_foreign_keys) {
  open();
  EXPECT_EQ(text("pragma journal_mode"), "wal");
  EXPECT_EQ(text("pragma synchronous"), "2");
  EXPECT_EQ(text("pragma foreign_keys"), "1");
  EXPECT_EQ(text("pragma secure_delete"), "1");
  const auto durable = database_->write([](Connection& connection) -> Result<std::string> {
    std::string value;
    connection.query("pragma synchronous").one(value);
    return value;
  });
  EXPECT_EQ(durable.value(), "2");
}

TEST_F(SqliteTest, reader_never_sees_a_stale_state) {
  open();
  for (int i = 1; i <= 3; ++i) {
    ASSERT_TRUE(run({"insert into accounts (name, created_at) values ('a" + std::to_string(i) + "', 1)"}));
    EXPECT_EQ(text("select count(*) from accounts"), std::to_string(i));
    // A statement that was not read to its end would keep its snapshot.
    EXPECT_EQ(text("select name from accounts order by id desc limit 1"), "a" + std::to_string(i));
  }
}

TEST_F(SqliteTest, failed_work_is_rolled_back_and_the_connection_stays_usable) {
  open();
  EXPECT_FALSE(run({"insert into accounts (name, created_at) values ('a', 1)", "no sql at all"}));
  EXPECT_EQ(text("select count(*) from accounts"), "0");
  const Status refused = database_->write([](Connection& connection) -> Status {
    connection.once("insert into accounts (name, created_at) values ('a', 1)");
    return fail({ErrorKind::kConflict, "changed_my_mind", {}, {}});
  });
  EXPECT_EQ(refused.error().code, "changed_my_mind");
  EXPECT_EQ(text("select count(*) from accounts"), "0");
  EXPECT_TRUE(run({"insert into accounts (name, created_at) values ('a', 1)"}));
}

TEST_F(SqliteTest, reader_cannot_write) {
  open();
  const Status refused = database_->read([](Connection& connection) -> Status {
    connection.once("insert into accounts (name, created_at) values ('a', 1)");
    return {};
  });
  EXPECT_FALSE(refused);
}

/// The state machine in the database: what no code of the program does, done by hand.
class SqliteConstraintTest : public SqliteTest {
 protected:
  static constexpr const char* kClaim =
      "update tasks set status = 'processing', attempts = 1, lease_token = 1, lease_expires_at = 5";
  static constexpr const char* kResult =
      "insert into results (task_id, account_id, hash, format, width, height, bytes, engine_version, "
      "warnings) "
      "select id, 1, (select hash from blobs), 'jpeg', 1, 1, 1, 'e', '' from tasks";
  static constexpr const char* kComplete =
      "update tasks set status = 'completed', lease_expires_at = null, finished_at = 9";
  static constexpr const char* kFail =
      "update tasks set status = 'failed', lease_expires_at = null, finished_at = 9, failure_code = 'c', "
      "failure_message = 'm', failure_retryable = 0";
  static constexpr const char* kRequeue = "update tasks set status = 'queued', lease_expires_at = null";

  void SetUp() override {
    open();
    ASSERT_TRUE(
        run({"insert into accounts (name, created_at) values ('a', 1)",
             "insert into blobs (account_id, hash, reference_count) values (1, '" + std::string(64, 'a') +
                 "', 1)",
             "insert into tasks (account_id, person_image_id, output_format, created_at, available_at) "
             "values (1, 1, 'jpeg', 1, 1)"}));
  }
  /// May these be done, one after the other? Nothing of it is kept.
  bool allowed(const std::vector<std::string>& statements) {
    bool allowed = false;
    static_cast<void>(database_->write([&](Connection& connection) -> Status {
      for (const std::string& statement : statements) connection.once(statement);
      allowed = true;
      return fail({ErrorKind::kConflict, "undone", {}, {}});
    }));
    return allowed;
  }
};

TEST_F(SqliteConstraintTest, the_ways_of_the_program_are_open) {
  EXPECT_TRUE(allowed({kClaim, kResult, kComplete}));
  EXPECT_TRUE(allowed({kClaim, kFail}));
  EXPECT_TRUE(allowed({kClaim, kRequeue}));
  EXPECT_TRUE(allowed({kClaim, "update tasks set lease_expires_at = 7"}));
}

TEST_F(SqliteConstraintTest, queued_task_cannot_end_without_being_claimed) {
  EXPECT_FALSE(allowed({kFail}));
  EXPECT_FALSE(allowed({kResult, kComplete}));
}

TEST_F(SqliteConstraintTest, final_state_has_no_way_out) {
  for (const char* const way : {kClaim, kRequeue, kFail, kComplete}) {
    EXPECT_FALSE(allowed({kClaim, kFail, way})) << way;
    EXPECT_FALSE(allowed({kClaim, kResult, kComplete, way})) << way;
  }
}

TEST_F(SqliteConstraintTest, completed_task_needs_a_result) {
  EXPECT_FALSE(allowed({kClaim, kComplete}));
}

TEST_F(SqliteConstraintTest, result_needs_its_blob) {
  EXPECT_FALSE(allowed({"delete from blobs", kClaim, kResult, kComplete}));
  EXPECT_FALSE(allowed({kClaim, kResult, kComplete, "delete from blobs"}));
}

TEST_F(SqliteConstraintTest, claim_needs_a_new_token_a_lease_and_an_attempt) {
  EXPECT_FALSE(allowed({"update tasks set status = 'processing', attempts = 1, lease_expires_at = 5"}));
  EXPECT_FALSE(allowed({"update tasks set status = 'processing', attempts = 1, lease_token = 1"}));
  EXPECT_FALSE(allowed({"update tasks set status = 'processing', lease_token = 1, lease_expires_at = 5"}));
  EXPECT_FALSE(allowed({kClaim, kRequeue, "update tasks set status = 'processing', lease_expires_at = 5"}));
}

TEST_F(SqliteConstraintTest, token_changes_with_a_claim_and_never_falls) {
  EXPECT_FALSE(allowed({"update tasks set lease_token = 1"}));
  EXPECT_FALSE(allowed({kClaim, "update tasks set lease_token = 0"}));
  EXPECT_FALSE(allowed({kClaim, "update tasks set lease_token = 2"}));
}

TEST_F(SqliteConstraintTest, failure_has_code_and_message_and_nothing_else_has) {
  EXPECT_FALSE(
      allowed({kClaim, "update tasks set status = 'failed', lease_expires_at = null, finished_at = 9"}));
  EXPECT_FALSE(
      allowed({"update tasks set failure_code = 'c', failure_message = 'm', failure_retryable = 0"}));
  EXPECT_FALSE(allowed({kClaim, kFail, "update tasks set failure_message = null"}));
}

TEST_F(SqliteConstraintTest, task_that_waits_fails_only_for_a_deleted_image_or_on_its_owners_wish) {
  const auto fails_with = [this](const std::string& code) {
    return allowed({"update tasks set status = 'failed', finished_at = 9, failure_code = '" + code +
                    "', failure_message = 'm', failure_retryable = 0"});
  };
  for (const char* const code : {"person_image_deleted", "garment_image_deleted", "cancelled"}) {
    EXPECT_TRUE(fails_with(code)) << code;
  }
  EXPECT_FALSE(fails_with("no_person"));
}

TEST_F(SqliteConstraintTest, orders_keep_to_their_limits) {
  EXPECT_TRUE(allowed({"update tasks set seed = 4294967295, samples = 4, engine = 'geometric'"}));
  EXPECT_FALSE(allowed({"update tasks set seed = 4294967296"}));
  EXPECT_FALSE(allowed({"update tasks set seed = -1"}));
  EXPECT_FALSE(allowed({"update tasks set samples = 5"}));
  EXPECT_FALSE(allowed({"update tasks set engine = 'other'"}));
  const std::string garment =
      "insert into task_garments (task_id, position, garment_image_id, category, photo_type) ";
  EXPECT_TRUE(allowed({garment + "values (1, 5, 5, 'skirt', 'model')"}));
  EXPECT_FALSE(allowed({garment + "values (1, 5, 5, 'hat', null)"}));
  EXPECT_FALSE(allowed({garment + "values (1, 5, 5, null, 'drawing')"}));
}

TEST_F(SqliteConstraintTest, unknown_status_and_negative_counts_are_refused) {
  EXPECT_FALSE(allowed({"update tasks set status = 'paused'"}));
  EXPECT_FALSE(allowed({"update tasks set attempts = -1"}));
  EXPECT_FALSE(allowed({"update tasks set crashes = -1"}));
  EXPECT_FALSE(allowed({"update blobs set reference_count = -1"}));
}

TEST_F(SqliteConstraintTest, task_cannot_start_anywhere_but_queued) {
  EXPECT_FALSE(
      allowed({"insert into tasks (account_id, person_image_id, output_format, status, created_at, "
               "available_at, attempts, lease_token, lease_expires_at) "
               "values (1, 1, 'jpeg', 'processing', 1, 1, 1, 1, 5)"}));
}

TEST_F(SqliteConstraintTest, account_knows_how_many_of_its_tasks_wait_and_run) {
  const auto counts = [this] { return text("select queued_tasks || ' ' || processing_tasks from accounts"); };
  const std::string second =
      "insert into tasks (account_id, person_image_id, output_format, created_at, available_at) "
      "values (1, 1, 'jpeg', 1, 1)";
  EXPECT_EQ(counts(), "1 0");
  ASSERT_TRUE(run({second}));
  EXPECT_EQ(counts(), "2 0");
  ASSERT_TRUE(run({std::string(kClaim) + " where id = 1"}));
  EXPECT_EQ(counts(), "1 1");
  ASSERT_TRUE(run({"update tasks set lease_expires_at = 7 where id = 1"}));
  ASSERT_TRUE(run({std::string(kRequeue) + " where id = 1"}));
  EXPECT_EQ(counts(), "2 0");
  ASSERT_TRUE(
      run({"update tasks set status = 'processing', attempts = 2, lease_token = 2, lease_expires_at = 5 "
           "where id = 1"}));
  ASSERT_TRUE(run({std::string(kFail) + " where id = 1"}));
  EXPECT_EQ(counts(), "1 0");
  ASSERT_TRUE(run({"delete from tasks where id = 1"}));
  EXPECT_EQ(counts(), "1 0");
  ASSERT_TRUE(run({"delete from tasks"}));
  EXPECT_EQ(counts(), "0 0");
}

TEST_F(SqliteTest, tasks_of_an_older_database_are_counted_when_it_is_migrated) {
  {
    Connection connection(soci::sqlite3, "dbname=\"" + path().string() + "\"");
    ASSERT_TRUE(migrate(connection, sqlite_migrations().first(2)));
    for (const char* const name : {"a", "b"}) {
      connection.once("insert into accounts (name, created_at) values ('" + std::string(name) + "', 1)");
    }
    for (int i = 0; i < 3; ++i) {
      connection.once(
          "insert into tasks (account_id, person_image_id, output_format, created_at, available_at) "
          "values (2, 1, 'jpeg', 1, 1)");
    }
    connection.once(
        "update tasks set status = 'processing', attempts = 1, lease_token = 1, lease_expires_at = 5 where "
        "id = 2");
  }
  open();
  EXPECT_EQ(text("select group_concat(queued_tasks || ' ' || processing_tasks) from accounts"), "0 0,2 1");
}

TEST_F(SqliteConstraintTest, referenced_blob_cannot_be_forgotten) {
  const std::string image =
      "insert into person_images (account_id, original_hash, original_format, original_width, "
      "original_height, "
      "original_bytes, view_hash, view_format, view_width, view_height, view_bytes, created_at) "
      "select 1, hash, 'jpeg', 1, 1, 1, hash, 'jpeg', 1, 1, 1, 1 from blobs";
  EXPECT_TRUE(allowed({image}));
  EXPECT_FALSE(allowed({image, "delete from blobs"}));
}

}  // namespace
}  // namespace drape::store::sql
