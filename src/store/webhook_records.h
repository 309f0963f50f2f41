#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "task/page.h"
#include "task/webhook.h"

namespace drape::store {

/// So many of the newest attempts of a delivery are kept.
inline constexpr int kDeliveryAttemptsKept = 30;

/// Which deliveries are meant; unset = any.
struct DeliveryFilter {
  std::optional<task::AccountId> account;
  std::optional<task::TaskId> task;
  std::optional<task::DeliveryState> state;
  std::optional<std::string> message_id;
};

/// How a delivery stands after an attempt.
struct DeliveryOutcome {
  task::DeliveryId delivery;
  Timestamp started;
  std::chrono::milliseconds duration{0};
  std::optional<int> status;
  std::string error;  ///< Empty exactly when it was delivered.
  task::DeliveryState state = task::DeliveryState::kPending;
  Timestamp ended;
  std::optional<Timestamp> next_attempt_at;  ///< Set exactly when the state is kPending.
};

/// Which deliveries to fetch for sending: no account and no URL takes all of the places.
struct DueRequest {
  Timestamp now;
  int count_max = 8;
  int account_max = 4;  ///< Of one account.
  int url_max = 2;      ///< Of one URL of an account.
};

struct KeyRotation {
  task::WebhookKey fresh{};
  Timestamp now;
  Timestamp previous_expires_at;
};

/// How much waits to be told.
struct Backlog {
  std::int64_t pending = 0;
  std::optional<Timestamp> oldest;  ///< When the task of the oldest pending delivery ended.
};

/// Webhooks: the keys, the outbox and its log. Deliveries are added by the database itself, in the
/// transaction that ends a task with a webhook. Thread safe. Every function may fail with kBusy or kInternal.
class WebhookRecords {
 public:
  virtual ~WebhookRecords() = default;
  /// The account's keys; `fresh` becomes the current one when there were none.
  [[nodiscard]] virtual Result<task::WebhookKeys> keys(task::AccountId account, const task::WebhookKey& fresh,
                                                       Timestamp now) = 0;
  /// Makes `fresh` the current key, and what was the current one the previous one.
  [[nodiscard]] virtual Result<task::WebhookKeys> rotate(task::AccountId account,
                                                         const KeyRotation& rotation) = 0;

  /// Pending deliveries whose time has come: in turns of the accounts, and of each account's URLs.
  [[nodiscard]] virtual Result<std::vector<task::WebhookDelivery>> due(const DueRequest& request) = 0;
  /// When the next pending delivery is due; none when none is pending.
  [[nodiscard]] virtual Result<std::optional<Timestamp>> next_due() = 0;
  /// Notes an attempt, and the state that follows. Nothing happens when the delivery is gone.
  [[nodiscard]] virtual Status record(const DeliveryOutcome& outcome) = 0;

  /// Newest first. Fails with kNotFound "invalid_page".
  [[nodiscard]] virtual Result<task::Page<task::WebhookDelivery>> list(const DeliveryFilter& filter,
                                                                       const task::PageRequest& page) = 0;
  /// The kept attempts of a delivery, oldest first.
  [[nodiscard]] virtual Result<std::vector<task::DeliveryAttempt>> attempts(task::DeliveryId id) = 0;
  /// Makes all that match pending, due `now`, at the start of the schedule. Returns how many.
  [[nodiscard]] virtual Result<std::int64_t> replay(const DeliveryFilter& filter, Timestamp now) = 0;
  [[nodiscard]] virtual Result<Backlog> backlog() = 0;
  /// Drops deliveries that are over and whose task ended before `before`. Returns how many.
  [[nodiscard]] virtual Result<std::int64_t> forget_before(Timestamp before) = 0;
};

}  // namespace drape::store
