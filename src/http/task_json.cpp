#include "http/task_json.h"

#include "http/timestamps.h"

namespace drape::http {
namespace {

Json result_url(const Call& call, const std::string& origin, const task::Task& task) {
  if (task.status != task::TaskStatus::kCompleted || task.result_deleted_at) return {};
  return call.links().media(origin, {MediaKind::kResult, task.id.value()}, task.order.output_format);
}

Json failure_json(const task::Task& task) {
  if (!task.failure) return {};
  return {{"code", task.failure->code},
          {"message", task.failure->message},
          {"retryable", task.failure->retryable}};
}

/// Null while there is a picture, or none yet.
Json result_deleted_at(const task::Task& task) {
  return task.result_deleted_at ? Json(iso_time(*task.result_deleted_at)) : Json();
}

Json garment_ids(const task::Task& task) {
  Json ids = Json::array();
  for (const task::GarmentImageId id : task.order.garment_images) ids.push_back(id.value());
  return ids;
}

}  // namespace

Json accepted_json(const task::Task& task) {
  return {{"id", task.id.value()},
          {"status", std::string(task::to_string(task.status))},
          {"created_at", iso_time(task.created_at)}};
}

Json listed_json(const Call& call, const std::string& origin, const task::Task& task) {
  return {{"id", task.id.value()},
          {"status", std::string(task::to_string(task.status))},
          {"tryon_person_image", task.order.person_image.value()},
          {"garment_image_ids", garment_ids(task)},
          {"result_url", result_url(call, origin, task)},
          {"created_at", iso_time(task.created_at)},
          {"error", failure_json(task)},
          {"result_deleted_at", result_deleted_at(task)}};
}

Json single_json(const Call& call, const task::Task& task) {
  return {{"id", task.id.value()},
          {"status", std::string(task::to_string(task.status))},
          {"result_url", result_url(call, call.origin(), task)},
          {"created_at", iso_time(task.created_at)},
          {"finished_at", task.finished_at ? Json(iso_time(*task.finished_at)) : Json()},
          {"tryon_person_image", task.order.person_image.value()},
          {"garment_image_ids", garment_ids(task)},
          {"error", failure_json(task)},
          {"result_deleted_at", result_deleted_at(task)}};
}

}  // namespace drape::http
