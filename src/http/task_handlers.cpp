#include "http/handlers.h"
#include "http/queue_full.h"
#include "http/task_filters.h"
#include "http/task_json.h"
#include "http/task_order_fields.h"
#include "http/task_wait.h"

namespace drape::http {
namespace {

/// The reply to an order that was taken, for a client that wants to wait or not.
Response accepted(Call& call, const task::Task& task, const std::optional<WaitPreference>& wait) {
  return wait ? reply_when_ended(call, task, *wait) : Call::reply(accepted_json(task));
}

Response submit(Call& call, const RequestedImages& images, const OrderOptions& options,
                const std::optional<WaitPreference>& wait) {
  service::SubmitOutcome outcome = call.services().tasks().submit(
      call.account(), order_of(images, options), options.cache,
      call.once<task::Task>([](const task::Task& task) { return to_text(accepted_json(task)); }));
  if (const auto* task = std::get_if<task::Task>(&outcome)) return accepted(call, *task, wait);
  if (const auto* error = std::get_if<Error>(&outcome)) return call.error(*error);
  if (const auto* full = std::get_if<service::QueueFull>(&outcome)) return queue_full_response(call, *full);
  const auto& rejection = std::get<service::OrderRejection>(outcome);
  FieldErrors errors{kPersonField, kGarmentsField};
  add_missing(images, rejection.missing, errors);
  if (rejection.conflict) errors.add(kGarmentsField, task::message(*rejection.conflict));
  return call.error(errors);
}

/// The reply to a failure that concerns one task.
Response task_error(const Call& call, const Error& error) {
  return error.kind == ErrorKind::kNotFound ? call.no_match(kTaskObject) : call.error(error);
}

}  // namespace

Response create_task(Call& call) {
  FieldErrors errors{kPersonField, kGarmentsField};
  FieldReader fields(call.data(), errors);
  if (!fields.is_dictionary()) return call.error(errors);
  const RequestedImages images = read_images(fields, errors);
  OrderOptions options = read_options(fields);
  options.webhook = read_webhook(call, fields, errors);
  if (images.garment_keys) check_hint_counts(options, images.garment_keys->size(), errors);
  const std::optional<WaitPreference> wait = read_wait(call.head(), errors);
  const bool too_many = images.garments.size() > task::kGarmentsMax;
  if (errors.empty() && !too_many) return submit(call, images, options, wait);
  // Something is wrong already; the reply names everything else that is wrong too.
  const auto missing = call.services().tasks().missing(call.account(), images.person.id, images.garments);
  if (!missing) return call.error(missing.error());
  add_missing(images, *missing, errors);
  if (too_many && !errors.has(kGarmentsField))
    errors.add(kGarmentsField, too_many_elements(task::kGarmentsMax));
  return call.error(errors);
}

// A repeated order waits for its task again; without the wish the first reply is repeated word by word.
Response replay_task(Call& call, std::string_view kept) {
  FieldErrors errors;
  const std::optional<WaitPreference> wait = read_wait(call.head(), errors);
  const auto id = task::TaskId::from(Json::parse(kept).at("id").get<std::int64_t>());
  if (wait && id) {
    const auto task = call.services().tasks().find(call.account(), *id);
    if (task) return reply_when_ended(call, *task, *wait);
  }
  Response word_by_word;
  word_by_word.body = kept;
  return word_by_word;
}

Response list_tasks(Call& call) {
  const QueryParameters parameters = call.query();
  FieldErrors errors;
  TaskQuery query;
  if (const Status read = read_filters(call, query, errors); !read) return call.error(read.error());
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
  auto id = path_id<task::TaskId>(call, kTaskObject);
  if (!id) return std::move(id.error());
  FieldErrors errors;
  const std::optional<WaitPreference> wait = read_wait(call.head(), errors);
  if (!errors.empty()) return call.error(errors);
  const auto task = call.services().tasks().find(call.account(), *id);
  if (task) return reply_when_ended(call, *task, wait.value_or(WaitPreference{}));
  return task_error(call, task.error());
}

Response cancel_task(Call& call) {
  auto id = path_id<task::TaskId>(call, kTaskObject);
  if (!id) return std::move(id.error());
  const auto task = call.services().tasks().cancel(call.account(), *id);
  return task ? Call::reply(single_json(call, *task)) : task_error(call, task.error());
}

Response delete_task(Call& call) {
  auto id = path_id<task::TaskId>(call, kTaskObject);
  if (!id) return std::move(id.error());
  const Status removed = call.services().tasks().remove(call.account(), *id, call.key_public_id());
  return removed ? Call::reply({{"detail", "Deleted successfully"}}) : task_error(call, removed.error());
}

}  // namespace drape::http
