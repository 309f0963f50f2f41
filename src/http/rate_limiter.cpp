#include "http/rate_limiter.h"

#include <algorithm>

namespace drape::http {
namespace {

using std::chrono::nanoseconds;
using std::chrono::seconds;

constexpr nanoseconds kMinute = std::chrono::minutes(1);

std::string policy_text(std::int64_t burst, nanoseconds interval) {
  return "\"requests\";q=" + std::to_string(burst) +
         ";w=" + std::to_string(std::chrono::ceil<seconds>(burst * interval).count());
}

}  // namespace

RateLimiter::RateLimiter(const Options& options)
    : enabled_(options.per_minute > 0),
      interval_(kMinute / std::max<std::int64_t>(1, options.per_minute)),
      burst_(std::max<std::int64_t>(1, options.burst)),
      keys_max_(std::max<std::size_t>(1, options.keys_max)),
      policy_field_(policy_text(burst_, interval_)) {}

RateLimiter::Decision RateLimiter::take(task::ApiKeyId key, Time now) {
  const std::lock_guard lock(mutex_);
  Bucket& asked = bucket(key, now);
  const nanoseconds full = burst_ * interval_;
  const Time full_after = std::max(asked.full_at, now) + interval_;
  Decision decision;
  decision.allowed = full_after - now <= full;
  if (decision.allowed) {
    asked.full_at = full_after;
  } else {
    decision.available_in = std::chrono::ceil<seconds>(full_after - now - full);
  }
  const nanoseconds missing = std::max(asked.full_at - now, nanoseconds(0));
  decision.remaining = std::max<std::int64_t>(0, (full - missing) / interval_);
  decision.full_in = std::chrono::ceil<seconds>(missing);
  return decision;
}

std::size_t RateLimiter::keys() const {
  const std::lock_guard lock(mutex_);
  return buckets_.size();
}

RateLimiter::Bucket& RateLimiter::bucket(task::ApiKeyId key, Time now) {
  const auto found = by_key_.find(key);
  if (found != by_key_.end()) {
    buckets_.splice(buckets_.begin(), buckets_, found->second);
    return buckets_.front();
  }
  if (buckets_.size() >= keys_max_) {
    by_key_.erase(buckets_.back().key);
    buckets_.pop_back();
  }
  buckets_.push_front({key, now});
  by_key_[key] = buckets_.begin();
  return buckets_.front();
}

std::string RateLimiter::state_field(const Decision& decision) {
  return "\"requests\";r=" + std::to_string(decision.remaining) +
         ";t=" + std::to_string(decision.full_in.count());
}

}  // namespace drape::http
