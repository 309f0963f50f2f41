#include "service/webhook_courier.h"

#include <algorithm>

#include "base/crash_point.h"
#include "base/log.h"
#include "service/webhooks.h"
#include "webhook/signature.h"

namespace drape::service {
namespace {

using task::DeliveryState;
using task::WebhookDelivery;

constexpr int kGone = 410;
constexpr int kTooManyRequests = 429;
constexpr int kUnavailable = 503;

/// No account takes more than half of the places, no URL more than a quarter: a receiver that is slow holds
/// up nobody but itself.
int account_share(int places) {
  return std::max(1, places / 2);
}
int url_share(int places) {
  return std::max(1, places / 4);
}

bool is_success(int status) {
  return status >= 200 && status < 300;
}

/// The class of a reply that is no success.
std::string class_of(int status) {
  if (status == kGone) return "gone";
  return status < 400 ? "redirect" : "status";
}

std::chrono::milliseconds until(Timestamp time, Timestamp now) {
  return std::max(std::chrono::milliseconds(1), std::chrono::ceil<std::chrono::milliseconds>(time - now));
}

}  // namespace

void WebhookCourier::start() {
  for (int i = 0; i < parts_.settings.webhooks.deliveries_at_once; ++i) {
    threads_.emplace_back([this] { work(); });
  }
}

void WebhookCourier::stop(std::chrono::milliseconds grace) {
  drain_.request_stop();
  {
    std::unique_lock lock(mutex_);
    all_back_.wait_for(lock, grace, [this] { return under_way_.empty(); });
  }
  stop_.request_stop();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

void WebhookCourier::work() {
  const std::stop_token drain = drain_.get_token();
  while (!drain.stop_requested()) {
    const std::uint64_t seen = parts_.signal.count();
    const Result<Next> next = take();
    if (next && next->delivery) {
      deliver(*next->delivery);
      put_back(*next->delivery);
      continue;
    }
    if (!next) log::warn("webhooks_not_read", {{"reason", next.error().internal_text.value}});
    parts_.signal.wait(seen, next ? next->wait : parts_.settings.storage_pause, drain);
  }
}

Result<int> WebhookCourier::deliver_due() {
  for (int count = 0;; ++count) {
    const Result<Next> next = take();
    if (!next) return fail(next.error());
    if (!next->delivery) return count;
    deliver(*next->delivery);
    put_back(*next->delivery);
  }
}

Result<WebhookCourier::Next> WebhookCourier::take() {
  const Timestamp now = parts_.clock.now();
  const WebhookSettings& settings = parts_.settings.webhooks;
  const std::lock_guard lock(mutex_);
  if (drain_.stop_requested()) return Next{};
  const auto first = parts_.records.next_due();
  if (!first) return fail(first.error());
  if (!*first) return Next{std::nullopt, settings.poll};
  if (**first > now) return Next{std::nullopt, std::min(settings.poll, until(**first, now))};
  const int places = std::max(1, settings.deliveries_at_once);
  const auto due = parts_.records.due({now, 2 * places, account_share(places), url_share(places)});
  if (!due) return fail(due.error());
  for (const WebhookDelivery& delivery : *due) {
    if (!has_place(delivery)) continue;
    under_way_.push_back(delivery);
    return Next{delivery, {}};
  }
  return Next{std::nullopt, settings.poll};
}

bool WebhookCourier::has_place(const WebhookDelivery& delivery) const {
  const int places = std::max(1, parts_.settings.webhooks.deliveries_at_once);
  int of_account = 0;
  int of_url = 0;
  for (const WebhookDelivery& other : under_way_) {
    if (other.id == delivery.id) return false;
    if (other.account != delivery.account) continue;
    ++of_account;
    if (other.target.url == delivery.target.url) ++of_url;
  }
  return of_account < account_share(places) && of_url < url_share(places);
}

void WebhookCourier::put_back(const WebhookDelivery& delivery) {
  {
    const std::lock_guard lock(mutex_);
    std::erase_if(under_way_, [&](const WebhookDelivery& other) { return other.id == delivery.id; });
  }
  all_back_.notify_all();
}

void WebhookCourier::deliver(const WebhookDelivery& delivery) {
  const auto task = parts_.tasks.find(delivery.account, delivery.task);
  if (task && !*task) return;  // It was deleted meanwhile, and its delivery with it.
  const Stopwatch watch;
  const Timestamp started = parts_.clock.now();
  const Result<webhook::Outcome> outcome =
      task ? attempt(delivery, **task, started) : Result<webhook::Outcome>(fail(task.error()));
  if (!outcome) {
    log::warn("webhook_not_prepared", {{"reason", outcome.error().internal_text.value}});
    parts_.signal.wait(parts_.signal.count(), parts_.settings.storage_pause, stop_.get_token());
    return;
  }
  if (outcome->error == "stopped") return;
  store::DeliveryOutcome judged = judge(delivery, *outcome);
  judged.started = started;
  judged.duration = std::chrono::milliseconds(static_cast<std::int64_t>(watch.seconds() * 1e3));
  DRAPE_CRASH_POINT("webhook_before_record");
  record(judged);
  DRAPE_CRASH_POINT("webhook_recorded");
  report(delivery, judged, outcome->reason.value);
}

Result<webhook::Outcome> WebhookCourier::attempt(const WebhookDelivery& delivery, const task::Task& task,
                                                 Timestamp started) {
  webhook::Request request;
  // The rules may have changed since the task was ordered.
  if (const auto refusal = parts_.settings.webhooks.rules.check(delivery.target.url, request.url)) {
    return webhook::Outcome{
        std::nullopt, "refused_address", std::nullopt, {std::string(webhook::message(*refusal))}};
  }
  const auto keys = parts_.records.keys(delivery.account, fresh_key(parts_.random), started);
  if (!keys) return fail(keys.error());
  request.body = parts_.write_body(delivery, task);
  request.headers = {{"webhook-id", delivery.message_id},
                     {"webhook-timestamp", webhook::timestamp_text(started)},
                     {"webhook-signature", webhook::signature({delivery.message_id, started, request.body},
                                                              signing_keys(*keys, started))}};
  DRAPE_CRASH_POINT("webhook_before_send");
  return parts_.sender.send(request, stop_.get_token());
}

store::DeliveryOutcome WebhookCourier::judge(const WebhookDelivery& delivery,
                                             const webhook::Outcome& outcome) {
  store::DeliveryOutcome judged{
      delivery.id,        {},          {}, outcome.status, outcome.error, DeliveryState::kDelivered,
      parts_.clock.now(), std::nullopt};
  const int status = outcome.status.value_or(0);
  if (is_success(status)) return judged;
  if (outcome.status) judged.error = class_of(status);
  const bool may_ask = status == kTooManyRequests || status == kUnavailable;
  const auto pause = status == kGone
                         ? std::nullopt
                         : webhook::pause_after(delivery.failures + 1, parts_.settings.webhooks.schedule,
                                                may_ask ? outcome.retry_after : std::nullopt, parts_.random);
  judged.state = pause ? DeliveryState::kPending : DeliveryState::kDead;
  if (pause) judged.next_attempt_at = judged.ended + *pause;
  return judged;
}

void WebhookCourier::record(const store::DeliveryOutcome& outcome) {
  const std::stop_token stop = stop_.get_token();
  while (true) {
    const Status written = parts_.records.record(outcome);
    if (written) return;
    log::warn("webhook_not_recorded", {{"reason", written.error().internal_text.value}});
    if (stop.stop_requested()) return;
    parts_.signal.wait(parts_.signal.count(), parts_.settings.storage_pause, stop);
  }
}

// The URL may hold a secret of the receiver's: it does not go into the log.
void WebhookCourier::report(const WebhookDelivery& delivery, const store::DeliveryOutcome& outcome,
                            const std::string& reason) {
  parts_.metrics.webhook_attempted(outcome.state, outcome.error,
                                   std::chrono::duration<double>(outcome.duration).count());
  const log::Level level = outcome.state == DeliveryState::kDelivered ? log::Level::kInfo : log::Level::kWarn;
  log::write(level, "webhook",
             {{"delivery", delivery.message_id},
              {"account", delivery.account.value()},
              {"task", delivery.task.value()},
              {"attempt", delivery.attempts + 1},
              {"state", to_string(outcome.state)},
              {"status", outcome.status.value_or(0)},
              {"error", outcome.error},
              {"reason", reason},
              {"ms", outcome.duration.count()}});
}

}  // namespace drape::service
