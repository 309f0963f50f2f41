#include "store/sql/result_rows.h"

#include "base/crash_point.h"
#include "store/sql/sql_records.h"
#include "task/transition.h"

namespace drape::store::sql {

task::TaskResult ResultRow::result() const {
  task::TaskResult result{picture.picture(), engine_version, split_words(warnings)};
  if (const auto hex = cache_key.get()) {
    result.cache_key = required(task::ContentHash::from_hex(*hex), "cache_key");
  }
  return result;
}

void insert_result(Connection& connection, const ResultOwner& owner, const task::TaskResult& result) {
  retain_blob(connection, {owner.account, result.picture.hash});
  const PictureColumns picture = PictureColumns::of(result.picture);
  const NullableText key = result.cache_key ? NullableText(result.cache_key->hex()) : NullableText();
  connection
      .query(
          "insert into results (task_id, account_id, hash, format, width, height, bytes, engine_version, "
          "warnings, cache_key) values (:task, :account, :hash, :format, :width, :height, :bytes, :engine, "
          ":warnings, :key)")
      .with(owner.task.value(), owner.account.value(), picture.hash, picture.format, picture.width,
            picture.height, picture.bytes, result.engine_version, join_words(result.warnings), key)
      .run();
}

std::optional<task::TaskResult> find_cached_result(Connection& connection, task::AccountId account,
                                                   const task::ContentHash& key) {
  static const std::string kFind = "select " + std::string(kResultColumns) +
                                   " from results r where r.account_id = :account and r.cache_key = :key "
                                   "order by r.task_id desc limit 1";
  ResultRow row;
  if (!connection.query(kFind).with(account.value(), key.hex()).one_row(row)) return std::nullopt;
  return row.result();
}

void complete_from_cache(Connection& connection, task::Task& task, const task::TaskResult& result) {
  const auto claimed = required(after({task.status}, task::TaskEvent::kClaimed, {}), "status");
  const auto ended = required(after(claimed, task::TaskEvent::kSucceeded, {}), "status");
  const std::int64_t now = to_column(task.created_at);
  connection
      .query(
          "update tasks set status = 'processing', attempts = :attempts, lease_token = lease_token + 1, "
          "lease_expires_at = :now, cached = 1 where id = :id and status = 'queued'")
      .with(claimed.attempts, now, task.id.value())
      .run();
  insert_result(connection, {task.id, task.account}, result);
  connection
      .query(
          "update tasks set status = 'completed', lease_expires_at = null, finished_at = :now "
          "where id = :id and status = 'processing' and cached = 1")
      .with(now, task.id.value())
      .run();
  DRAPE_CRASH_POINT("cached_result_before_commit");
  task.status = ended.status;
  task.finished_at = task.created_at;
  task.engine_version = result.engine_version;
  task.cached = true;
}

}  // namespace drape::store::sql
