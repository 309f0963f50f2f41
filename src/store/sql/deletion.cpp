#include "store/sql/deletion.h"

#include "store/sql/columns.h"
#include "task/transition.h"

namespace drape::store::sql {
namespace {

using task::DeletionOrder;

struct IdRow {
  std::int64_t id = 0;
  auto columns() { return std::tie(id); }
};

/// A task that has not ended.
struct UnfinishedRow {
  std::int64_t id = 0;
  std::string status;
  auto columns() { return std::tie(id, status); }
};

struct ResultClaim {
  std::int64_t account = 0;
  std::string hash;
  std::int64_t bytes = 0;
  auto columns() { return std::tie(account, hash, bytes); }
};

/// Why tasks end without their workers.
struct Ending {
  task::TaskEvent event;
  task::TaskFailure failure;
};

/// Fails the tasks, which have not ended. A worker that computes one loses its lease with that: what it
/// brings later is refused.
void end_tasks(Connection& connection, const std::vector<UnfinishedRow>& rows, const Ending& ending,
               Timestamp now) {
  const task::TaskFailure& failure = ending.failure;
  for (const UnfinishedRow& row : rows) {
    const task::TaskState state{required(task::task_status_from(row.status), "status")};
    required(after(state, ending.event, {}), "status " + row.status);
    connection
        .query(
            "update tasks set status = 'failed', lease_expires_at = null, failure_code = :code, "
            "failure_message = :message, failure_retryable = :retryable, finished_at = :now "
            "where id = :id and status in ('queued', 'processing')")
        .with(failure.code, failure.message, failure.retryable ? 1 : 0, to_column(now), row.id)
        .run();
  }
}

std::vector<task::TaskId> ids_of(const std::vector<UnfinishedRow>& rows) {
  std::vector<task::TaskId> ids;
  for (const UnfinishedRow& row : rows) ids.emplace_back(row.id);
  return ids;
}

}  // namespace

void release_blob(Connection& connection, const BlobKey& key, std::int64_t bytes, Freed& freed) {
  std::int64_t references = 0;
  connection
      .query(
          "update blobs set reference_count = reference_count - 1 where account_id = :account and hash = "
          ":hash returning reference_count")
      .with(key.account.value(), key.hash.hex())
      .one(references);
  if (references > 0) return;
  freed.blobs.push_back(key.hash);
  freed.bytes += bytes;
}

void log_deletion(Connection& connection, const task::Deletion& deletion) {
  const NullableText key = deletion.key.empty() ? NullableText() : NullableText(deletion.key);
  connection
      .query(
          "insert into deletions (deleted_at, account_id, kind, object_id, cause, key_public_id, blobs, "
          "bytes) "
          "values (:now, :account, :kind, :object, :cause, :key, :blobs, :bytes)")
      .with(to_column(deletion.time), deletion.account, std::string(to_string(deletion.kind)),
            deletion.object, std::string(to_string(deletion.cause)), key, deletion.blobs, deletion.bytes)
      .run();
}

std::optional<Freed> drop_result(Connection& connection, std::int64_t task, const DeletionOrder& order) {
  ResultClaim claim;
  if (!connection.query("select account_id, hash, bytes from results where task_id = :task")
           .with(task)
           .one_row(claim)) {
    return std::nullopt;
  }
  connection.query("delete from results where task_id = :task").with(task).run();
  connection.query("update tasks set result_deleted_at = :now where id = :task")
      .with(to_column(order.now), task)
      .run();
  Freed freed;
  release_blob(connection,
               {task::AccountId(claim.account), required(task::ContentHash::from_hex(claim.hash), "hash")},
               claim.bytes, freed);
  log_deletion(connection, {order.now, claim.account, task::DeletedKind::kResult, task, order.cause,
                            order.key, static_cast<std::int64_t>(freed.blobs.size()), freed.bytes});
  return freed;
}

bool cancel_task(Connection& connection, task::AccountId account, task::TaskId id, Timestamp now) {
  UnfinishedRow row;
  if (!connection
           .query("select id, status from tasks where account_id = :account and id = :id "
                  "and status in ('queued', 'processing')")
           .with(account.value(), id.value())
           .one_row(row)) {
    return false;
  }
  end_tasks(connection, {row}, {task::TaskEvent::kCancelled, task::cancelled()}, now);
  return true;
}

std::optional<task::Removal> remove_task(Connection& connection, task::AccountId account, task::TaskId id,
                                         const DeletionOrder& order) {
  task::Removal removal;
  if (cancel_task(connection, account, id, order.now)) removal.failed_tasks.push_back(id);
  IdRow row;
  if (!connection.query("select id from tasks where account_id = :account and id = :id")
           .with(account.value(), id.value())
           .one_row(row)) {
    return std::nullopt;
  }
  if (std::optional<Freed> freed = drop_result(connection, row.id, order)) {
    removal.results = 1;
    removal.freed = std::move(freed->blobs);
  }
  connection.query("delete from tasks where id = :id").with(row.id).run();
  log_deletion(connection,
               {order.now, account.value(), task::DeletedKind::kTask, row.id, order.cause, order.key, 0, 0});
  return removal;
}

task::Removal end_dependants(Connection& connection, task::AccountId account, task::PersonImageId person,
                             const DeletionOrder& order) {
  std::vector<UnfinishedRow> unfinished;
  connection
      .query(
          "select id, status from tasks where account_id = :account "
          "and person_image_id = :person and status in ('queued', 'processing')")
      .with(account.value(), person.value())
      .each_row<UnfinishedRow>([&](const UnfinishedRow& row) { unfinished.push_back(row); });
  end_tasks(connection, unfinished, {task::TaskEvent::kImageDeleted, task::person_image_deleted()},
            order.now);

  std::vector<std::int64_t> pictured;
  connection
      .query(
          "select t.id from tasks t join results r on r.task_id = t.id "
          "where t.account_id = :account and t.person_image_id = :person")
      .with(account.value(), person.value())
      .each_row<IdRow>([&](const IdRow& row) { pictured.push_back(row.id); });
  task::Removal removal{ids_of(unfinished), 0, {}};
  for (const std::int64_t task : pictured) {
    const std::optional<Freed> freed = drop_result(connection, task, order);
    if (!freed) continue;
    ++removal.results;
    removal.freed.insert(removal.freed.end(), freed->blobs.begin(), freed->blobs.end());
  }
  return removal;
}

task::Removal end_dependants(Connection& connection, task::AccountId account, task::GarmentImageId garment,
                             const DeletionOrder& order) {
  std::vector<UnfinishedRow> unfinished;
  connection
      .query(
          "select t.id, t.status from task_garments g "
          "join tasks t on t.id = g.task_id where g.garment_image_id = :garment "
          "and t.account_id = :account and t.status in ('queued', 'processing')")
      .with(garment.value(), account.value())
      .each_row<UnfinishedRow>([&](const UnfinishedRow& row) { unfinished.push_back(row); });
  end_tasks(connection, unfinished, {task::TaskEvent::kImageDeleted, task::garment_image_deleted()},
            order.now);
  return {ids_of(unfinished), 0, {}};
}

}  // namespace drape::store::sql
