#include "tryon/geometric/skin_surface.h"

#include <gtest/gtest.h>

namespace drape::tryon::geometric {
namespace {

// Ratios of shadow to light on bare arms in photographs: blue falls most, red least.
TEST(ShadedSkin, is_more_saturated_in_shadow_for_light_and_dark_skin) {
  for (const cv::Vec3f& tone : {cv::Vec3f(225, 190, 165), cv::Vec3f(95, 62, 48)}) {
    const cv::Vec3f shadow = shaded_skin(tone, 0.7F);
    EXPECT_LT(shadow[0], tone[0]);
    EXPECT_LT(shadow[1] / tone[1], shadow[0] / tone[0]);
    EXPECT_LT(shadow[2] / tone[2], shadow[1] / tone[1]);
  }
}

TEST(ShadedSkin, keeps_the_tone_in_full_light) {
  const cv::Vec3f tone(225, 190, 165);
  EXPECT_LT(cv::norm(shaded_skin(tone, 1.0F) - tone), 1.0);
}

TEST(ShadedSkin, leaves_pixels_without_shadow_exactly_as_they_are) {
  ColourPlane colour(1, 2, cv::Vec3f(201.25F, 150.5F, 120.75F));
  image::Plane factor(1, 2, 1.0F);
  factor(0, 1) = 0.8F;
  shade_skin(colour, factor);
  EXPECT_EQ(colour(0, 0), cv::Vec3f(201.25F, 150.5F, 120.75F));
  EXPECT_NE(colour(0, 1), colour(0, 0));
}

}  // namespace
}  // namespace drape::tryon::geometric
