#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "task/id.h"

namespace drape::task {

using DeliveryId = Id<struct DeliveryTag>;

inline constexpr std::size_t kWebhookUrlMax = 2'048;

/// Where the end of a task is told.
struct WebhookTarget {
  std::string url;     ///< 1..kWebhookUrlMax bytes.
  std::string origin;  ///< "https://tryon.example": what links began with when the task was ordered.
  friend bool operator==(const WebhookTarget&, const WebhookTarget&) = default;
};

/// What a delivery tells.
enum class WebhookEvent { kTaskCompleted, kTaskFailed };

/// "task.completed", "task.failed".
[[nodiscard]] std::string_view to_string(WebhookEvent event);
[[nodiscard]] std::optional<WebhookEvent> webhook_event_from(std::string_view text);

enum class DeliveryState {
  kPending,    ///< Will be tried, at next_attempt_at.
  kDelivered,  ///< The receiver has answered with a 2xx.
  kDead,       ///< Given up: the schedule has ended, or the receiver said that it is gone.
};

/// "pending", "delivered", "dead".
[[nodiscard]] std::string_view to_string(DeliveryState state);
[[nodiscard]] std::optional<DeliveryState> delivery_state_from(std::string_view text);

/// The news of one task on its way to its receiver. There is at most one for each task.
struct WebhookDelivery {
  DeliveryId id;
  std::string message_id;  ///< "msg_" and 32 hexadecimal digits: the same in every attempt.
  AccountId account;
  TaskId task;
  WebhookTarget target;
  WebhookEvent event = WebhookEvent::kTaskCompleted;
  Timestamp created_at;  ///< When the task ended.
  DeliveryState state = DeliveryState::kPending;
  int attempts = 0;
  int failures = 0;  ///< Failed attempts since it was created or replayed: the place in the schedule.
  std::optional<int> last_status;  ///< HTTP status of the last attempt; none when there was no reply.
  std::string last_error;  ///< Class of the last attempt's failure ("timeout"); empty when it was none.
  std::optional<Timestamp> next_attempt_at;  ///< Set exactly when the state is kPending.
  std::optional<Timestamp> delivered_at;     ///< Set exactly when the state is kDelivered.
};

/// One line of a delivery's log.
struct DeliveryAttempt {
  int number = 0;  ///< From 1.
  Timestamp time;
  std::optional<int> status;
  std::string error;  ///< Empty when there was none.
  std::chrono::milliseconds duration{0};
};

/// The key that an account's webhooks are signed with.
using WebhookKey = std::array<std::byte, 32>;

/// The keys of an account. After a rotation both sign, until the previous one expires.
struct WebhookKeys {
  WebhookKey current{};
  Timestamp created_at;
  std::optional<WebhookKey> previous;
  std::optional<Timestamp> previous_expires_at;  ///< Set exactly when there is a previous one.
};

}  // namespace drape::task
