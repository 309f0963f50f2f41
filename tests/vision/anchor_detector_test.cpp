#include "vision/anchor_detector.h"

#include <gtest/gtest.h>

namespace drape::vision {
namespace {

Detection detection(cv::Rect2f box, float score) {
  return {box, {box.tl()}, score};
}

TEST(AnchorCenters, are_as_many_as_the_person_detector_has_outputs) {
  const auto centers = anchor_centers({224, {8, 16, 32, 32, 32}, 2});
  ASSERT_EQ(centers.size(), 2254U);
  EXPECT_EQ(centers.front(), cv::Point2f(4, 4));
  EXPECT_EQ(centers[1], cv::Point2f(4, 4));
  EXPECT_EQ(centers[2], cv::Point2f(12, 4));
  EXPECT_EQ(centers[1568], cv::Point2f(8, 8));
  EXPECT_EQ(centers.back(), cv::Point2f(208, 208));
}

TEST(AnchorCenters, are_as_many_as_the_face_detector_has_outputs) {
  const auto centers = anchor_centers({192, {4}, 1});
  ASSERT_EQ(centers.size(), 2304U);
  EXPECT_EQ(centers[49], cv::Point2f(6, 6));
}

TEST(IntersectionOverUnion, is_the_common_share) {
  EXPECT_FLOAT_EQ(intersection_over_union({0, 0, 2, 2}, {1, 0, 2, 2}), 1.F / 3);
  EXPECT_EQ(intersection_over_union({0, 0, 2, 2}, {2, 0, 2, 2}), 0);
  EXPECT_EQ(intersection_over_union({0, 0, 0, 0}, {0, 0, 0, 0}), 0);
}

TEST(MergeOverlapping, averages_by_score_and_keeps_the_best_score) {
  const auto merged =
      merge_overlapping({detection({2, 0, 10, 10}, 0.3F), detection({0, 0, 10, 10}, 0.9F)}, 0.3F);
  ASSERT_EQ(merged.size(), 1U);
  EXPECT_FLOAT_EQ(merged[0].score, 0.9F);
  EXPECT_NEAR(merged[0].box.x, 0.5F, 1e-5);
  EXPECT_NEAR(merged[0].box.width, 10, 1e-5);
  EXPECT_NEAR(merged[0].points[0].x, 0.5F, 1e-5);
}

TEST(MergeOverlapping, keeps_separate_things_apart_best_first) {
  const auto merged = merge_overlapping(
      {detection({0, 0, 10, 10}, 0.6F), detection({40, 0, 10, 10}, 0.8F), detection({41, 1, 10, 10}, 0.7F)},
      0.3F);
  ASSERT_EQ(merged.size(), 2U);
  EXPECT_FLOAT_EQ(merged[0].score, 0.8F);
  EXPECT_FLOAT_EQ(merged[1].score, 0.6F);
  EXPECT_NEAR(merged[1].box.x, 0, 1e-5);
}

TEST(MergeOverlapping, of_nothing_is_nothing) {
  EXPECT_TRUE(merge_overlapping({}, 0.3F).empty());
}

}  // namespace
}  // namespace drape::vision
