#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/random.h"
#include "base/result.h"
#include "service/settings.h"
#include "service/work_signal.h"
#include "store/webhook_records.h"

namespace drape::service {

/// What the receivers of an account verify webhooks with.
struct WebhookSecret {
  std::string text;  ///< "whsec_..."
  Timestamp created_at;
  std::optional<Timestamp> previous_expires_at;  ///< Until then the one before it signs as well.
};

/// A delivery with the log of its attempts.
struct LoggedDelivery {
  task::WebhookDelivery delivery;
  std::vector<task::DeliveryAttempt> attempts;  ///< Oldest first.
};

/// How much waits to be told.
struct WebhookBacklog {
  std::int64_t pending = 0;
  double oldest_seconds = 0;  ///< Since the task of the oldest one ended; 0 when none waits.
};

/// The keys of an account that sign now, the current one first.
[[nodiscard]] std::vector<task::WebhookKey> signing_keys(const task::WebhookKeys& keys, Timestamp now);

/// A new key, for where there may be none yet.
[[nodiscard]] task::WebhookKey fresh_key(Random& random);

/// Webhooks as their owners use them (docs/api/webhooks.md). Thread safe.
class Webhooks {
 public:
  struct Parts {
    store::WebhookRecords& records;
    WorkSignal& signal;  ///< Of those who deliver.
    Random& random;
    const Clock& clock;
    const WebhookSettings& settings;
  };
  explicit Webhooks(const Parts& parts) : parts_(parts) {}

  /// What is wrong with a URL, as a sentence; none when it may be ordered. What its name resolves to is
  /// looked at when it is delivered.
  [[nodiscard]] std::optional<std::string_view> refusal(std::string_view url) const;

  /// The account's secret; made when it is asked for first.
  [[nodiscard]] Result<WebhookSecret> secret(task::AccountId account);
  /// A new secret. The one before it signs beside it for WebhookSettings::secret_overlap; one before that no
  /// more.
  [[nodiscard]] Result<WebhookSecret> rotate_secret(task::AccountId account);

  /// Newest first. Fails with kNotFound "invalid_page".
  [[nodiscard]] Result<task::Page<task::WebhookDelivery>> list(const store::DeliveryFilter& filter,
                                                               const task::PageRequest& page) const;
  /// Fails with kNotFound "delivery_not_found".
  [[nodiscard]] Result<LoggedDelivery> find(const store::DeliveryFilter& filter) const;
  /// Has all that match sent again, at once and with their whole schedule. Returns how many.
  [[nodiscard]] Result<std::int64_t> replay(const store::DeliveryFilter& filter);
  [[nodiscard]] Result<WebhookBacklog> backlog() const;

 private:
  [[nodiscard]] WebhookSecret secret_of(const task::WebhookKeys& keys) const;

  Parts parts_;
};

}  // namespace drape::service
