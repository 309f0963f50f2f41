#include "http/token_bucket.h"

#include <gtest/gtest.h>

#include <string>

namespace drape::http {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr BucketPolicy kPolicy{.per_minute = 30, .burst = 3};
constexpr TokenBucket::Moment kStart{hours(1)};

TEST(TokenBucket, gives_its_burst_and_not_one_more) {
  TokenBucket bucket(kPolicy, kStart);
  for (const std::int64_t left : {2, 1, 0}) {
    const Draw draw = bucket.draw(kStart);
    EXPECT_TRUE(draw.granted);
    EXPECT_EQ(draw.remaining, left);
    EXPECT_EQ(draw.wait_seconds, 0);
  }
  const Draw refused = bucket.draw(kStart);
  EXPECT_FALSE(refused.granted);
  EXPECT_EQ(refused.wait_seconds, 2);
}

TEST(TokenBucket, fills_steadily_and_never_over_its_burst) {
  TokenBucket bucket(kPolicy, kStart);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(bucket.draw(kStart).granted);
  EXPECT_FALSE(bucket.draw(kStart + milliseconds(1999)).granted);
  EXPECT_TRUE(bucket.draw(kStart + milliseconds(2001)).granted);
  EXPECT_FALSE(bucket.draw(kStart + milliseconds(2001)).granted);
  int granted = 0;
  for (int i = 0; i < 10; ++i) granted += bucket.draw(kStart + hours(9)).granted ? 1 : 0;
  EXPECT_EQ(granted, 3);
}

TEST(TokenBucket, waiting_as_long_as_it_says_is_enough) {
  const BucketPolicy slow{.per_minute = 0.7, .burst = 1};
  TokenBucket bucket(slow, kStart);
  EXPECT_TRUE(bucket.draw(kStart).granted);
  const Draw refused = bucket.draw(kStart);
  EXPECT_TRUE(bucket.draw(kStart + seconds(refused.wait_seconds)).granted);
}

TEST(TokenBucket, time_that_runs_backwards_gives_nothing) {
  TokenBucket bucket(kPolicy, kStart);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(bucket.draw(kStart).granted);
  EXPECT_FALSE(bucket.draw(kStart - hours(1)).granted);
  EXPECT_FALSE(bucket.draw(kStart).granted);
}

TEST(TokenBucket, tells_the_first_refusal_of_a_row) {
  TokenBucket bucket(kPolicy, kStart);
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(bucket.draw(kStart).newly_refused);
  EXPECT_TRUE(bucket.draw(kStart).newly_refused);
  EXPECT_FALSE(bucket.draw(kStart).newly_refused);
  EXPECT_TRUE(bucket.draw(kStart + seconds(2)).granted);
  EXPECT_TRUE(bucket.draw(kStart + seconds(2)).newly_refused);
}

TEST(BucketTable, everybody_has_a_bucket_of_their_own) {
  BucketTable<std::string> table(kPolicy, 10);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(table.draw("a", kStart).granted);
  EXPECT_FALSE(table.draw("a", kStart).granted);
  EXPECT_TRUE(table.draw("b", kStart).granted);
}

TEST(BucketTable, forgets_whoever_was_longest_away) {
  BucketTable<std::string> table(kPolicy, 2);
  for (int i = 0; i < 4; ++i) static_cast<void>(table.draw("a", kStart));
  for (int i = 0; i < 4; ++i) static_cast<void>(table.draw("b", kStart));
  EXPECT_FALSE(table.draw("a", kStart).granted);
  static_cast<void>(table.draw("c", kStart));  // b has to go
  EXPECT_EQ(table.size(), 2U);
  EXPECT_FALSE(table.draw("a", kStart).granted);
  EXPECT_TRUE(table.draw("b", kStart).granted);
}

TEST(BucketTable, stays_within_its_bound) {
  BucketTable<int> table(kPolicy, 100);
  for (int i = 0; i < 10'000; ++i) static_cast<void>(table.draw(i, kStart));
  EXPECT_EQ(table.size(), 100U);
}

}  // namespace
}  // namespace drape::http
