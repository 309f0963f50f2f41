#include "webhook/retry_schedule.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace drape::webhook {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

/// Gives the same byte again and again: 0 and 255 are the ends of what is random.
class FixedRandom final : public Random {
 public:
  explicit FixedRandom(int byte) : byte_(static_cast<std::byte>(byte)) {}
  void fill(std::span<std::byte> out) override { std::ranges::fill(out, byte_); }

 private:
  std::byte byte_;
};

TEST(RetrySchedule, is_that_of_standard_webhooks) {
  const RetrySchedule schedule;
  ASSERT_EQ(schedule.pauses.size(), 9U);
  EXPECT_EQ(schedule.pauses.front(), seconds(5));
  EXPECT_EQ(schedule.pauses.back(), hours(24));
  EXPECT_TRUE(std::ranges::is_sorted(schedule.pauses));
}

TEST(RetrySchedule, pauses_vary_by_a_fifth_to_both_sides) {
  FixedRandom low(0);
  FixedRandom high(255);
  EXPECT_EQ(pause_after(1, {}, {}, low), seconds(4));
  EXPECT_EQ(pause_after(1, {}, {}, high), seconds(6));
}

TEST(RetrySchedule, ends_after_its_last_pause) {
  SystemRandom random;
  EXPECT_TRUE(pause_after(9, {}, {}, random));
  EXPECT_FALSE(pause_after(10, {}, {}, random));
  EXPECT_FALSE(pause_after(10, {}, seconds(1), random));
}

TEST(RetrySchedule, gives_a_receiver_the_time_it_asks_for_but_no_more_than_a_day) {
  FixedRandom low(0);
  EXPECT_EQ(pause_after(1, {}, seconds(60), low), seconds(60));
  EXPECT_EQ(pause_after(1, {}, seconds(1), low), seconds(4));
  EXPECT_EQ(pause_after(1, {}, hours(1'000), low), kRetryAfterMax);
}

}  // namespace
}  // namespace drape::webhook
