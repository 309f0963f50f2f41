#include "store/sql/task_rows.h"

#include "store/sql/columns.h"

namespace drape::store::sql {
namespace {

struct GarmentRow {
  std::int64_t garment_image = 0;
  auto columns() { return std::tie(garment_image); }
};

struct GarmentOfTaskRow {
  TaskRow task;
  std::int64_t garment_image = 0;
  auto columns() { return std::tuple_cat(task.columns(), std::tie(garment_image)); }
};

}  // namespace

const std::string& task_columns() {
  static const std::string columns =
      "t.id, t.account_id, t.person_image_id, t.output_format, t.status, t.created_at, t.finished_at, "
      "t.failure_code, t.failure_message, t.failure_retryable, t.result_deleted_at";
  return columns;
}

task::Task bare_task_of(const TaskRow& row) {
  task::Task task{task::TaskId(row.id),
                  task::AccountId(row.account),
                  required(task::task_status_from(row.status), "status"),
                  {task::PersonImageId(row.person_image),
                   {},
                   required(task::picture_format_from(row.output_format), "output_format")},
                  timestamp_from(row.created_at),
                  std::nullopt,
                  std::nullopt,
                  std::nullopt};
  if (const auto finished = row.finished_at.get()) task.finished_at = timestamp_from(*finished);
  if (const auto code = row.failure_code.get()) {
    task.failure = task::TaskFailure{*code, row.failure_message.value, row.failure_retryable.value != 0};
  }
  if (const auto deleted = row.result_deleted_at.get()) task.result_deleted_at = timestamp_from(*deleted);
  return task;
}

task::Task task_of(Connection& connection, const TaskRow& row) {
  task::Task task = bare_task_of(row);
  connection.query("select garment_image_id from task_garments where task_id = :id order by position")
      .with(row.id)
      .each_row<GarmentRow>([&](const GarmentRow& garment) {
        task.order.garment_images.push_back(task::GarmentImageId(garment.garment_image));
      });
  return task;
}

std::optional<task::Task> find_task(Connection& connection, task::AccountId account, task::TaskId id) {
  static const std::string kFind = "select " + task_columns() +
                                   ", g.garment_image_id from tasks t "
                                   "join task_garments g on g.task_id = t.id "
                                   "where t.id = :id and t.account_id = :account order by g.position";
  std::optional<task::Task> task;
  connection.query(kFind)
      .with(id.value(), account.value())
      .each_row<GarmentOfTaskRow>([&](const GarmentOfTaskRow& row) {
        if (!task) task = bare_task_of(row.task);
        task->order.garment_images.push_back(task::GarmentImageId(row.garment_image));
      });
  return task;
}

task::TaskState StateRow::state() const {
  return {required(task::task_status_from(status), "status"), static_cast<int>(attempts),
          static_cast<int>(errors), static_cast<int>(crashes), static_cast<int>(faults)};
}

}  // namespace drape::store::sql
