#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

#include "http/token_bucket.h"
#include "task/id.h"

namespace drape::http {

/// A token bucket for each key: `burst` requests at once, and `per_minute` in the long run. A refused request
/// takes no token. In memory, for a bounded number of keys: over it the key that asked longest ago is
/// forgotten, whose bucket is the likeliest to be full anyway. Thread safe.
class RateLimiter {
 public:
  using Time = TokenBucket::Moment;

  struct Options {
    std::int64_t per_minute = 1'200;  ///< 0: no limit at all.
    std::int64_t burst = 300;         ///< At least 1.
    std::size_t keys_max = 10'000;    ///< At least 1.
  };

  struct Decision {
    bool allowed = true;
    std::int64_t remaining = 0;            ///< Requests that may follow at once.
    std::chrono::seconds full_in{0};       ///< Until the whole burst is there again, rounded up.
    std::chrono::seconds available_in{0};  ///< Until a refused request is worth another try, rounded up.
  };

  explicit RateLimiter(const Options& options);

  [[nodiscard]] bool enabled() const { return enabled_; }
  /// Counts one request. REQUIRES: enabled(); `now` does not fall. Far less than a microsecond.
  [[nodiscard]] Decision take(task::ApiKeyId key, Time now);
  [[nodiscard]] std::size_t keys() const { return buckets_.size(); }

  // Fields of a reply, after draft-ietf-httpapi-ratelimit-headers-10. The quota is the burst, its window the
  // time in which the whole burst comes back: that is what a bucket promises.
  [[nodiscard]] const std::string& policy_field() const { return policy_field_; }
  [[nodiscard]] static std::string state_field(const Decision& decision);

 private:
  const bool enabled_;
  const std::string policy_field_;
  BucketTable<task::ApiKeyId> buckets_;
};

}  // namespace drape::http
