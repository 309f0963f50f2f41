#include "image/colour.h"

#include <gtest/gtest.h>

namespace drape::image {
namespace {

TEST(Colour, lab_of_known_colours_matches_the_standard) {
  const cv::Vec3f white = to_lab(cv::Vec3b(255, 255, 255));
  EXPECT_NEAR(white[0], 100, 0.1);
  EXPECT_NEAR(white[1], 0, 0.2);
  EXPECT_NEAR(white[2], 0, 0.2);
  const cv::Vec3f red = to_lab(cv::Vec3b(255, 0, 0));
  EXPECT_NEAR(red[0], 53.24, 0.3);
  EXPECT_NEAR(red[1], 80.09, 0.6);
  EXPECT_NEAR(red[2], 67.20, 0.6);
}

TEST(Colour, rgb_survives_the_way_to_lab_and_back) {
  Image image(16, 16);
  for (int y = 0; y < 16; ++y) {
    for (int x = 0; x < 16; ++x) image(y, x) = cv::Vec3b(uchar(x * 16), uchar(y * 16), uchar(255 - x * 8));
  }
  const Image back = to_rgb(to_lab(image));
  EXPECT_LE(cv::norm(image, back, cv::NORM_INF), 2);
}

}  // namespace
}  // namespace drape::image
