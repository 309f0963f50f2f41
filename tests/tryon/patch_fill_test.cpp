#include "tryon/geometric/patch_fill.h"

#include <gtest/gtest.h>

#include <cmath>

namespace drape::tryon::geometric {
namespace {

using image::Mask;

const cv::Rect kHole{60, 50, 30, 40};

Mask hole_in(cv::Size size) {
  Mask hole = Mask::zeros(size);
  hole(kHole).setTo(255);
  return hole;
}

// Diagonal stripes, 8 pixels wide, and a slow change of light.
ColourPlane stripes(cv::Size size) {
  ColourPlane picture(size);
  picture.forEach([](cv::Vec3f& colour, const int* at) {
    const float light = 1 - 0.002F * static_cast<float>(at[0]);
    colour = (at[0] + at[1]) % 16 < 8 ? cv::Vec3f(200, 60, 40) * light : cv::Vec3f(30, 40, 120) * light;
  });
  return picture;
}

TEST(PatchFill, continues_stripes_through_the_hole) {
  const ColourPlane truth = stripes({160, 140});
  const Mask hole = hole_in(truth.size());
  ColourPlane given = truth.clone();
  given.setTo(cv::Scalar::all(110), hole);
  const ColourPlane filled = patch_fill(given, {hole, ~hole});
  int right = 0;
  for (int y = kHole.y; y < kHole.br().y; ++y) {
    for (int x = kHole.x; x < kHole.br().x; ++x) right += cv::norm(filled(y, x) - truth(y, x)) < 40 ? 1 : 0;
  }
  EXPECT_GT(right, kHole.area() * 95 / 100);
}

TEST(PatchFill, keeps_the_grain_of_what_has_no_pattern) {
  const ColourPlane grey(cv::Size(160, 140), cv::Vec3f::all(128));
  ColourPlane given = grey.clone();
  const image::Plane grain = noise(given.size(), 3, 0.7F);
  given.forEach(
      [&](cv::Vec3f& colour, const int* at) { colour += cv::Vec3f::all(12 * grain(at[0], at[1])); });
  const Mask hole = hole_in(given.size());
  ColourPlane spoilt = given.clone();
  spoilt.setTo(cv::Scalar::all(0), hole);
  const ColourPlane filled = patch_fill(spoilt, {hole, ~hole});
  cv::Scalar mean, deviation, all_mean, all_deviation;
  cv::meanStdDev(filled, mean, deviation, hole);
  cv::meanStdDev(given, all_mean, all_deviation);
  EXPECT_NEAR(mean[0], all_mean[0], 4);
  EXPECT_GT(deviation[0], 0.6 * all_deviation[0]);
}

TEST(PatchFill, leaves_everything_but_the_hole_and_takes_only_from_the_source) {
  ColourPlane given = stripes({160, 140});
  const Mask hole = hole_in(given.size());
  Mask source = ~hole;
  given.rowRange(0, 30).setTo(cv::Scalar(0, 255, 0));  // Not to be used.
  source.rowRange(0, 30).setTo(0);
  const ColourPlane filled = patch_fill(given, {hole, source});
  Mask changed;
  cv::inRange(cv::abs(filled - given), cv::Scalar::all(0), cv::Scalar::all(0), changed);
  EXPECT_EQ(cv::countNonZero(~changed & ~hole), 0);
  for (int y = kHole.y; y < kHole.br().y; ++y) {
    for (int x = kHole.x; x < kHole.br().x; ++x) ASSERT_LT(filled(y, x)[1], 70);
  }
}

TEST(PatchFill, gives_the_same_twice) {
  const ColourPlane given = stripes({160, 140});
  const Mask hole = hole_in(given.size());
  EXPECT_EQ(cv::norm(patch_fill(given, {hole, ~hole}), patch_fill(given, {hole, ~hole}), cv::NORM_INF), 0);
}

TEST(PatchFill, hole_without_anything_to_take_from_stays) {
  const ColourPlane given = stripes({160, 140});
  const Mask hole = hole_in(given.size());
  EXPECT_EQ(cv::norm(patch_fill(given, {hole, Mask::zeros(hole.size())}), given, cv::NORM_INF), 0);
  EXPECT_EQ(cv::norm(patch_fill(given, {Mask::zeros(hole.size()), ~hole}), given, cv::NORM_INF), 0);
}

TEST(PatchFill, hole_at_the_border_of_the_picture_is_filled) {
  const ColourPlane truth = stripes({160, 140});
  Mask hole = Mask::zeros(truth.size());
  hole(cv::Rect(140, 110, 20, 30)).setTo(255);
  ColourPlane given = truth.clone();
  given.setTo(cv::Scalar(0, 255, 0), hole);
  const ColourPlane filled = patch_fill(given, {hole, ~hole});
  for (int y = 110; y < 140; ++y) {
    for (int x = 140; x < 160; ++x) ASSERT_LT(filled(y, x)[1], 70);
  }
}

}  // namespace
}  // namespace drape::tryon::geometric
