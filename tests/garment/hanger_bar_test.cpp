#include "garment/hanger_bar.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>
#include <vector>

namespace drape::garment {
namespace {

// A dress with two straps, 60 pixels apart.
image::Mask dress() {
  image::Mask mask = image::Mask::zeros(500, 300);
  cv::rectangle(mask, {100, 120}, {200, 480}, 255, cv::FILLED);
  cv::rectangle(mask, {100, 20}, {120, 120}, 255, cv::FILLED);
  cv::rectangle(mask, {180, 20}, {200, 120}, 255, cv::FILLED);
  return mask;
}

TEST(HangerBar, between_the_straps_is_found) {
  image::Mask mask = dress();
  const cv::Rect bar(121, 40, 59, 6);
  mask(bar).setTo(255);
  const image::Mask found = find_hanger_bar(mask);
  EXPECT_EQ(cv::countNonZero(found(bar)), bar.area());
  EXPECT_EQ(cv::countNonZero(found), bar.area());
}

TEST(HangerBar, is_none_where_the_neckline_is_closed) {
  image::Mask mask = dress();
  mask(cv::Rect(121, 40, 59, 80)).setTo(255);
  EXPECT_EQ(cv::countNonZero(find_hanger_bar(mask)), 0);
}

TEST(HangerBar, is_none_of_the_straps_themselves) {
  EXPECT_EQ(cv::countNonZero(find_hanger_bar(dress())), 0);
}

TEST(HangerBar, is_none_where_a_band_ends_in_the_air) {
  image::Mask mask = dress();
  mask(cv::Rect(121, 40, 40, 6)).setTo(255);
  EXPECT_EQ(cv::countNonZero(find_hanger_bar(mask)), 0);
}

}  // namespace
}  // namespace drape::garment
