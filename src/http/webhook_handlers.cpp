#include "http/handlers.h"
#include "http/timestamps.h"

namespace drape::http {
namespace {

constexpr std::string_view kObject = "WebhookDelivery";

Json time_json(const std::optional<Timestamp>& time) {
  return time ? Json(iso_time(*time)) : Json();
}

Json status_json(const std::optional<int>& status) {
  return status ? Json(*status) : Json();
}

Json error_json(const std::string& error) {
  return error.empty() ? Json() : Json(error);
}

Json delivery_json(const task::WebhookDelivery& delivery) {
  return {{"id", delivery.message_id},
          {"type", std::string(to_string(delivery.event))},
          {"task", delivery.task.value()},
          {"url", delivery.target.url},
          {"state", std::string(to_string(delivery.state))},
          {"attempts", delivery.attempts},
          {"last_status", status_json(delivery.last_status)},
          {"last_error", error_json(delivery.last_error)},
          {"created_at", iso_time(delivery.created_at)},
          {"next_attempt_at", time_json(delivery.next_attempt_at)},
          {"delivered_at", time_json(delivery.delivered_at)}};
}

Json attempts_json(const std::vector<task::DeliveryAttempt>& attempts) {
  Json list = Json::array();
  for (const task::DeliveryAttempt& attempt : attempts) {
    list.push_back({{"number", attempt.number},
                    {"time", iso_time(attempt.time)},
                    {"status", status_json(attempt.status)},
                    {"error", error_json(attempt.error)},
                    {"milliseconds", attempt.duration.count()}});
  }
  return list;
}

struct DeliveryQuery {
  store::DeliveryFilter filter;
  bool nothing = false;  ///< The filter is fine, but no delivery can match it.
};

DeliveryQuery read_filters(const Call& call, FieldErrors& errors) {
  const QueryParameters parameters = call.query();
  DeliveryQuery query{{call.account(), {}, {}, {}}};
  if (const std::string_view text = parameters.last("task").value_or(""); !text.empty()) {
    const ParsedInteger integer = parse_integer(text);
    if (integer.kind == IntegerKind::kNone) errors.add("task", text::kNotANumber);
    query.filter.task = task::TaskId::from(integer.kind == IntegerKind::kInRange ? integer.value : 0);
    query.nothing = !query.filter.task;
  }
  if (const std::string_view text = parameters.last("state").value_or(""); !text.empty()) {
    query.filter.state = task::delivery_state_from(text);
    if (!query.filter.state) errors.add("state", text::kInvalidChoice);
  }
  return query;
}

/// The delivery that the path names.
Result<service::LoggedDelivery> find_delivery(const Call& call) {
  return call.services().webhooks().find({call.account(), {}, {}, call.parameter()});
}

Response not_found_or(const Call& call, const Error& error) {
  return error.kind == ErrorKind::kNotFound ? call.no_match(kObject) : call.error(error);
}

Response secret_reply(const Call& call, const Result<service::WebhookSecret>& secret) {
  if (!secret) return call.error(secret.error());
  return Call::reply({{"secret", secret->text},
                      {"created_at", iso_time(secret->created_at)},
                      {"previous_expires_at", time_json(secret->previous_expires_at)}});
}

}  // namespace

Response list_webhook_deliveries(Call& call) {
  FieldErrors errors;
  const DeliveryQuery query = read_filters(call, errors);
  if (!errors.empty()) return call.error(errors);
  const QueryParameters parameters = call.query();
  const auto page_request = parse_page(parameters, call.limits());
  if (!page_request) return call.error(404, text::kInvalidPage);

  task::Page<task::WebhookDelivery> page{0, 1, page_request->size, {}};
  if (!query.nothing) {
    auto found = call.services().webhooks().list(query.filter, *page_request);
    if (!found) {
      const bool no_page = found.error().kind == ErrorKind::kNotFound;
      return no_page ? call.error(404, text::kInvalidPage) : call.error(found.error());
    }
    page = *std::move(found);
  } else if (page_request->number != 1) {
    return call.error(404, text::kInvalidPage);
  }
  Json results = Json::array();
  for (const task::WebhookDelivery& delivery : page.items) results.push_back(delivery_json(delivery));
  return Call::reply(page_json(page, {call.origin(), call.head().path, parameters}, std::move(results)));
}

Response get_webhook_delivery(Call& call) {
  const auto found = find_delivery(call);
  if (!found) return not_found_or(call, found.error());
  Json json = delivery_json(found->delivery);
  json["attempt_log"] = attempts_json(found->attempts);
  return Call::reply(json);
}

Response replay_webhook_delivery(Call& call) {
  const auto replayed = call.services().webhooks().replay({call.account(), {}, {}, call.parameter()});
  if (!replayed) return call.error(replayed.error());
  const auto found = find_delivery(call);
  return found ? Call::reply(delivery_json(found->delivery)) : not_found_or(call, found.error());
}

Response show_webhook_secret(Call& call) {
  return secret_reply(call, call.services().webhooks().secret(call.account()));
}

Response rotate_webhook_secret(Call& call) {
  return secret_reply(call, call.services().webhooks().rotate_secret(call.account()));
}

// The secret is not kept a second time.
Response replay_webhook_secret(Call& call, std::string_view /*kept*/) {
  return show_webhook_secret(call);
}

}  // namespace drape::http
