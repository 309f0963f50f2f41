#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "mirror_symmetry.h"
#include "test_data.h"
#include "vision/vision.h"

namespace drape::vision {
namespace {

/// The photographs of one person each; skips the test where they are missing.
class Photographs : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* folder : {"pairs/person", "full-body/person", "parsed/person"}) {
      for (const auto& path : photographs(folder)) paths_.push_back(path);
    }
    if (paths_.empty()) GTEST_SKIP() << "no photographs: set DRAPE_TEST_DATA";
  }
  std::vector<std::filesystem::path> paths_;
};

Pose pose_of(const image::Image& picture) {
  const auto persons = imported_networks()->detect_persons(picture).value();
  return imported_networks()->estimate_pose(picture, persons.at(0)).value();
}

TEST_F(Photographs, of_one_person_show_one_person_with_a_visible_torso) {
  for (const auto& path : paths_) {
    SCOPED_TRACE(path.filename());
    const image::Image picture = read_photograph(path);
    const auto persons = imported_networks()->detect_persons(picture);
    ASSERT_TRUE(persons);
    ASSERT_EQ(persons->size(), 1U);
    const auto pose = imported_networks()->estimate_pose(picture, persons->front());
    ASSERT_TRUE(pose);
    EXPECT_GT(pose->presence, 0.9F);
    for (const BodyPoint point : {kNose, kLeftShoulder, kRightShoulder, kLeftHip, kRightHip}) {
      EXPECT_TRUE(cv::Rect(0, 0, picture.cols, picture.rows).contains(pose->at(point))) << point;
      EXPECT_GT(pose->points[point].visibility, 0.5F) << point;
    }
    const cv::Point chest = 0.5F * (pose->at(kLeftShoulder) + pose->at(kRightHip));
    EXPECT_GT(pose->mask(chest), 0.9F);
    EXPECT_LT(pose->mask(5, 5), 0.1F);
  }
}

TEST_F(Photographs, show_a_face_whose_mesh_lies_on_the_head) {
  for (const auto& path : paths_) {
    SCOPED_TRACE(path.filename());
    const image::Image picture = read_photograph(path);
    const auto faces = imported_networks()->detect_faces(picture);
    ASSERT_TRUE(faces);
    EXPECT_EQ(faces->size(), 1U);
    const Pose pose = pose_of(picture);
    const auto mesh = imported_networks()->face_mesh(picture, pose);
    ASSERT_TRUE(mesh);
    ASSERT_TRUE(mesh->has_value());
    const cv::Point3f nose_tip = (*mesh)->points.at(1);
    const double shoulders = cv::norm(pose.at(kLeftShoulder) - pose.at(kRightShoulder));
    EXPECT_LT(cv::norm(cv::Point2f(nose_tip.x, nose_tip.y) - pose.at(kNose)), 0.2 * shoulders);
  }
}

TEST(PhotographsWithBothHands, show_a_hand_at_each_wrist) {
  const auto paths = photographs("pairs/person");
  if (paths.empty()) GTEST_SKIP() << "no photographs: set DRAPE_TEST_DATA";
  for (const auto& path : paths) {
    SCOPED_TRACE(path.filename());
    const image::Image picture = read_photograph(path);
    const Pose pose = pose_of(picture);
    const double shoulders = cv::norm(pose.at(kLeftShoulder) - pose.at(kRightShoulder));
    for (const Side side : {Side::kLeft, Side::kRight}) {
      const auto hand = imported_networks()->hand(picture, pose, side);
      ASSERT_TRUE(hand);
      ASSERT_TRUE(hand->has_value());
      EXPECT_GT((*hand)->presence, 0.8F);
      const cv::Point2f wrist = pose.at(side == Side::kLeft ? kLeftWrist : kRightWrist);
      EXPECT_LT(cv::norm((*hand)->points[0] - wrist), 0.25 * shoulders);
    }
  }
}

TEST_F(Photographs, and_their_mirror_images_have_the_same_key_points) {
  double sum = 0;
  for (const auto& path : paths_) sum += sideways_shift(read_photograph(path));
  EXPECT_LT(std::abs(sum / static_cast<double>(paths_.size())), 0.004);
}

TEST_F(Photographs, side_by_side_show_two_persons) {
  ASSERT_GE(paths_.size(), 2U);
  image::Image both;
  cv::hconcat(read_photograph(paths_[0]), read_photograph(paths_[1]), both);
  const auto persons = imported_networks()->detect_persons(both);
  ASSERT_TRUE(persons);
  ASSERT_EQ(persons->size(), 2U);
  const float middle = 0.5F * static_cast<float>(both.cols);
  EXPECT_NE((*persons)[0].points[0].x < middle, (*persons)[1].points[0].x < middle);
  EXPECT_EQ(imported_networks()->detect_faces(both).value().size(), 2U);
}

TEST_F(Photographs, give_the_same_key_points_at_twice_the_size) {
  const image::Image picture = read_photograph(paths_.front());
  image::Image large;
  cv::resize(picture, large, {}, 2, 2, cv::INTER_CUBIC);
  const Pose pose = pose_of(picture);
  const Pose pose_of_large = pose_of(large);
  const double shoulders = cv::norm(pose.at(kLeftShoulder) - pose.at(kRightShoulder));
  for (const BodyPoint point : {kNose, kLeftShoulder, kRightShoulder, kLeftHip, kRightHip}) {
    const cv::Point2f expected = 2 * pose.at(point) + cv::Point2f(0.5F, 0.5F);
    EXPECT_LT(cv::norm(pose_of_large.at(point) - expected), 0.06 * 2 * shoulders) << point;
  }
}

TEST(HardPhotographs, of_single_persons_still_show_one) {
  const auto paths = photographs("persons-misc");
  if (paths.empty()) GTEST_SKIP() << "no photographs: set DRAPE_TEST_DATA";
  for (const auto& path : paths) {
    SCOPED_TRACE(path.filename());
    const image::Image picture = read_photograph(path);
    const auto persons = imported_networks()->detect_persons(picture);
    ASSERT_TRUE(persons);
    EXPECT_EQ(persons->size(), 1U);
  }
}

TEST(GarmentPhotographs, show_no_person) {
  const auto paths = photographs("pairs/garment");
  if (paths.empty()) GTEST_SKIP() << "no photographs: set DRAPE_TEST_DATA";
  for (const auto& path : paths) {
    SCOPED_TRACE(path.filename());
    EXPECT_TRUE(imported_networks()->detect_persons(read_photograph(path)).value().empty());
  }
}

}  // namespace
}  // namespace drape::vision
