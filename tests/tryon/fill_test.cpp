#include "tryon/geometric/fill.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

namespace drape::tryon::geometric {
namespace {

TEST(PushPull, keeps_known_pixels_and_carries_their_colour_into_the_hole) {
  ColourPlane picture(120, 90, cv::Vec3f(10, 20, 30));
  image::Plane weight(picture.size(), 1.0F);
  const cv::Rect hole(30, 30, 40, 50);
  picture(hole).setTo(cv::Scalar(255, 0, 0));
  weight(hole).setTo(0);
  const ColourPlane filled = push_pull(picture, weight);
  EXPECT_LT(cv::norm(filled, ColourPlane(120, 90, cv::Vec3f(10, 20, 30)), cv::NORM_INF), 0.5);
}

TEST(PushPull, a_hole_in_a_gradient_is_filled_between_its_sides) {
  ColourPlane picture(64, 128);
  for (int x = 0; x < picture.cols; ++x) picture.col(x).setTo(cv::Scalar::all(x));
  image::Plane weight(picture.size(), 1.0F);
  weight.colRange(50, 78).setTo(0);
  const ColourPlane filled = push_pull(picture, weight);
  EXPECT_GT(filled(32, 64)[0], 50);
  EXPECT_LT(filled(32, 64)[0], 78);
  EXPECT_LT(filled(32, 52)[0], filled(32, 76)[0]);
}

TEST(Noise, is_the_same_for_the_same_seed_and_has_unit_deviation) {
  const image::Plane a = noise({200, 200}, 7, 0.8F);
  const image::Plane b = noise({200, 200}, 7, 0.8F);
  EXPECT_EQ(cv::norm(a, b, cv::NORM_INF), 0);
  cv::Scalar mean, deviation;
  cv::meanStdDev(a, mean, deviation);
  EXPECT_NEAR(deviation[0], 1, 0.2);
}

}  // namespace
}  // namespace drape::tryon::geometric
