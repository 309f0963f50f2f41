#include "webhook/retry_schedule.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace drape::webhook {
namespace {

constexpr double kJitter = 0.2;

/// 0..1
double uniform(Random& random) {
  std::array<std::byte, 4> bytes{};
  random.fill(bytes);
  std::uint32_t number = 0;
  std::memcpy(&number, bytes.data(), sizeof number);
  return static_cast<double>(number) / 4'294'967'295.0;
}

}  // namespace

std::optional<std::chrono::milliseconds> pause_after(int failures, const RetrySchedule& schedule,
                                                     std::optional<std::chrono::seconds> retry_after,
                                                     Random& random) {
  if (failures < 1 || static_cast<std::size_t>(failures) > schedule.pauses.size()) return std::nullopt;
  const auto& planned = schedule.pauses[static_cast<std::size_t>(failures) - 1];
  const double factor = 1 - kJitter + 2 * kJitter * uniform(random);
  const std::chrono::milliseconds pause(
      static_cast<std::int64_t>(static_cast<double>(planned.count()) * factor));
  if (!retry_after) return pause;
  return std::max<std::chrono::milliseconds>(pause,
                                             std::min<std::chrono::seconds>(*retry_after, kRetryAfterMax));
}

}  // namespace drape::webhook
