#include "person/label_repair.h"

#include <gtest/gtest.h>

#include "standing_scene.h"

namespace drape::person {
namespace {

using test::Scene;

const cv::Scalar kDarkHair(30, 0, 0);  // Stretched Lab.
const cv::Scalar kWhite(250, 0, 0);

TEST(RepairSleeves, what_lies_between_a_sleeve_and_the_wall_is_sleeve) {
  Scene scene;
  scene.draw(kPartLower, {110, 245, 16, 45});
  repair_sleeves(scene.parts, scene.context());
  EXPECT_EQ(cv::countNonZero(scene.parts(cv::Rect(110, 245, 16, 45)) != kPartUpper), 0);
  EXPECT_EQ(scene.parts(400, 200), kPartLower);
}

TEST(RepairSleeves, what_clearly_has_the_lower_garments_colours_stays) {
  Scene scene;
  const cv::Rect piece(110, 245, 16, 45);
  scene.draw(kPartLower, piece);
  scene.evidence.lower(piece).setTo(-2);
  repair_sleeves(scene.parts, scene.context());
  EXPECT_EQ(scene.parts(265, 113), kPartLower);
}

TEST(RepairSleeves, trousers_before_an_arm_that_goes_behind_them_stay) {
  Scene scene;
  const cv::Rect hip(122, 245, 26, 45);
  scene.draw(kPartLower, hip);
  scene.evidence.lower(hip).setTo(-2);
  repair_sleeves(scene.parts, scene.context());
  EXPECT_EQ(scene.parts(268, 130), kPartLower);
}

TEST(RepairSleeves, a_wide_skirt_behind_the_arm_stays) {
  Scene scene;
  const cv::Rect skirt(20, 245, 105, 60);
  scene.draw(kPartLower, skirt);
  repair_sleeves(scene.parts, scene.context());
  EXPECT_EQ(scene.parts(265, 40), kPartLower);
  EXPECT_EQ(scene.parts(265, 115), kPartLower);
}

TEST(RepairHairOnSleeves, a_strand_on_a_sleeve_is_no_bare_arm) {
  Scene scene;
  const cv::Rect strand(124, 180, 8, 60);
  scene.draw(kPartArm, strand);
  repair_hair_on_sleeves(scene.parts, scene.context());
  EXPECT_EQ(cv::countNonZero(scene.parts(strand) != kPartUpper), 0);
}

TEST(RepairHairOnSleeves, the_other_arm_across_a_sleeve_stays) {
  Scene scene({3, 3}, true);
  const cv::Rect forearm(118, 188, 20, 12);
  scene.draw(kPartArm, forearm);
  repair_hair_on_sleeves(scene.parts, scene.context());
  EXPECT_EQ(scene.parts(194, 128), kPartArm);
}

TEST(RepairHairOnSleeves, a_bare_arm_below_a_short_sleeve_stays) {
  Scene scene;
  const cv::Rect forearm(110, 215, 36, 85);
  scene.draw(kPartArm, forearm);
  repair_hair_on_sleeves(scene.parts, scene.context());
  EXPECT_EQ(cv::countNonZero(scene.parts(forearm) != kPartArm), 0);
}

TEST(RepairHairOnSleeves, a_bare_arm_that_the_torso_half_hides_stays) {
  Scene scene({0.6F, 0.6F});
  const cv::Rect upper_arm(124, 195, 8, 45);
  scene.draw(kPartArm, upper_arm);
  scene.evidence.skin(upper_arm).setTo(-2);
  repair_hair_on_sleeves(scene.parts, scene.context());
  EXPECT_EQ(scene.parts(235, 128), kPartArm);
}

TEST(RepairBareArms, what_is_wider_than_an_arm_and_may_be_cloth_is_cloth) {
  Scene scene({0, 0});
  scene.draw(kPartArm, {110, 150, 80, 150});
  repair_bare_arms(scene.parts, scene.context());
  EXPECT_EQ(scene.parts(200, 170), kPartUpper);
  EXPECT_EQ(scene.parts(200, 125), kPartArm);
}

TEST(RepairBareArms, what_is_surely_skin_stays) {
  Scene scene({0, 0});
  const cv::Rect arm(110, 150, 80, 150);
  scene.draw(kPartArm, arm);
  scene.evidence.skin(arm).setTo(-2);
  repair_bare_arms(scene.parts, scene.context());
  EXPECT_EQ(scene.parts(200, 170), kPartArm);
}

TEST(RepairFlounces, what_juts_out_beside_the_waist_and_touches_a_sleeve_is_its_flounce) {
  Scene scene;
  scene.draw(kPartLower, {120, 285, 30, 20});
  repair_flounces(scene.parts, scene.context());
  EXPECT_EQ(scene.parts(295, 125), kPartUpper);
  EXPECT_EQ(scene.parts(295, 160), kPartLower);
}

TEST(RepairFlounces, a_flounce_covers_what_has_its_colours_beside_it) {
  Scene scene;
  scene.draw(kPartLower, {120, 285, 30, 20});
  scene.evidence.upper(cv::Rect(120, 285, 38, 20)).setTo(-5);
  scene.evidence.upper(cv::Rect(240, 285, 8, 20)).setTo(-5);  // No flounce there.
  scene.evidence.separation = 8;
  repair_flounces(scene.parts, scene.context());
  EXPECT_EQ(scene.parts(295, 153), kPartUpper);
  EXPECT_EQ(scene.parts(295, 165), kPartLower);
  EXPECT_EQ(scene.parts(295, 244), kPartLower);
}

TEST(RepairFlounces, garments_of_one_colour_tell_nothing_about_what_a_flounce_covers) {
  Scene scene;
  scene.draw(kPartLower, {120, 285, 30, 20});
  scene.evidence.upper(cv::Rect(120, 285, 38, 20)).setTo(-5);
  scene.evidence.separation = 1;
  repair_flounces(scene.parts, scene.context());
  EXPECT_EQ(scene.parts(295, 153), kPartLower);
}

TEST(RepairFlounces, a_skirt_that_grows_wider_downwards_stays) {
  Scene scene;
  for (int y = 267; y < 500; ++y) scene.draw(kPartLower, {150 - (y - 267) / 4, y, 100 + (y - 267) / 2, 1});
  const image::LabelMap before = scene.parts.clone();
  repair_flounces(scene.parts, scene.context());
  EXPECT_EQ(cv::countNonZero(before != scene.parts), 0);
}

TEST(RepairFlounces, the_little_that_arms_leave_in_sight_of_the_lower_garment_stays) {
  Scene scene;
  scene.draw(kPartArm, {140, 267, 120, 130});
  const cv::Rect seen(180, 267, 30, 12);
  scene.draw(kPartLower, seen);
  repair_flounces(scene.parts, scene.context());
  EXPECT_EQ(cv::countNonZero(scene.parts(seen) != kPartLower), 0);
}

TEST(RepairLightHair, a_white_collar_is_no_dark_hair) {
  Scene scene;
  const cv::Rect head(175, 40, 50, 30), collar(215, 130, 20, 15);
  scene.draw(kPartHair, head);
  scene.draw(kPartHair, collar);
  scene.picture.lab(head).setTo(kDarkHair);
  scene.picture.lab(collar).setTo(kWhite);
  repair_light_hair(scene.parts, scene.context());
  EXPECT_EQ(scene.parts(137, 225), kPartUpper);
  EXPECT_EQ(scene.parts(50, 200), kPartHair);
}

TEST(RepairLightHair, fair_hair_that_hangs_down_stays) {
  Scene scene;
  const cv::Rect head(175, 40, 50, 30), strand(215, 130, 20, 15);
  for (const cv::Rect& hair : {head, strand}) {
    scene.draw(kPartHair, hair);
    scene.picture.lab(hair).setTo(cv::Scalar(210, 0, 40));
  }
  repair_light_hair(scene.parts, scene.context());
  EXPECT_EQ(scene.parts(137, 225), kPartHair);
}

}  // namespace
}  // namespace drape::person
