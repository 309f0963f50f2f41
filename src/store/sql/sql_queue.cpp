#include <limits>

#include "base/crash_point.h"
#include "store/sql/columns.h"
#include "store/sql/queue_sql.h"
#include "store/sql/result_rows.h"
#include "store/sql/sql_records.h"
#include "store/sql/task_rows.h"

namespace drape::store::sql {
namespace {

using task::TaskEvent;
using task::TaskStatus;

Error lease_lost() {
  return {ErrorKind::kConflict, "lease_lost", {"The task is no longer this worker's."}, {}};
}

/// Whose turn it is: of the accounts with a claimable task the one whose last turn is longest ago.
bool find_next_account(Connection& connection, Timestamp now, std::int64_t& account) {
  return connection.query(kNextAccountSql).with(to_column(now)).one(account);
}

/// The task that is next. Takes as long with ten thousand waiting tasks as with ten.
bool find_next(Connection& connection, Timestamp now, StateRow& row) {
  std::int64_t account = 0;
  if (!find_next_account(connection, now, account)) return false;
  return connection.query(kNextTaskSql).with(account, to_column(now)).one_row(row);
}

/// The state of the task that the lease still owns.
bool find_owned(Connection& connection, const Lease& lease, StateRow& row) {
  return connection
      .query(
          "select id, status, attempts, errors, crashes, faults, lease_token from tasks "
          "where id = :id and status = 'processing' and lease_token = :token")
      .with(lease.task.value(), lease.token)
      .one_row(row);
}

/// The state after an event that the queries above have made possible.
task::TaskState moved(const StateRow& row, TaskEvent event, const task::RetryPolicy& policy) {
  return required(after(row.state(), event, policy), "status " + row.status);
}

void take(Connection& connection, const StateRow& row, const ClaimRequest& request) {
  const task::TaskState next = moved(row, TaskEvent::kClaimed, {});
  connection
      .query(
          "update tasks set status = 'processing', attempts = :attempts, lease_token = lease_token + 1, "
          "lease_expires_at = :expires_at where id = :id and status = 'queued'")
      .with(next.attempts, to_column(request.now + request.lease_duration), row.id)
      .run();
  connection.query(kTakeTurnSql).with(row.id).run();
  DRAPE_CRASH_POINT("claim_before_commit");
}

ClaimedTask read_claimed(Connection& connection, const StateRow& row) {
  static const std::string kFind = "select " + task_columns() + " from tasks t where id = :id";
  TaskRow task_row;
  connection.query(kFind).with(row.id).one_row(task_row);
  std::int64_t token = 0;
  std::int64_t available_at = 0;
  connection.query("select lease_token, available_at from tasks where id = :id")
      .with(row.id)
      .one(token, available_at);
  return {{task::TaskId(row.id), token},
          task_of(connection, task_row),
          moved(row, TaskEvent::kClaimed, {}),
          timestamp_from(available_at)};
}

/// Ends a processing task as failed.
void end_failed(Connection& connection, const StateRow& row, const task::TaskState& state,
                const task::TaskFailure& failure, Timestamp now) {
  connection
      .query(
          "update tasks set status = 'failed', lease_expires_at = null, errors = :errors, crashes = "
          ":crashes, "
          "faults = :faults, failure_code = :code, failure_message = :message, failure_retryable = "
          ":retryable, "
          "finished_at = :now where id = :id and status = 'processing' and lease_token = :token")
      .with(state.errors, state.crashes, state.faults, failure.code, failure.message,
            failure.retryable ? 1 : 0, to_column(now), row.id, row.lease_token)
      .run();
  DRAPE_CRASH_POINT("failure_before_commit");
}

/// Puts a processing task back into the queue.
void requeue(Connection& connection, const StateRow& row, const task::TaskState& state,
             Timestamp available_at) {
  connection
      .query(
          "update tasks set status = 'queued', lease_expires_at = null, attempts = :attempts, errors = "
          ":errors, "
          "crashes = :crashes, faults = :faults, available_at = :available_at "
          "where id = :id and status = 'processing' and lease_token = :token")
      .with(state.attempts, state.errors, state.crashes, state.faults, to_column(available_at), row.id,
            row.lease_token)
      .run();
  DRAPE_CRASH_POINT("requeue_before_commit");
}

/// Moves a task to where `event` leads: back to the queue at `available_at`, or to its failed end.
task::TaskState requeue_or_fail(Connection& connection, const StateRow& row, TaskEvent event,
                                const task::RetryPolicy& policy, Timestamp now) {
  const task::TaskState next = moved(row, event, policy);
  if (next.status == TaskStatus::kFailed) {
    end_failed(connection, row, next, exhausted(event), now);
  } else {
    const bool erred = event == TaskEvent::kErred;
    requeue(connection, row, next, erred ? now + backoff(next.errors, policy) : now);
  }
  return next;
}

task::AccountId owner_of(Connection& connection, const StateRow& row) {
  std::int64_t account = 0;
  connection.query("select account_id from tasks where id = :id").with(row.id).one(account);
  return task::AccountId(account);
}

}  // namespace

Result<Claim> SqlQueue::claim(const ClaimRequest& request) {
  // Looked at on a reader first: idle workers must not disturb writers, nor the disk.
  const Result<bool> any = database_.read([&](Connection& connection) -> Result<bool> {
    std::int64_t account = 0;
    return find_next_account(connection, request.now, account);
  });
  if (!any) return fail(any.error());
  if (!*any) return Claim{};
  return database_.write([&](Connection& connection) -> Result<Claim> {
    StateRow row;
    if (!find_next(connection, request.now, row)) return Claim{};
    if (must_run_alone(row.state()) && !request.alone) return Claim{std::nullopt, true};
    take(connection, row, request);
    return Claim{read_claimed(connection, row), false};
  });
}

Status SqlQueue::heartbeat(const Lease& lease, Timestamp now, std::chrono::milliseconds duration) {
  return database_.write([&](Connection& connection) -> Status {
    const std::int64_t changed = connection
                                     .query(
                                         "update tasks set lease_expires_at = :expires_at where id = :id "
                                         "and status = 'processing' and lease_token = :token")
                                     .with(to_column(now + duration), lease.task.value(), lease.token)
                                     .run();
    if (changed == 0) return fail(lease_lost());
    return {};
  });
}

Status SqlQueue::complete(const Lease& lease, const task::TaskResult& result, Timestamp now,
                          const Publish& publish) {
  return database_.write([&](Connection& connection) -> Status {
    StateRow row;
    if (!find_owned(connection, lease, row)) return fail(lease_lost());
    insert_result(connection, {lease.task, owner_of(connection, row)}, result);
    if (Status published = publish(); !published) return published;
    DRAPE_CRASH_POINT("result_durable_before_row");
    connection
        .query(
            "update tasks set status = 'completed', lease_expires_at = null, finished_at = :now "
            "where id = :id and status = 'processing' and lease_token = :token")
        .with(to_column(now), row.id, lease.token)
        .run();
    DRAPE_CRASH_POINT("completion_before_commit");
    return {};
  });
}

Status SqlQueue::fail_task(const Lease& lease, const task::TaskFailure& failure, Timestamp now) {
  return database_.write([&](Connection& connection) -> Status {
    StateRow row;
    if (!find_owned(connection, lease, row)) return fail(lease_lost());
    end_failed(connection, row, moved(row, TaskEvent::kRefused, {}), failure, now);
    return {};
  });
}

Result<task::TaskState> SqlQueue::retry(const Lease& lease, Timestamp now, const task::RetryPolicy& policy) {
  return database_.write([&](Connection& connection) -> Result<task::TaskState> {
    StateRow row;
    if (!find_owned(connection, lease, row)) return fail(lease_lost());
    return requeue_or_fail(connection, row, TaskEvent::kErred, policy, now);
  });
}

Status SqlQueue::give_back(const Lease& lease, Timestamp now) {
  return database_.write([&](Connection& connection) -> Status {
    StateRow row;
    if (!find_owned(connection, lease, row)) return fail(lease_lost());
    requeue(connection, row, moved(row, TaskEvent::kGivenBack, {}), now);
    return {};
  });
}

Result<RescueReport> SqlQueue::rescue(Timestamp now, const task::RetryPolicy& policy, bool all,
                                      const std::optional<Lease>& struck) {
  return database_.write([&](Connection& connection) -> Result<RescueReport> {
    const std::int64_t horizon = all ? std::numeric_limits<std::int64_t>::max() : to_column(now);
    std::vector<StateRow> rows;
    connection
        .query(
            "select id, status, attempts, errors, crashes, faults, lease_token from tasks "
            "where status = 'processing' and lease_expires_at <= :horizon order by id")
        .with(horizon)
        .each_row<StateRow>([&](const StateRow& row) { rows.push_back(row); });
    RescueReport report;
    for (const StateRow& row : rows) {
      const bool fault = struck && struck->task.value() == row.id && struck->token == row.lease_token;
      const TaskEvent event = fault ? TaskEvent::kCrashed : TaskEvent::kLeaseExpired;
      const auto next = requeue_or_fail(connection, row, event, policy, now);
      ++(next.status == TaskStatus::kFailed ? report.failed : report.requeued);
    }
    return report;
  });
}

Result<std::optional<QueuePlace>> SqlQueue::place(task::TaskId id) {
  using Place = std::optional<QueuePlace>;
  return database_.read([&](Connection& connection) -> Result<Place> {
    std::int64_t account = 0;
    std::string status;
    QueuePlace place;
    const bool unfinished = connection
                                .query(
                                    "select account_id, status, lease_token from tasks "
                                    "where id = :id and status in ('queued', 'processing')")
                                .with(id.value())
                                .one(account, status, place.claim);
    if (!unfinished) return Place();
    if (status == "processing") return Place(place);
    std::int64_t own = 0;
    std::int64_t others = 0;
    connection.query(kOlderOwnSql).with(account, id.value()).one(own);
    connection.query(kOlderOthersSql).with(own, account).one(others);
    place.position = own + others + 1;
    return Place(place);
  });
}

Result<QueueDepth> SqlQueue::depth() {
  return database_.read([&](Connection& connection) -> Result<QueueDepth> {
    QueueDepth depth;
    connection
        .query(
            "select (select coalesce(sum(queued_tasks), 0) from accounts where queued_tasks > 0), "
            "(select count(*) from tasks where status = 'processing')")
        .one(depth.queued, depth.processing);
    return depth;
  });
}

}  // namespace drape::store::sql
