#include <gtest/gtest.h>

#include "person/arm_pose.h"
#include "person/limb_chain.h"
#include "person/torso_frame.h"
#include "person/working_picture.h"

namespace drape::person {
namespace {

// Upright, shoulders 100 apart at y = 100, hips at y = 250; the person's left is on the picture's right.
BodyPoints upright_points() {
  BodyPoints points;
  points[vision::kLeftShoulder] = {200, 100};
  points[vision::kRightShoulder] = {100, 100};
  points[vision::kLeftHip] = {180, 250};
  points[vision::kRightHip] = {120, 250};
  return points;
}

TEST(TorsoFrame, runs_from_shoulders_to_hips_and_across_in_shoulder_widths) {
  const TorsoFrame torso = make_torso_frame(upright_points());
  EXPECT_FLOAT_EQ(torso.length, 150);
  EXPECT_FLOAT_EQ(torso.shoulder_width, 100);
  const cv::Point2f te = torso.to_te({200, 175});
  EXPECT_NEAR(te.x, 0.5, 1e-5);
  EXPECT_NEAR(te.y, 0.5, 1e-5);
}

TEST(TorsoFrame, point_and_coordinates_are_inverse) {
  BodyPoints points = upright_points();
  points[vision::kLeftHip] += cv::Point2f(40, 0);
  points[vision::kRightHip] += cv::Point2f(40, 0);
  const TorsoFrame torso = make_torso_frame(points);
  const cv::Point2f te = torso.to_te(torso.at(0.7F, -0.3F));
  EXPECT_NEAR(te.x, 0.7, 1e-4);
  EXPECT_NEAR(te.y, -0.3, 1e-4);
}

TEST(TorsoFrame, width_of_a_turned_person_comes_from_the_length) {
  BodyPoints points = upright_points();
  points[vision::kLeftShoulder] = {160, 100};
  points[vision::kRightShoulder] = {140, 100};
  EXPECT_NEAR(make_torso_frame(points).shoulder_width, 0.55 * 150, 1e-3);
}

TEST(LimbField, measures_distance_in_half_widths_and_place_in_joints) {
  const std::array<LimbJoint, 3> joints = {{{{10, 10}, 4}, {{10, 50}, 2}, {{50, 50}, 2}}};
  const LimbField field = limb_field(joints, {64, 64});
  EXPECT_NEAR(field.radius(10, 14), 1.0, 1e-4);
  EXPECT_NEAR(field.along(30, 10), 0.5, 1e-4);
  EXPECT_NEAR(field.along(52, 30), 1.5, 1e-4);
  EXPECT_NEAR(field.radius(52, 30), 1.0, 1e-4);
}

TEST(TorsoCrossing, is_nothing_for_hanging_arms_and_large_for_folded_ones) {
  const TorsoFrame torso = make_torso_frame(upright_points());
  EXPECT_FLOAT_EQ(torso_crossing(torso, {{{200, 100}, {215, 170}, {220, 240}, {220, 265}}}), 0);
  EXPECT_GT(torso_crossing(torso, {{{200, 100}, {205, 180}, {130, 180}, {115, 180}}}), 0.6F);
}

TEST(WorkingPicture, maps_points_there_and_back) {
  const image::Image photo(1024, 768, cv::Vec3b(200, 100, 50));
  const WorkingPicture picture = make_working_picture(photo, {100, 200, 400, 800});
  EXPECT_EQ(picture.size().height, kWorkingHeight);
  const cv::Point2f back = picture.to_photo(picture.to_working({333, 444}));
  EXPECT_NEAR(back.x, 333, 1e-2);
  EXPECT_NEAR(back.y, 444, 1e-2);
}

TEST(WorkingWindow, closes_in_on_a_small_person_only) {
  const cv::Size photo(1000, 1000);
  EXPECT_EQ(working_window(photo, {300, 100, 300, 850}), cv::Rect(0, 0, 1000, 1000));
  const cv::Rect window = working_window(photo, {400, 400, 100, 300});
  EXPECT_LT(window.height, 500);
  EXPECT_TRUE((window & cv::Rect(400, 400, 100, 300)) == cv::Rect(400, 400, 100, 300));
}

}  // namespace
}  // namespace drape::person
