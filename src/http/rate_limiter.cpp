#include "http/rate_limiter.h"

#include <algorithm>
#include <cmath>

namespace drape::http {
namespace {

using std::chrono::seconds;

BucketPolicy policy_of(const RateLimiter::Options& options) {
  return {static_cast<double>(std::max<std::int64_t>(1, options.per_minute)),
          static_cast<double>(std::max<std::int64_t>(1, options.burst))};
}

std::string policy_text(const BucketPolicy& policy) {
  return "\"requests\";q=" + std::to_string(std::llround(policy.burst)) +
         ";w=" + std::to_string(std::llround(std::ceil(policy.burst * 60 / policy.per_minute)));
}

}  // namespace

RateLimiter::RateLimiter(const Options& options)
    : enabled_(options.per_minute > 0),
      policy_field_(policy_text(policy_of(options))),
      buckets_(policy_of(options), std::max<std::size_t>(1, options.keys_max)) {}

RateLimiter::Decision RateLimiter::take(task::ApiKeyId key, Time now) {
  const Draw draw = buckets_.draw(key, now);
  return {draw.granted, draw.remaining, seconds(draw.full_seconds), seconds(draw.wait_seconds)};
}

std::string RateLimiter::state_field(const Decision& decision) {
  return "\"requests\";r=" + std::to_string(decision.remaining) +
         ";t=" + std::to_string(decision.full_in.count());
}

}  // namespace drape::http
