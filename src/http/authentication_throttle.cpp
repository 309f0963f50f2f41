#include "http/authentication_throttle.h"

namespace drape::http {

AuthenticationThrottle::AuthenticationThrottle(const WrongKeyLimits& limits) {
  if (limits.burst == 0) return;
  buckets_.emplace(BucketPolicy{limits.per_minute, static_cast<double>(limits.burst)}, limits.addresses_max);
}

Draw AuthenticationThrottle::wrong_key(std::string_view address, TokenBucket::Moment now) {
  if (!buckets_) return {};
  return buckets_->draw(IpAddress::parse(address).value_or(IpAddress()).subscriber(), now);
}

}  // namespace drape::http
