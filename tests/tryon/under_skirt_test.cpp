#include "tryon/geometric/under_skirt.h"

#include <gtest/gtest.h>

namespace drape::tryon::geometric {
namespace {

using person::Label;

constexpr auto kLegs = static_cast<uchar>(Label::kLegs);
constexpr auto kErased = static_cast<uchar>(Label::kUpperClothes);

/// A dress from row 10 to row 60, between columns 30 and 70.
GarmentFit dress() {
  GarmentFit fit;
  fit.is_dress = true;
  for (const float y : {10.0F, 40.0F, 60.0F}) fit.levels.push_back({0, 0, 0, {30, y}, {50, y}, {70, y}});
  return fit;
}

struct Picture {
  image::LabelMap labels = image::LabelMap(100, 100, kLegs);
  image::Mask drawn = image::Mask(100, 100, uchar{255});
};

TEST(HideHips, of_drawn_legs_nothing_shows_beside_a_dress) {
  Picture picture;
  hide_hips_beside(picture.labels, picture.drawn, dress());
  EXPECT_EQ(picture.labels(50, 25), kErased);
  EXPECT_EQ(picture.labels(50, 75), kErased);
  EXPECT_EQ(picture.labels(50, 50), kLegs);
  EXPECT_EQ(picture.labels(70, 25), kLegs) << "below the hem legs are bare";
}

TEST(HideHips, legs_of_the_photo_stay) {
  Picture picture;
  picture.drawn.setTo(0);
  hide_hips_beside(picture.labels, picture.drawn, dress());
  EXPECT_EQ(cv::countNonZero(picture.labels != kLegs), 0);
}

TEST(HideHips, other_garments_cover_no_legs) {
  Picture picture;
  GarmentFit top = dress();
  top.is_dress = false;
  hide_hips_beside(picture.labels, picture.drawn, top);
  EXPECT_EQ(cv::countNonZero(picture.labels != kLegs), 0);
}

}  // namespace
}  // namespace drape::tryon::geometric
