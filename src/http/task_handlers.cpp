#include <algorithm>
#include <charconv>
#include <cmath>

#include "http/fields.h"
#include "http/handlers.h"
#include "http/timestamps.h"

namespace drape::http {
namespace {

constexpr std::string_view kObject = "Task";
constexpr std::string_view kPersonField = "tryon_person_image_id";
constexpr std::string_view kGarmentsField = "garment_image_ids";
/// Nobody is told to stay away longer than this, seconds: by then the guess is worth nothing.
constexpr double kQueueWaitMax = 3'600;

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

/// The ids of an order as far as they can exist, with where they stood in the request.
struct RequestedImages {
  std::optional<PrimaryKey> person_key;
  std::optional<FieldReader::KeyList> garment_keys;
  std::optional<task::PersonImageId> person;
  std::vector<task::GarmentImageId> garments;
  std::vector<std::size_t> garment_positions;  ///< Of `garments`, in garment_keys.
};

RequestedImages read_images(FieldReader& fields, FieldErrors& errors) {
  RequestedImages images;
  images.person_key = fields.primary_key(kPersonField);
  images.garment_keys = fields.primary_keys(kGarmentsField, task::kGarmentsMax);
  if (images.person_key) {
    images.person = task::PersonImageId::from(images.person_key->value);
    if (!images.person) errors.add(kPersonField, does_not_exist(*images.person_key));
  }
  if (!images.garment_keys) return images;
  for (std::size_t i = 0; i < images.garment_keys->size(); ++i) {
    const auto& [position, key] = (*images.garment_keys)[i];
    if (const auto id = task::GarmentImageId::from(key.value)) {
      images.garments.push_back(*id);
      images.garment_positions.push_back(i);
    } else {
      errors.add_item(kGarmentsField, position, does_not_exist(key));
    }
  }
  return images;
}

void add_missing(const RequestedImages& images, const store::MissingImages& missing, FieldErrors& errors) {
  if (missing.person_image) errors.add(kPersonField, does_not_exist(*images.person_key));
  for (const std::size_t index : missing.garment_images) {
    const auto& [position, key] = (*images.garment_keys)[images.garment_positions[index]];
    errors.add_item(kGarmentsField, position, does_not_exist(key));
  }
}

/// 429 with an honest guess: as long as that many tasks took lately.
Response queue_full(const Call& call, const service::QueueFull& full) {
  const double seconds = full.turns * call.metrics().recent_compute_seconds();
  return throttled_response(call.head(),
                            static_cast<int>(std::ceil(std::clamp(seconds, 1.0, kQueueWaitMax))));
}

Response submit(Call& call, const RequestedImages& images) {
  service::SubmitOutcome outcome =
      call.services().tasks().submit(call.account(), {*images.person, images.garments});
  if (const auto* task = std::get_if<task::Task>(&outcome)) {
    return Call::reply({{"id", task->id.value()},
                        {"status", std::string(task::to_string(task->status))},
                        {"created_at", iso_time(task->created_at)}});
  }
  if (const auto* error = std::get_if<Error>(&outcome)) return call.error(*error);
  if (const auto* full = std::get_if<service::QueueFull>(&outcome)) return queue_full(call, *full);
  const auto& rejection = std::get<service::OrderRejection>(outcome);
  FieldErrors errors{kPersonField, kGarmentsField};
  add_missing(images, rejection.missing, errors);
  if (rejection.conflict) errors.add(kGarmentsField, task::message(*rejection.conflict));
  return call.error(errors);
}

struct TaskQuery {
  task::TaskFilter filter;
  bool nothing = false;  ///< The filter is fine, but no task can match it.
};

/// `garment_images` (NumberFilter): any number will do; one that is no id matches nothing.
void read_garment_filter(std::string_view text, TaskQuery& query, FieldErrors& errors) {
  text = strip(text);
  if (text.empty()) return;
  double number = 0;
  const std::string_view unsigned_text = text.starts_with('+') ? text.substr(1) : text;
  const auto [end, error] =
      std::from_chars(unsigned_text.data(), unsigned_text.data() + unsigned_text.size(), number);
  const bool is_number = error != std::errc::invalid_argument &&
                         end == unsigned_text.data() + unsigned_text.size() &&
                         unsigned_text.find_first_of("nN") == std::string_view::npos;
  if (!is_number) {
    errors.add("garment_images", text::kNotANumber);
    return;
  }
  ParsedInteger integer = parse_integer(text);
  if (integer.kind == IntegerKind::kNone && number == std::trunc(number) && std::abs(number) < 9e18) {
    integer = {IntegerKind::kInRange, static_cast<std::int64_t>(number)};  // 88.0 and 8.8e1 are 88 too
  }
  query.filter.garment_image =
      task::GarmentImageId::from(integer.kind == IntegerKind::kInRange ? integer.value : 0);
  query.nothing = query.nothing || !query.filter.garment_image;
}

/// `tryon_person_image` (ModelChoiceFilter): has to be one of the account's own.
Status read_person_filter(const Call& call, std::string_view text, TaskQuery& query, FieldErrors& errors) {
  if (text.empty()) return {};
  const ParsedInteger integer = parse_integer(text);
  const auto id = task::PersonImageId::from(integer.kind == IntegerKind::kInRange ? integer.value : 0);
  if (id) {
    const auto image = call.services().person_images().find(call.account(), *id);
    if (image) {
      query.filter.person_image = *id;
      return {};
    }
    if (image.error().kind != ErrorKind::kNotFound) return fail(image.error());
  }
  errors.add("tryon_person_image", text::kInvalidChoice);
  return {};
}

void read_status_filter(std::string_view text, TaskQuery& query, FieldErrors& errors) {
  if (text.empty()) return;
  query.filter.status = task::task_status_from(text);
  if (!query.filter.status) errors.add("status", text::kInvalidChoice);
}

}  // namespace

Response create_task(Call& call) {
  FieldErrors errors{kPersonField, kGarmentsField};
  FieldReader fields(call.data(), errors);
  if (!fields.is_dictionary()) return call.error(errors);
  const RequestedImages images = read_images(fields, errors);
  const bool too_many = images.garments.size() > task::kGarmentsMax;
  if (errors.empty() && !too_many) return submit(call, images);
  // Something is wrong already; the reply names everything else that is wrong too.
  const auto missing = call.services().tasks().missing(call.account(), images.person, images.garments);
  if (!missing) return call.error(missing.error());
  add_missing(images, *missing, errors);
  if (too_many && !errors.has(kGarmentsField))
    errors.add(kGarmentsField, too_many_elements(task::kGarmentsMax));
  return call.error(errors);
}

Response list_tasks(Call& call) {
  const QueryParameters parameters = call.query();
  FieldErrors errors;
  TaskQuery query;
  read_garment_filter(parameters.last("garment_images").value_or(""), query, errors);
  const auto read =
      read_person_filter(call, parameters.last("tryon_person_image").value_or(""), query, errors);
  if (!read) return call.error(read.error());
  read_status_filter(parameters.last("status").value_or(""), query, errors);
  if (!errors.empty()) return call.error(errors);
  const auto page_request = parse_page(parameters, call.limits());
  if (!page_request) return call.error(404, text::kInvalidPage);

  task::Page<task::Task> page{0, 1, page_request->size, {}};
  if (!query.nothing) {
    auto found = call.services().tasks().list(call.account(), query.filter, *page_request);
    if (!found) {
      const bool no_page = found.error().kind == ErrorKind::kNotFound;
      return no_page ? call.error(404, text::kInvalidPage) : call.error(found.error());
    }
    page = *std::move(found);
  } else if (page_request->number != 1) {
    return call.error(404, text::kInvalidPage);
  }
  const std::string origin = call.origin();
  Json results = Json::array();
  for (const task::Task& task : page.items) results.push_back(listed_json(call, origin, task));
  return Call::reply(page_json(page, {origin, call.head().path, parameters}, std::move(results)));
}

Response get_task(Call& call) {
  auto id = path_id<task::TaskId>(call, kObject);
  if (!id) return std::move(id.error());
  const auto task = call.services().tasks().find(call.account(), *id);
  if (task) return Call::reply(single_json(call, *task));
  return task.error().kind == ErrorKind::kNotFound ? call.no_match(kObject) : call.error(task.error());
}

}  // namespace drape::http
