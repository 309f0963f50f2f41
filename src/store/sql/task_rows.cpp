#include "store/sql/task_rows.h"

#include "store/sql/columns.h"

namespace drape::store::sql {
namespace {

struct GarmentOfTaskRow {
  TaskRow task;
  TaskGarmentRow garment;
  auto columns() { return std::tuple_cat(task.columns(), garment.columns()); }
};

}  // namespace

const std::string& task_columns() {
  static const std::string columns =
      "t.id, t.account_id, t.person_image_id, t.output_format, t.status, t.created_at, t.finished_at, "
      "t.failure_code, t.failure_message, t.failure_retryable, t.result_deleted_at, t.seed, t.samples, "
      "t.engine, (select r.engine_version from results r where r.task_id = t.id), t.cached, "
      "t.webhook_url, t.webhook_origin";
  return columns;
}

task::Task bare_task_of(const TaskRow& row) {
  task::TaskOrder order{task::PersonImageId(row.person_image),
                        {},
                        required(task::picture_format_from(row.output_format), "output_format")};
  if (const auto seed = row.seed.get()) order.seed = static_cast<std::uint32_t>(*seed);
  order.samples = static_cast<int>(row.samples);
  order.engine = required(task::engine_choice_from(row.engine), "engine");
  task::Task task{task::TaskId(row.id),
                  task::AccountId(row.account),
                  required(task::task_status_from(row.status), "status"),
                  std::move(order),
                  timestamp_from(row.created_at),
                  std::nullopt,
                  std::nullopt,
                  std::nullopt};
  if (const auto finished = row.finished_at.get()) task.finished_at = timestamp_from(*finished);
  if (const auto code = row.failure_code.get()) {
    task.failure = task::TaskFailure{*code, row.failure_message.value, row.failure_retryable.value != 0};
  }
  if (const auto deleted = row.result_deleted_at.get()) task.result_deleted_at = timestamp_from(*deleted);
  task.engine_version = row.engine_version.get();
  task.cached = row.cached != 0;
  if (const auto url = row.webhook_url.get()) {
    task.order.webhook = task::WebhookTarget{*url, row.webhook_origin.value};
  }
  return task;
}

void TaskGarmentRow::add_to(task::TaskOrder& order) const {
  task::GarmentHints hints;
  if (const auto text = category.get()) hints.category = required(task::garment_category_from(*text), *text);
  if (const auto text = photo_type.get()) {
    hints.photo_type = required(task::garment_photo_type_from(*text), *text);
  }
  order.garment_images.emplace_back(garment_image);
  order.hints.push_back(hints);
}

task::Task task_of(Connection& connection, const TaskRow& row) {
  task::Task task = bare_task_of(row);
  static const std::string kGarments = "select " + std::string(kTaskGarmentColumns) +
                                       " from task_garments g where g.task_id = :id order by g.position";
  connection.query(kGarments).with(row.id).each_row<TaskGarmentRow>(
      [&](const TaskGarmentRow& garment) { garment.add_to(task.order); });
  return task;
}

std::optional<task::Task> find_task(Connection& connection, task::AccountId account, task::TaskId id) {
  static const std::string kFind = "select " + task_columns() + ", " + std::string(kTaskGarmentColumns) +
                                   " from tasks t "
                                   "join task_garments g on g.task_id = t.id "
                                   "where t.id = :id and t.account_id = :account order by g.position";
  std::optional<task::Task> task;
  connection.query(kFind)
      .with(id.value(), account.value())
      .each_row<GarmentOfTaskRow>([&](const GarmentOfTaskRow& row) {
        if (!task) task = bare_task_of(row.task);
        row.garment.add_to(task->order);
      });
  return task;
}

task::TaskState StateRow::state() const {
  return {required(task::task_status_from(status), "status"), static_cast<int>(attempts),
          static_cast<int>(errors), static_cast<int>(crashes), static_cast<int>(faults)};
}

}  // namespace drape::store::sql
