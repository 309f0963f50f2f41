#include "http/queue_full.h"

#include <algorithm>
#include <cmath>

namespace drape::http {
namespace {

/// Nobody is told to stay away longer than this, seconds: by then the guess is worth nothing.
constexpr double kQueueWaitMax = 3'600;

}  // namespace

Response queue_full_response(const Call& call, const service::QueueFull& full) {
  const double seconds = full.turns * call.metrics().recent_compute_seconds();
  return throttled_response(call.head(),
                            static_cast<int>(std::ceil(std::clamp(seconds, 1.0, kQueueWaitMax))));
}

}  // namespace drape::http
