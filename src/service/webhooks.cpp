#include "service/webhooks.h"

#include "webhook/signature.h"

namespace drape::service {

std::vector<task::WebhookKey> signing_keys(const task::WebhookKeys& keys, Timestamp now) {
  std::vector<task::WebhookKey> signing{keys.current};
  if (keys.previous && now < keys.previous_expires_at) signing.push_back(*keys.previous);
  return signing;
}

task::WebhookKey fresh_key(Random& random) {
  task::WebhookKey key{};
  random.fill(key);
  return key;
}

std::optional<std::string_view> Webhooks::refusal(std::string_view url) const {
  webhook::Url parsed;
  const std::optional<webhook::Refusal> refusal = parts_.settings.rules.check(url, parsed);
  return refusal ? std::optional(webhook::message(*refusal)) : std::nullopt;
}

WebhookSecret Webhooks::secret_of(const task::WebhookKeys& keys) const {
  const bool overlaps = keys.previous_expires_at && parts_.clock.now() < *keys.previous_expires_at;
  return {webhook::secret_text(keys.current), keys.created_at,
          overlaps ? keys.previous_expires_at : std::nullopt};
}

Result<WebhookSecret> Webhooks::secret(task::AccountId account) {
  const auto keys = parts_.records.keys(account, fresh_key(parts_.random), parts_.clock.now());
  if (!keys) return fail(keys.error());
  return secret_of(*keys);
}

Result<WebhookSecret> Webhooks::rotate_secret(task::AccountId account) {
  const Timestamp now = parts_.clock.now();
  const auto keys =
      parts_.records.rotate(account, {fresh_key(parts_.random), now, now + parts_.settings.secret_overlap});
  if (!keys) return fail(keys.error());
  return secret_of(*keys);
}

Result<task::Page<task::WebhookDelivery>> Webhooks::list(const store::DeliveryFilter& filter,
                                                         const task::PageRequest& page) const {
  return parts_.records.list(filter, page);
}

Result<LoggedDelivery> Webhooks::find(const store::DeliveryFilter& filter) const {
  auto found = parts_.records.list(filter, {1, false, 1});
  if (!found) return fail(found.error());
  if (found->items.empty()) {
    return fail({ErrorKind::kNotFound, "delivery_not_found", {"Not found."}, {}});
  }
  task::WebhookDelivery& delivery = found->items.front();
  auto attempts = parts_.records.attempts(delivery.id);
  if (!attempts) return fail(attempts.error());
  return LoggedDelivery{std::move(delivery), *std::move(attempts)};
}

Result<std::int64_t> Webhooks::replay(const store::DeliveryFilter& filter) {
  const Result<std::int64_t> count = parts_.records.replay(filter, parts_.clock.now());
  if (count && *count > 0) parts_.signal.notify();
  return count;
}

Result<WebhookBacklog> Webhooks::backlog() const {
  const Result<store::Backlog> backlog = parts_.records.backlog();
  if (!backlog) return fail(backlog.error());
  const auto age = backlog->oldest ? parts_.clock.now() - *backlog->oldest : Timestamp::duration::zero();
  return WebhookBacklog{backlog->pending, std::chrono::duration<double>(age).count()};
}

}  // namespace drape::service
