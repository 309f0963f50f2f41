#include "http/errors.h"

#include <algorithm>

#include "http/negotiation.h"

namespace drape::http {
namespace {

/// What a client that is turned away should wait, seconds. Drains and full disks take about so long.
constexpr int kUnavailableRetrySeconds = 5;

Response problem(const RequestHead& head, int status, std::string_view detail, const Json* errors) {
  Json body = {{"type", "about:blank"},
               {"title", std::string(reason_phrase(status))},
               {"status", status},
               {"detail", std::string(detail)},
               {"instance", head.request_id}};
  if (errors != nullptr) body["errors"] = *errors;
  Response response;
  response.status = status;
  response.content_type = "application/problem+json";
  response.body = to_text(body);
  return response;
}

}  // namespace

FieldErrors::FieldErrors(std::initializer_list<std::string_view> order) {
  for (const std::string_view field : order) fields_.push_back({std::string(field), {}, {}});
}

bool FieldErrors::empty() const {
  return std::ranges::all_of(fields_, &Entry::clean);
}

FieldErrors::Entry& FieldErrors::entry(std::string_view field) {
  const auto found = std::ranges::find(fields_, field, &Entry::field);
  if (found != fields_.end()) return *found;
  return fields_.emplace_back(Entry{std::string(field), {}, {}});
}

void FieldErrors::add(std::string_view field, std::string_view message) {
  entry(field).messages.emplace_back(message);
}

void FieldErrors::add_item(std::string_view field, std::size_t index, std::string_view message) {
  entry(field).items[index].emplace_back(message);
}

bool FieldErrors::has(std::string_view field) const {
  const auto found = std::ranges::find(fields_, field, &Entry::field);
  return found != fields_.end() && !found->clean();
}

Json FieldErrors::json() const {
  Json json = Json::object();
  for (const Entry& entry : fields_) {
    if (entry.clean()) continue;
    if (entry.items.empty()) {
      json[entry.field] = entry.messages;
      continue;
    }
    Json items = Json::object();
    for (const auto& [index, messages] : entry.items) items[std::to_string(index)] = messages;
    json[entry.field] = std::move(items);
  }
  return json;
}

std::string FieldErrors::summary() const {
  std::string names;
  for (const Entry& entry : fields_) {
    if (entry.clean()) continue;
    if (entry.field == "non_field_errors") return "The request's body is not what is expected.";
    names += (names.empty() ? "" : ", ") + entry.field;
  }
  return "The request has errors in its fields: " + names + ".";
}

Response error_response(const RequestHead& head, int status, std::string_view detail) {
  if (wants_problem(head)) return problem(head, status, detail, nullptr);
  Response response;
  response.status = status;
  response.body = to_text(Json{{"detail", std::string(detail)}});
  return response;
}

Response error_response(const RequestHead& head, const FieldErrors& errors) {
  const Json json = errors.json();
  if (wants_problem(head)) return problem(head, 400, errors.summary(), &json);
  Response response;
  response.status = 400;
  response.body = to_text(json);
  return response;
}

int status_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::kInvalidInput:
      return 400;
    case ErrorKind::kNotFound:
      return 404;
    case ErrorKind::kConflict:
      return 409;
    case ErrorKind::kTooLarge:
      return 413;
    case ErrorKind::kUnauthenticated:
      return 401;
    case ErrorKind::kForbidden:
      return 403;
    case ErrorKind::kBusy:
    case ErrorKind::kCancelled:
      return 503;
    case ErrorKind::kInternal:
      return 500;
  }
  return 500;
}

Response throttled_response(const RequestHead& head, int wait_seconds) {
  const std::string wait = std::to_string(wait_seconds);
  Response response = error_response(head, 429,
                                     "Request was throttled. Expected available in " + wait +
                                         (wait_seconds == 1 ? " second." : " seconds."));
  response.set("Retry-After", wait);
  return response;
}

Response unavailable_response(const RequestHead& head, std::string_view detail) {
  Response response = error_response(head, 503, detail);
  response.set("Retry-After", std::to_string(kUnavailableRetrySeconds));
  return response;
}

}  // namespace drape::http
