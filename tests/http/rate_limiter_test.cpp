#include "http/rate_limiter.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace drape::http {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using std::chrono::seconds;

class RateLimiterTest : public testing::Test {
 protected:
  /// Requests that are let through before the first is refused.
  int burst(RateLimiter& limiter, std::int64_t key = 1) {
    int allowed = 0;
    while (limiter.take(task::ApiKeyId(key), now_).allowed) ++allowed;
    return allowed;
  }
  RateLimiter::Decision take(RateLimiter& limiter, std::int64_t key = 1) {
    return limiter.take(task::ApiKeyId(key), now_);
  }

  RateLimiter::Time now_{hours(1)};
};

TEST_F(RateLimiterTest, burst_goes_through_and_not_one_request_more) {
  RateLimiter limiter({1'200, 300, 10});
  for (int i = 1; i <= 300; ++i) {
    const auto decision = take(limiter);
    ASSERT_TRUE(decision.allowed) << i;
    EXPECT_EQ(decision.remaining, 300 - i);
  }
  const auto refused = take(limiter);
  EXPECT_FALSE(refused.allowed);
  EXPECT_EQ(refused.remaining, 0);
  EXPECT_EQ(refused.available_in, seconds(1));
  EXPECT_EQ(refused.full_in, seconds(15));
}

TEST_F(RateLimiterTest, one_token_comes_back_at_its_time_and_not_before) {
  RateLimiter limiter({1'200, 300, 10});
  burst(limiter);
  now_ += milliseconds(50) - nanoseconds(1);
  EXPECT_FALSE(take(limiter).allowed);
  now_ += nanoseconds(1);
  EXPECT_TRUE(take(limiter).allowed);
  EXPECT_FALSE(take(limiter).allowed);
}

TEST_F(RateLimiterTest, long_run_gives_the_rate_and_a_refusal_costs_nothing) {
  RateLimiter limiter({1'200, 300, 10});
  int allowed = burst(limiter);
  EXPECT_EQ(allowed, 300);
  for (int i = 0; i < 60'000; ++i) {
    now_ += milliseconds(1);
    allowed += take(limiter).allowed ? 1 : 0;
  }
  EXPECT_EQ(allowed, 300 + 1'200);
}

TEST_F(RateLimiterTest, idle_key_saves_up_a_burst_and_no_more) {
  RateLimiter limiter({60, 5, 10});
  burst(limiter);
  now_ += hours(1'000);
  EXPECT_EQ(burst(limiter), 5);
}

TEST_F(RateLimiterTest, keys_do_not_share_a_bucket) {
  RateLimiter limiter({60, 5, 10});
  EXPECT_EQ(burst(limiter, 1), 5);
  EXPECT_EQ(burst(limiter, 2), 5);
  EXPECT_FALSE(take(limiter, 1).allowed);
}

TEST_F(RateLimiterTest, wait_that_is_told_is_long_enough) {
  for (const std::int64_t per_minute : {1, 7, 60, 1'200}) {
    RateLimiter limiter({per_minute, 3, 10});
    burst(limiter);
    now_ += milliseconds(1);
    const auto refused = take(limiter);
    ASSERT_FALSE(refused.allowed);
    EXPECT_GE(refused.available_in, seconds(1));
    now_ += refused.available_in;
    EXPECT_TRUE(take(limiter).allowed) << per_minute;
  }
}

TEST_F(RateLimiterTest, number_of_buckets_is_bounded_and_who_asked_longest_ago_is_forgotten) {
  RateLimiter limiter({1, 1, 3});
  for (const std::int64_t key : {1, 2, 3}) EXPECT_TRUE(take(limiter, key).allowed);
  EXPECT_FALSE(take(limiter, 1).allowed);  // 2 is now the one that asked longest ago.
  EXPECT_TRUE(take(limiter, 4).allowed);
  EXPECT_EQ(limiter.keys(), 3U);
  for (const std::int64_t key : {1, 3, 4}) EXPECT_FALSE(take(limiter, key).allowed) << key;
  EXPECT_TRUE(take(limiter, 2).allowed);
  for (std::int64_t key = 10; key < 1'000; ++key) static_cast<void>(take(limiter, key));
  EXPECT_EQ(limiter.keys(), 3U);
}

TEST_F(RateLimiterTest, zero_switches_it_off) {
  EXPECT_FALSE(RateLimiter({0, 300, 10}).enabled());
  EXPECT_TRUE(RateLimiter({1, 1, 1}).enabled());
}

TEST_F(RateLimiterTest, fields_have_the_syntax_of_the_draft) {
  RateLimiter limiter({1'200, 300, 10});
  EXPECT_EQ(limiter.policy_field(), R"("requests";q=300;w=15)");
  EXPECT_EQ(RateLimiter::state_field(take(limiter)), R"("requests";r=299;t=1)");
  burst(limiter);
  EXPECT_EQ(RateLimiter::state_field(take(limiter)), R"("requests";r=0;t=15)");
  EXPECT_EQ(RateLimiter({7, 1, 1}).policy_field(), R"("requests";q=1;w=9)");
}

TEST_F(RateLimiterTest, requests_at_the_same_time_take_a_token_each) {
  RateLimiter limiter({60, 100, 10});
  std::atomic<int> allowed = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&] {
        for (int k = 0; k < 50; ++k) allowed += take(limiter).allowed ? 1 : 0;
      });
    }
  }
  EXPECT_EQ(allowed, 100);
}

}  // namespace
}  // namespace drape::http
