#include "tryon/geometric/polyline.h"

#include <gtest/gtest.h>

#include "tryon/geometric/arm_path.h"

namespace drape::tryon::geometric {
namespace {

TEST(Polyline, resampling_keeps_the_ends_and_makes_equal_steps) {
  const Polyline bent{{0, 0}, {10, 0}, {10, 30}};
  const Polyline points = resample(bent, 9);
  EXPECT_EQ(points.front(), bent.front());
  EXPECT_EQ(points.back(), bent.back());
  for (std::size_t i = 1; i < points.size(); ++i) {
    if (i == 2) continue;  // The step around the corner is a shortcut.
    EXPECT_NEAR(cv::norm(points[i] - points[i - 1]), 5, 0.01) << i;
  }
}

TEST(Polyline, smoothing_keeps_straight_lines_and_ends) {
  Polyline straight;
  for (int i = 0; i < 40; ++i) straight.emplace_back(static_cast<float>(2 * i), static_cast<float>(i));
  const Polyline smoothed = smooth(straight, 5);
  for (std::size_t i = 0; i < straight.size(); ++i) EXPECT_NEAR(cv::norm(smoothed[i] - straight[i]), 0, 1e-3);
}

TEST(Polyline, smoothing_takes_jags_away) {
  std::vector<float> jagged(60);
  for (std::size_t i = 0; i < jagged.size(); ++i) jagged[i] = i % 2 == 0 ? 1.0F : -1.0F;
  const std::vector<float> smoothed = smooth(jagged, 4);
  for (std::size_t i = 15; i < 45; ++i) EXPECT_NEAR(smoothed[i], 0, 0.01);
}

TEST(Polyline, the_median_ignores_an_outlier) {
  EXPECT_EQ(median_filter({1, 1, 90, 1, 1}, 1), (std::vector<float>{1, 1, 1, 1, 1}));
}

TEST(Polyline, interpolation_is_linear_inside_and_constant_outside) {
  EXPECT_FLOAT_EQ(interpolate({0, 10}, {0, 5}, 4), 2);
  EXPECT_FLOAT_EQ(interpolate({0, 10}, {0, 5}, -3), 0);
  EXPECT_FLOAT_EQ(interpolate({0, 10}, {0, 5}, 30), 5);
}

TEST(ArmPath, runs_from_the_shoulder_through_the_wrist) {
  const ArmPath path({100, 100}, {90, 200}, {120, 290});
  EXPECT_NEAR(cv::norm(path.at(0) - cv::Point2f(100, 100)), 0, 1e-3);
  EXPECT_NEAR(cv::norm(path.at(path.wrist_at()) - cv::Point2f(120, 290)), 0, 1e-3);
  EXPECT_GT(path.tangent(path.wrist_at(), 5).x, 0) << "towards the hand";
  EXPECT_LT(path.at(-20).y, 100) << "negative lengths run back over the shoulder";
}

TEST(ArmPath, moving_it_aside_keeps_the_wrist_at_the_same_share) {
  const ArmPath path({0, 0}, {0, 100}, {0, 200});
  const ArmPath moved = path.moved([](float) { return 7.0F; }, 10);
  EXPECT_NEAR(moved.at(moved.wrist_at()).y, 200, 1);
  EXPECT_NEAR(std::abs(moved.at(50).x), 7, 0.01);
}

}  // namespace
}  // namespace drape::tryon::geometric
