#pragma once

#include <optional>
#include <string_view>

#include "http/client_address.h"
#include "http/limits.h"
#include "http/token_bucket.h"

namespace drape::http {

/// Bounds how many wrong keys one address may present. It never stands in the way of a right key, whoever
/// else shares its address: guessing is hopeless (222 bits), so what is bounded is the noise and its cost.
/// Thread safe.
class AuthenticationThrottle {
 public:
  explicit AuthenticationThrottle(const WrongKeyLimits& limits);

  /// One more wrong key came from `address` (any text; what is no address shares one bucket). The draw is
  /// not granted when there were too many of late.
  [[nodiscard]] Draw wrong_key(std::string_view address, TokenBucket::Moment now);

 private:
  std::optional<BucketTable<IpAddress, IpAddressHash>> buckets_;
};

}  // namespace drape::http
