#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "base/random.h"

namespace drape::webhook {

/// The pauses after the first failed attempt, the second one, ...: as Standard Webhooks suggests. After as
/// many failures as there are pauses, the next one is the last.
struct RetrySchedule {
  std::vector<std::chrono::milliseconds> pauses{
      std::chrono::seconds(5), std::chrono::minutes(5), std::chrono::minutes(30),
      std::chrono::hours(2),   std::chrono::hours(5),   std::chrono::hours(10),
      std::chrono::hours(14),  std::chrono::hours(20),  std::chrono::hours(24)};
};

/// No receiver can put a delivery off for longer.
inline constexpr std::chrono::hours kRetryAfterMax{24};

/// How long to wait after failure number `failures` (1 = the first): the schedule's pause, up to a fifth
/// longer or shorter, so that what failed together does not come back together; at least what the receiver
/// asked for, up to kRetryAfterMax. None: give up.
[[nodiscard]] std::optional<std::chrono::milliseconds> pause_after(
    int failures, const RetrySchedule& schedule, std::optional<std::chrono::seconds> retry_after,
    Random& random);

}  // namespace drape::webhook
