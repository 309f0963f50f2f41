#include "http/task_json.h"

#include "http/timestamps.h"

namespace drape::http {
namespace {

Json result_url(const Links& links, const std::string& origin, const task::Task& task) {
  if (task.status != task::TaskStatus::kCompleted || task.result_deleted_at) return {};
  return links.media(origin, {MediaKind::kResult, task.id.value()}, task.order.output_format);
}

/// Of each picture: the geometric engine has one answer to an order, however many were asked for.
Json result_urls(const Json& result_url) {
  Json urls = Json::array();
  if (!result_url.is_null()) urls.push_back(result_url);
  return urls;
}

Json category_hints(const task::TaskOrder& order) {
  Json hints = Json::array();
  for (std::size_t i = 0; i < order.garment_images.size(); ++i) {
    const auto category = order.hints_of(i).category;
    hints.push_back(category ? std::string(to_string(*category)) : "auto");
  }
  return hints;
}

Json photo_type_hints(const task::TaskOrder& order) {
  Json hints = Json::array();
  for (std::size_t i = 0; i < order.garment_images.size(); ++i) {
    const auto photo_type = order.hints_of(i).photo_type;
    hints.push_back(photo_type ? std::string(to_string(*photo_type)) : "auto");
  }
  return hints;
}

/// What the order asked for, and who served it.
void add_options(const task::Task& task, Json& json) {
  const task::TaskOrder& order = task.order;
  json["output_format"] = std::string(to_string(order.output_format));
  json["seed"] = order.seed ? Json(*order.seed) : Json();
  json["num_samples"] = order.samples;
  json["engine"] = std::string(to_string(engine_for(order.engine)));
  json["engine_version"] = task.engine_version ? Json(*task.engine_version) : Json();
  json["cached"] = task.cached;
  json["category"] = category_hints(order);
  json["garment_photo_type"] = photo_type_hints(order);
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

Json finished_at(const task::Task& task) {
  return task.finished_at ? Json(iso_time(*task.finished_at)) : Json();
}

Json garment_ids(const task::Task& task) {
  Json ids = Json::array();
  for (const task::GarmentImageId id : task.order.garment_images) ids.push_back(id.value());
  return ids;
}

}  // namespace

// A task may have ended by now, with a picture that was there: what counts is how it was taken.
Json accepted_json(const task::Task& task) {
  return {{"id", task.id.value()},
          {"status", std::string(task::to_string(task::TaskStatus::kQueued))},
          {"created_at", iso_time(task.created_at)}};
}

Json listed_json(const Call& call, const std::string& origin, const task::Task& task) {
  return {{"id", task.id.value()},
          {"status", std::string(task::to_string(task.status))},
          {"tryon_person_image", task.order.person_image.value()},
          {"garment_image_ids", garment_ids(task)},
          {"result_url", result_url(call.links(), origin, task)},
          {"created_at", iso_time(task.created_at)},
          {"error", failure_json(task)},
          {"result_deleted_at", result_deleted_at(task)}};
}

Json single_json(const Call& call, const task::Task& task) {
  const Json url = result_url(call.links(), call.origin(), task);
  Json json = {{"id", task.id.value()},
               {"status", std::string(task::to_string(task.status))},
               {"result_url", url},
               {"created_at", iso_time(task.created_at)},
               {"finished_at", finished_at(task)},
               {"tryon_person_image", task.order.person_image.value()},
               {"garment_image_ids", garment_ids(task)},
               {"error", failure_json(task)},
               {"result_deleted_at", result_deleted_at(task)},
               {"result_urls", result_urls(url)}};
  add_options(task, json);
  json["webhook_url"] = task.order.webhook ? Json(task.order.webhook->url) : Json();
  return json;
}

Json told_json(const Links& links, const std::string& origin, const task::Task& task) {
  return {{"id", task.id.value()},
          {"status", std::string(task::to_string(task.status))},
          {"result_url", result_url(links, origin, task)},
          {"created_at", iso_time(task.created_at)},
          {"finished_at", finished_at(task)},
          {"error", failure_json(task)},
          {"tryon_person_image", task.order.person_image.value()},
          {"garment_image_ids", garment_ids(task)}};
}

}  // namespace drape::http
