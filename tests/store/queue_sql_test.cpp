#include "store/sql/queue_sql.h"

#include <gtest/gtest.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <regex>

#include "fakes/temporary_directory.h"
#include "store/sql/connection.h"
#include "store/sql/migrations.h"

namespace drape::store::sql {
namespace {

struct PlanRow {
  std::int64_t id = 0, parent = 0, unused = 0;
  std::string detail;
  auto columns() { return std::tie(id, parent, unused, detail); }
};

/// What SQLite does for the statements of a claim, so that a plan which reads the whole queue is seen here
/// and not when the queue is long.
class QueueSqlTest : public testing::Test {
 protected:
  QueueSqlTest() { static_cast<void>(migrate(connection_, sqlite_migrations()).has_value()); }

  /// Each step in a line.
  std::string plan(std::string_view statement) {
    text_ = "explain query plan " + std::regex_replace(std::string(statement), std::regex(":[a-z_]+"), "1");
    std::string steps;
    connection_.query(text_).each_row<PlanRow>([&](const PlanRow& row) { steps += row.detail + "\n"; });
    return steps;
  }
  static bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
  }

  fakes::TemporaryDirectory directory_;
  Connection connection_{soci::sqlite3, "dbname=\"" + (directory_.path() / "drape.db").string() + "\""};
  std::string text_;
};

TEST_F(QueueSqlTest, next_account_is_found_in_order_among_those_that_wait) {
  const std::string steps = plan(kNextAccountSql);
  EXPECT_TRUE(has(steps, "USING INDEX accounts_waiting") ||
              has(steps, "USING COVERING INDEX accounts_waiting"))
      << steps;
  EXPECT_TRUE(has(steps, "SEARCH t USING INDEX tasks_status (status=? AND account_id=?)")) << steps;
  EXPECT_FALSE(has(steps, "TEMP B-TREE")) << steps;
  EXPECT_FALSE(has(steps, "SCAN t")) << steps;
}

TEST_F(QueueSqlTest, next_task_of_an_account_is_the_first_of_its_index) {
  const std::string steps = plan(kNextTaskSql);
  EXPECT_TRUE(has(steps, "SEARCH tasks USING INDEX tasks_status (status=? AND account_id=?)")) << steps;
  EXPECT_FALSE(has(steps, "TEMP B-TREE")) << steps;
}

TEST_F(QueueSqlTest, turn_is_taken_without_looking_at_all_accounts) {
  EXPECT_FALSE(has(plan(kTakeTurnSql), "SCAN accounts\n")) << plan(kTakeTurnSql);
}

TEST_F(QueueSqlTest, place_is_told_from_the_own_queue_and_one_row_of_each_account) {
  EXPECT_TRUE(has(plan(kOlderOwnSql), "COVERING INDEX tasks_status (status=? AND account_id=? AND id<?)"))
      << plan(kOlderOwnSql);
  EXPECT_FALSE(has(plan(kOlderOthersSql), "tasks_")) << plan(kOlderOthersSql);
  EXPECT_TRUE(has(plan(kOlderOthersSql), "INDEX accounts_waiting")) << plan(kOlderOthersSql);
}

TEST_F(QueueSqlTest, load_is_told_without_counting_tasks) {
  EXPECT_FALSE(has(plan(kLoadSql), "tasks_")) << plan(kLoadSql);
  EXPECT_FALSE(has(plan(kLoadSql), "SCAN accounts\n")) << plan(kLoadSql);
}

}  // namespace
}  // namespace drape::store::sql
