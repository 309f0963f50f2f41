#include "eval/colour_difference.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "eval/ciede2000.h"
#include "eval/palette.h"
#include "eval/shading.h"
#include "image/colour.h"
#include "pictures.h"

namespace drape::eval {
namespace {

const cv::Size kSize(160, 200);

cv::Vec3d lab(const cv::Vec3b& rgb) {
  return image::to_lab(rgb);
}

/// Broad stripes of two colours, `share` of the first.
image::Image striped(const cv::Vec3b& first, const cv::Vec3b& second, double share) {
  image::Image out(kSize);
  for (int x = 0; x < out.cols; ++x) out.col(x) = (x % 20) < 20 * share ? first : second;
  return out;
}

/// Light that falls off from left to right, by a third in linear light.
image::Image shaded(const image::Image& picture) {
  image::Image out = picture.clone();
  for (int y = 0; y < out.rows; ++y) {
    for (int x = 0; x < out.cols; ++x) {
      const double light = 1 - x / (3.0 * out.cols);
      for (int c = 0; c < 3; ++c) {
        const double linear = std::pow(out(y, x)[c] / 255.0, 2.2) * light;
        out(y, x)[c] = cv::saturate_cast<uchar>(255 * std::pow(linear, 1 / 2.2));
      }
    }
  }
  return out;
}

double difference(const image::Image& photo, const image::Image& worn) {
  const image::Mask mask = everywhere(kSize);
  return colour_difference({photo, mask}, {worn, mask}).value();
}

TEST(ColourDifference, is_zero_for_equal_surfaces) {
  EXPECT_NEAR(difference(pattern(160, 200), pattern(160, 200)), 0, 1e-3);
}

TEST(ColourDifference, of_two_plain_surfaces_is_the_ciede2000_of_their_colours) {
  const cv::Vec3b red(180, 40, 50);
  const cv::Vec3b orange(200, 80, 40);
  EXPECT_NEAR(difference(plain(kSize, red), plain(kSize, orange)), ciede2000(lab(red), lab(orange)), 0.05);
}

TEST(ColourDifference, of_a_pattern_whose_second_colour_changed_counts_its_share) {
  const cv::Vec3b navy(20, 30, 80);
  const cv::Vec3b white(240, 240, 240);
  const cv::Vec3b cream(240, 230, 200);
  const double expected = 0.5 * ciede2000(lab(white), lab(cream));
  EXPECT_NEAR(difference(striped(navy, white, 0.5), striped(navy, cream, 0.5)), expected, 0.25);
}

TEST(ColourDifference, does_not_see_a_shadow_across_the_garment) {
  const cv::Vec3b blue(90, 110, 170);
  const image::Image photo = plain(kSize, blue);
  // The shadow takes a sixth of the light on average, which remains; its slope must not.
  const double with_slope = difference(photo, shaded(photo));
  const image::Image darker = plain(kSize, shaded(photo)(100, 80));
  EXPECT_NEAR(with_slope, difference(photo, darker), 0.4);
}

TEST(ColourDifference, of_a_few_pixels_is_nothing) {
  const image::Mask few = rectangle(kSize, {10, 10, 12, 12});
  const image::Mask all = everywhere(kSize);
  EXPECT_FALSE(colour_difference({pattern(160, 200), few}, {pattern(160, 200), all}).has_value());
}

TEST(WithoutShading, keeps_a_fine_print_and_evens_the_light) {
  const image::Image picture = shaded(striped({90, 110, 170}, {200, 60, 60}, 0.5));
  const image::LabImage even = without_shading(image::to_lab(picture), everywhere(kSize), 40);
  const double left = cv::norm(even(100, 45) - even(100, 55));
  const double right = cv::norm(even(100, 125) - even(100, 135));
  EXPECT_GT(left, 40);
  EXPECT_NEAR(left, right, 4);
  EXPECT_NEAR(even(100, 45)[0], even(100, 105)[0], 1.5);
}

TEST(Palette, finds_the_colours_and_their_shares) {
  const cv::Vec3b navy(20, 30, 80);
  const cv::Vec3b white(240, 240, 240);
  const image::LabImage picture = image::to_lab(striped(navy, white, 0.75));
  const auto palette = palette_of(picture, everywhere(kSize), 2);
  ASSERT_EQ(palette.size(), 2U);
  EXPECT_NEAR(palette[0].share, 0.75, 0.01);
  EXPECT_LT(cv::norm(cv::Vec3d(palette[0].lab) - lab(navy)), 0.1);
  EXPECT_LT(cv::norm(cv::Vec3d(palette[1].lab) - lab(white)), 0.1);
}

TEST(PaletteDistance, moves_only_what_has_to_move) {
  const PaletteColour black{{0, 0, 0}, 0.5F};
  const PaletteColour white{{100, 0, 0}, 0.5F};
  EXPECT_NEAR(palette_distance({black, white}, {white, black}), 0, 1e-4);
  // A quarter goes the whole way from black to white.
  EXPECT_NEAR(palette_distance({black, white}, {{{0, 0, 0}, 0.25F}, {{100, 0, 0}, 0.75F}}), 25, 1e-3);
}

}  // namespace
}  // namespace drape::eval
