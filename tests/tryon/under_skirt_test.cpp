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

constexpr auto kBackground = static_cast<uchar>(Label::kBackground);
constexpr auto kArm = static_cast<uchar>(Label::kRightArm);

/// A forearm straight down at column 80 whose upper part is seen down to a row.
person::PersonModel person_with_forearm() {
  person::PersonModel person;
  person.torso.shoulder_width = 100;
  for (person::Arm& arm : person.arms) {
    arm.elbow = {80, 20};
    arm.wrist = {80, 80};
  }
  return person;
}

Picture forearm_seen_down_to(int row) {
  Picture picture;
  picture.labels.setTo(kBackground);
  picture.labels(cv::Rect(70, 0, 20, row)).setTo(kArm);
  return picture;
}

TEST(UncoverForearms, what_trousers_hid_of_a_forearm_is_to_be_drawn) {
  Picture picture = forearm_seen_down_to(40);
  uncover_forearms(picture.labels, picture.drawn, dress(), person_with_forearm());
  EXPECT_EQ(picture.labels(60, 80), kErased);
  EXPECT_EQ(picture.labels(60, 86), kErased);
  EXPECT_EQ(picture.labels(60, 60), kBackground) << "beside the arm";
  EXPECT_EQ(picture.labels(30, 80), kArm);
}

TEST(UncoverForearms, a_forearm_that_is_seen_stays_as_it_is) {
  Picture picture = forearm_seen_down_to(75);
  const image::LabelMap before = picture.labels.clone();
  uncover_forearms(picture.labels, picture.drawn, dress(), person_with_forearm());
  EXPECT_EQ(cv::countNonZero(before != picture.labels), 0);
}

TEST(UncoverForearms, the_photos_own_background_stays) {
  Picture picture = forearm_seen_down_to(40);
  picture.drawn.setTo(0);
  uncover_forearms(picture.labels, picture.drawn, dress(), person_with_forearm());
  EXPECT_EQ(picture.labels(60, 80), kBackground);
}

}  // namespace
}  // namespace drape::tryon::geometric
