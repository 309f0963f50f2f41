#include "vision/vision.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>
#include <thread>

#include "drawn_figure.h"
#include "test_data.h"

namespace drape::vision {
namespace {

constexpr int kSide = 480;

TEST(Vision, does_not_open_without_networks) {
  const auto vision = Vision::open({"/nowhere", 1});
  ASSERT_FALSE(vision);
  EXPECT_EQ(vision.error().kind, ErrorKind::kInternal);
}

TEST(Vision, finds_the_face_of_the_drawn_figure) {
  const auto faces = imported_networks()->detect_faces(figure_picture(kSide));
  ASSERT_TRUE(faces);
  ASSERT_EQ(faces->size(), 1U);
  const FaceDetection& face = faces->front();
  const cv::Point2f eyes = 0.5F * (face.points[0] + face.points[1]);
  EXPECT_NEAR(eyes.x, 0.5F * kSide, 0.03F * kSide);
  EXPECT_NEAR(eyes.y, 0.26F * kSide, 0.03F * kSide);
  EXPECT_LT(face.points[0].x, face.points[1].x);
}

TEST(Vision, finds_nothing_on_an_empty_ground) {
  const image::Image ground(kSide, kSide, cv::Vec3b(190, 190, 185));
  EXPECT_TRUE(imported_networks()->detect_persons(ground).value().empty());
  EXPECT_TRUE(imported_networks()->detect_faces(ground).value().empty());
}

TEST(Vision, looks_for_faces_only_in_the_region_given) {
  const image::Image picture = figure_picture(kSide);
  const cv::Rect2f head(0.25F * kSide, 0.05F * kSide, 0.5F * kSide, 0.5F * kSide);
  const cv::Rect2f ground(0.5F * kSide, 0.5F * kSide, 0.5F * kSide, 0.5F * kSide);
  EXPECT_EQ(imported_networks()->detect_faces(picture, 0.5F, head).value().size(), 1U);
  EXPECT_TRUE(imported_networks()->detect_faces(picture, 0.5F, ground).value().empty());
}

TEST(Vision, separates_the_drawn_figure_from_its_ground) {
  const auto mask = imported_networks()->segment_selfie(figure_picture(kSide));
  ASSERT_TRUE(mask);
  ASSERT_EQ(mask->size(), cv::Size(kSide, kSide));
  EXPECT_GT((*mask)(kSide * 28 / 100, kSide / 2), 0.9F);
  EXPECT_LT((*mask)(kSide / 10, kSide / 10), 0.1F);
}

TEST(Vision, selfie_mask_of_a_region_is_zero_outside_of_it) {
  const cv::Rect2f region(0.1F * kSide, 0, 0.8F * kSide, 0.8F * kSide);
  const auto mask = imported_networks()->segment_selfie(figure_picture(kSide), region);
  ASSERT_TRUE(mask);
  EXPECT_GT((*mask)(kSide * 28 / 100, kSide / 2), 0.9F);
  const cv::Rect below(0, kSide * 82 / 100, kSide, kSide * 18 / 100);
  EXPECT_EQ(cv::norm((*mask)(below), cv::NORM_INF), 0);
}

TEST(Vision, selfie_mask_of_the_whole_square_is_that_of_the_picture) {
  const image::Image picture = figure_picture(kSide);
  const cv::Rect2f whole(-0.5F, -0.5F, kSide, kSide);
  const auto mask = imported_networks()->segment_selfie(picture, whole);
  ASSERT_TRUE(mask);
  const auto expected = imported_networks()->segment_selfie(picture).value();
  EXPECT_LT(cv::norm(*mask, expected, cv::NORM_L1) / static_cast<double>(mask->total()), 0.01);
}

TEST(Vision, copes_with_pictures_of_any_shape) {
  for (const cv::Size size : {cv::Size(1, 1), cv::Size(1, 700), cv::Size(900, 2), cv::Size(17, 13)}) {
    const image::Image picture(size, cv::Vec3b(120, 130, 140));
    EXPECT_TRUE(imported_networks()->detect_persons(picture).value().empty());
    EXPECT_TRUE(imported_networks()->detect_faces(picture).value().empty());
    EXPECT_EQ(imported_networks()->segment_selfie(picture).value().size(), size);
    EXPECT_EQ(imported_networks()->estimate_pose(picture, {}).value().mask.size(), size);
  }
}

TEST(Vision, sees_no_face_and_no_hand_where_the_pose_is_nowhere) {
  Pose pose;
  for (KeyPoint& point : pose.points) point.position = {-5e5F, 7e5F};
  pose.points[kLeftShoulder].position = {4e5F, 7e5F};
  EXPECT_FALSE(imported_networks()->face_mesh(figure_picture(kSide), pose).value().has_value());
  EXPECT_FALSE(imported_networks()->hand(figure_picture(kSide), pose, Side::kLeft).value().has_value());
}

/// The figure stands where the detector would say: hips below the head, circle above.
PersonDetection figure_person() {
  PersonDetection person;
  person.points[0] = {0.5F * kSide, 0.85F * kSide};
  person.points[1] = {0.5F * kSide, 0.25F * kSide};
  return person;
}

TEST(Vision, estimates_the_head_of_the_drawn_figure_upright) {
  const auto pose = imported_networks()->estimate_pose(figure_picture(kSide), figure_person());
  ASSERT_TRUE(pose);
  EXPECT_GT(pose->presence, 0.5F);
  EXPECT_NEAR(pose->at(kNose).x, 0.5F * kSide, 0.05F * kSide);
  EXPECT_NEAR(pose->at(kNose).y, 0.3F * kSide, 0.05F * kSide);
  EXPECT_GT(pose->at(kLeftShoulder).x, pose->at(kRightShoulder).x);
  ASSERT_EQ(pose->mask.size(), cv::Size(kSide, kSide));
  EXPECT_GT(pose->mask(kSide * 28 / 100, kSide / 2), 0.5F);
  EXPECT_LT(pose->mask(kSide / 20, kSide / 20), 0.1F);
}

TEST(Vision, gives_four_threads_the_same_pose) {
  const image::Image picture = figure_picture(kSide);
  const auto expected = imported_networks()->estimate_pose(picture, figure_person());
  ASSERT_TRUE(expected);
  std::array<double, 4> difference{};
  std::vector<std::thread> threads;
  for (double& largest : difference) {
    threads.emplace_back([&] {
      const auto pose = imported_networks()->estimate_pose(picture, figure_person()).value();
      largest = cv::norm(pose.mask, expected->mask, cv::NORM_INF);
      for (std::size_t i = 0; i < pose.points.size(); ++i) {
        largest = std::max(largest, cv::norm(pose.points[i].position - expected->points[i].position));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(difference, (std::array{0.0, 0.0, 0.0, 0.0}));
}

}  // namespace
}  // namespace drape::vision
