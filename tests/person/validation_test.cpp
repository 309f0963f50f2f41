#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "person/validation_rules.h"

namespace drape::person {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

PoseMeasurements good_pose() {
  PoseMeasurements pose;
  pose.presence = 1;
  pose.torso_length_px = 300;
  pose.shoulder_span = 0.6F;
  pose.hip_drop = 1;
  pose.thigh_drop = 0.7F;
  pose.torso_in_frame = 2;
  pose.shoulder_visibility = 1;
  pose.hip_visibility = 1;
  pose.shoulders_in_frame = true;
  return pose;
}

// The codes found, errors with an exclamation mark.
std::vector<std::string> codes(const std::vector<Issue>& issues) {
  std::vector<std::string> found;
  for (const Issue& issue : issues)
    found.push_back(issue.code + (issue.severity == Severity::kError ? "!" : ""));
  return found;
}

TEST(PoseIssues, a_person_who_stands_and_faces_the_camera_is_fine) {
  EXPECT_THAT(pose_issues(good_pose()), IsEmpty());
}

TEST(PoseIssues, side_back_lean_and_crouch_are_not_frontal) {
  PoseMeasurements side = good_pose();
  side.shoulder_span = 0.2F;
  PoseMeasurements back = good_pose();
  back.shoulder_span = -0.6F;
  PoseMeasurements lean = good_pose();
  lean.hip_drop = 0.7F;
  PoseMeasurements crouch = good_pose();
  crouch.thigh_drop = 0.1F;
  for (const PoseMeasurements& pose : {side, back, lean, crouch}) {
    EXPECT_THAT(codes(pose_issues(pose)), ElementsAre("not_frontal!"));
  }
}

TEST(PoseIssues, a_bust_shows_too_little) {
  PoseMeasurements pose = good_pose();
  pose.torso_in_frame = 0.5F;
  EXPECT_THAT(codes(pose_issues(pose)), ElementsAre("upper_body_not_visible!"));
}

TEST(PoseIssues, crossed_arms_hide_the_torso_and_one_hand_only_warns) {
  PoseMeasurements pose = good_pose();
  pose.arm_crossing = {0.1F, 0.4F};
  EXPECT_THAT(codes(pose_issues(pose)), ElementsAre("arms_hide_torso"));
  pose.arm_crossing = {0.6F, 0.7F};
  EXPECT_THAT(codes(pose_issues(pose)), ElementsAre("arms_hide_torso!"));
}

TEST(PoseIssues, size_warns_before_it_refuses) {
  PoseMeasurements pose = good_pose();
  pose.torso_length_px = 100;
  EXPECT_THAT(codes(pose_issues(pose)), ElementsAre("too_small"));
  pose.torso_length_px = 50;
  EXPECT_THAT(codes(pose_issues(pose)), ElementsAre("too_small!"));
}

TEST(PoseIssues, without_a_person_nothing_else_is_said) {
  EXPECT_THAT(codes(pose_issues(PoseMeasurements{})), ElementsAre("no_person!"));
}

TEST(PhotoIssues, each_fault_of_the_photo_has_its_code) {
  EXPECT_THAT(photo_issues({}), IsEmpty());
  PhotoMeasurements photo;
  photo.face_lightness = 5;
  EXPECT_THAT(codes(photo_issues(photo)), ElementsAre("too_dark!"));
  photo = {};
  photo.burnt_share = 0.5F;
  EXPECT_THAT(codes(photo_issues(photo)), ElementsAre("too_bright"));
  photo = {};
  photo.blur = 0.9F;
  EXPECT_THAT(codes(photo_issues(photo)), ElementsAre("blurry!"));
  photo = {};
  photo.aspect = 3;
  EXPECT_THAT(codes(photo_issues(photo)), ElementsAre("bad_aspect!"));
  photo = {};
  photo.torso_cover = 0.7F;
  EXPECT_THAT(codes(photo_issues(photo)), ElementsAre("occluded"));
}

TEST(CompanyIssues, a_second_person_of_like_size_is_refused) {
  EXPECT_THAT(company_issues(0), IsEmpty());
  EXPECT_THAT(codes(company_issues(0.4F)), ElementsAre("multiple_people"));
  EXPECT_THAT(codes(company_issues(0.8F)), ElementsAre("multiple_people!"));
}

TEST(IssueWords, every_code_has_a_sentence) {
  for (int code = 0; code <= static_cast<int>(IssueCode::kBadAspect); ++code) {
    const Issue issue = make_issue(static_cast<IssueCode>(code));
    EXPECT_FALSE(issue.code.empty());
    EXPECT_EQ(issue.message.back(), '.') << issue.code;
    EXPECT_EQ(as_error(issue).code, issue.code);
  }
}

TEST(PerceptualBlur, grows_with_blur) {
  cv::Mat1b grey(128, 128);
  cv::RNG random(3);
  random.fill(grey, cv::RNG::UNIFORM, 0, 255);
  float before = perceptual_blur(grey);
  for (const double sigma : {1.0, 2.0, 4.0}) {
    cv::Mat1b blurred;
    cv::GaussianBlur(grey, blurred, {}, sigma);
    const float blur = perceptual_blur(blurred);
    EXPECT_GT(blur, before) << sigma;
    before = blur;
  }
}

}  // namespace
}  // namespace drape::person
