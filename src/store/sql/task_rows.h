#pragma once

#include <optional>
#include <string>

#include "store/sql/connection.h"
#include "task/task.h"
#include "task/transition.h"

namespace drape::store::sql {

/// A row of the table `tasks`, in the order of task_columns().
struct TaskRow {
  std::int64_t id = 0;
  std::int64_t account = 0;
  std::int64_t person_image = 0;
  std::string output_format;
  std::string status;
  std::int64_t created_at = 0;
  NullableInt finished_at;
  NullableText failure_code;
  NullableText failure_message;
  NullableInt failure_retryable;
  NullableInt result_deleted_at;
  NullableInt seed;
  std::int64_t samples = 1;
  std::string engine;
  NullableText engine_version;
  std::int64_t cached = 0;
  NullableText webhook_url;
  NullableText webhook_origin;

  auto columns() {
    return std::tie(id, account, person_image, output_format, status, created_at, finished_at, failure_code,
                    failure_message, failure_retryable, result_deleted_at, seed, samples, engine,
                    engine_version, cached, webhook_url, webhook_origin);
  }
};

/// A row of `task_garments`, in the order of kTaskGarmentColumns.
struct TaskGarmentRow {
  std::int64_t garment_image = 0;
  NullableText category;
  NullableText photo_type;

  auto columns() { return std::tie(garment_image, category, photo_type); }
  void add_to(task::TaskOrder& order) const;
};
inline constexpr std::string_view kTaskGarmentColumns = "g.garment_image_id, g.category, g.photo_type";

/// "t.id, t.account_id, ..." for a select from `tasks t`.
[[nodiscard]] const std::string& task_columns();

/// The task of a row, without its garments.
[[nodiscard]] task::Task bare_task_of(const TaskRow& row);

/// The task of a row, with its garments (one more query).
[[nodiscard]] task::Task task_of(Connection& connection, const TaskRow& row);

/// What clients poll: one statement, a row for each garment. None when the account has no such task.
[[nodiscard]] std::optional<task::Task> find_task(Connection& connection, task::AccountId account,
                                                  task::TaskId id);

/// The columns that the state machine moves.
struct StateRow {
  std::int64_t id = 0;
  std::string status;
  std::int64_t attempts = 0;
  std::int64_t errors = 0;
  std::int64_t crashes = 0;
  std::int64_t faults = 0;
  std::int64_t lease_token = 0;

  auto columns() { return std::tie(id, status, attempts, errors, crashes, faults, lease_token); }
  [[nodiscard]] task::TaskState state() const;
};

}  // namespace drape::store::sql
