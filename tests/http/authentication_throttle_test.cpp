#include "http/authentication_throttle.h"

#include <gtest/gtest.h>

namespace drape::http {
namespace {

constexpr TokenBucket::Moment kStart{std::chrono::hours(1)};
constexpr WrongKeyLimits kTwo{.burst = 2, .per_minute = 60, .addresses_max = 100};

bool granted(AuthenticationThrottle& throttle, std::string_view address) {
  return throttle.wrong_key(address, kStart).granted;
}

TEST(AuthenticationThrottle, counts_each_address_for_itself) {
  AuthenticationThrottle throttle(kTwo);
  EXPECT_TRUE(granted(throttle, "192.0.2.1") && granted(throttle, "192.0.2.1"));
  EXPECT_FALSE(granted(throttle, "192.0.2.1"));
  EXPECT_TRUE(granted(throttle, "192.0.2.2"));
}

TEST(AuthenticationThrottle, counts_the_addresses_of_one_ipv6_subscriber_together) {
  AuthenticationThrottle throttle(kTwo);
  EXPECT_TRUE(granted(throttle, "2001:db8::1") && granted(throttle, "2001:db8::2"));
  EXPECT_FALSE(granted(throttle, "2001:db8:0:0:ffff::3"));
  EXPECT_TRUE(granted(throttle, "2001:db8:0:1::1"));
}

TEST(AuthenticationThrottle, what_is_no_address_is_counted_too) {
  AuthenticationThrottle throttle(kTwo);
  EXPECT_TRUE(granted(throttle, "") && granted(throttle, "unknown"));
  EXPECT_FALSE(granted(throttle, ""));
}

TEST(AuthenticationThrottle, is_off_with_a_burst_of_zero) {
  AuthenticationThrottle throttle({.burst = 0, .per_minute = 1, .addresses_max = 1});
  for (int i = 0; i < 1'000; ++i) EXPECT_TRUE(granted(throttle, "192.0.2.1"));
}

}  // namespace
}  // namespace drape::http
