#include "garment/lower_landmarks.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "garment/silhouette.h"

namespace drape::garment {
namespace {

using Points = std::vector<cv::Point>;

image::Mask drawn(const std::vector<Points>& polygons) {
  image::Mask mask = image::Mask::zeros(500, 400);
  for (const Points& polygon : polygons) cv::fillPoly(mask, std::vector<Points>{polygon}, 255);
  return mask;
}

image::Mask trousers() {
  return drawn({{{130, 40},
                 {270, 40},
                 {290, 170},
                 {270, 460},
                 {215, 460},
                 {200, 160},
                 {185, 460},
                 {130, 460},
                 {110, 170}}});
}

// A ground of one colour and a garment of another; `inside`: what the back shows above the front.
image::LabImage coloured(const image::Mask& mask, const Points& inside = {}) {
  image::LabImage lab(mask.size(), cv::Vec3f(95, 0, 0));
  lab.setTo(cv::Scalar(55, 5, -20), mask);
  if (!inside.empty()) {
    image::Mask back = image::Mask::zeros(mask.size());
    cv::fillPoly(back, std::vector<Points>{inside}, 255);
    lab.setTo(cv::Scalar(30, 5, -15), back & mask);
  }
  return lab;
}

std::optional<LowerLandmarks> found(const image::Mask& mask, Category category = Category::kLower) {
  return find_lower_landmarks(coloured(mask), trace_silhouette(mask), category);
}

void expect_near(cv::Point2f p, cv::Point2f wanted, float tolerance) {
  EXPECT_LT(cv::norm(p - wanted), tolerance) << p << " instead of " << wanted;
}

TEST(LowerLandmarks, of_trousers_are_their_corners) {
  const auto marks = found(trousers());
  ASSERT_TRUE(marks);
  ASSERT_TRUE(marks->legs);
  expect_near(marks->waist[0], {130, 40}, 4);
  expect_near(marks->waist[1], {270, 40}, 4);
  expect_near(marks->legs->crotch, {200, 160}, 14);  // A narrow slit counts as closed.
  expect_near(marks->side[0].back(), {130, 460}, 8);
  expect_near(marks->legs->inner[0].back(), {185, 460}, 8);
  expect_near(marks->legs->inner[1].back(), {215, 460}, 8);
  expect_near(marks->side[1].back(), {270, 460}, 8);
}

TEST(LowerLandmarks, of_short_spread_legs_are_their_corners) {
  const auto marks =
      found(drawn({{{140, 100}, {260, 100}, {330, 260}, {235, 300}, {200, 230}, {165, 300}, {70, 260}}}));
  ASSERT_TRUE(marks);
  ASSERT_TRUE(marks->legs);
  expect_near(marks->legs->crotch, {200, 230}, 8);
  expect_near(marks->side[0].back(), {70, 260}, 8);
  expect_near(marks->legs->inner[0].back(), {165, 300}, 8);
  expect_near(marks->side[1].back(), {330, 260}, 8);
}

TEST(LowerLandmarks, legs_that_touch_do_not_lower_the_crotch) {
  const auto marks = found(drawn({{{130, 40},
                                   {270, 40},
                                   {280, 170},
                                   {262, 460},
                                   {208, 460},
                                   {200, 330},
                                   {192, 460},
                                   {138, 460},
                                   {120, 170}}}));
  ASSERT_TRUE(marks);
  ASSERT_TRUE(marks->legs);
  EXPECT_LT(marks->legs->crotch.y, 200);
}

TEST(LowerLandmarks, of_a_skirt_are_its_outline) {
  const auto marks =
      found(drawn({{{150, 100}, {250, 100}, {320, 400}, {200, 420}, {80, 400}}}), Category::kSkirt);
  ASSERT_TRUE(marks);
  EXPECT_FALSE(marks->legs);
  expect_near(marks->waist[0], {150, 100}, 4);
  expect_near(marks->side[0].back(), {80, 400}, 6);
  expect_near(marks->side[1].back(), {320, 400}, 6);
  EXPECT_NEAR(marks->hem_y(), 420, 4);
}

TEST(LowerLandmarks, are_not_found_with_one_leg_folded_up) {
  EXPECT_FALSE(found(drawn({{{130, 40},
                             {270, 40},
                             {290, 170},
                             {282, 270},
                             {215, 270},
                             {200, 160},
                             {185, 460},
                             {130, 460},
                             {110, 170}}})));
}

TEST(LowerLandmarks, are_not_found_without_a_gap_between_legs) {
  EXPECT_FALSE(found(drawn({{{130, 40}, {270, 40}, {270, 460}, {130, 460}}})));
}

TEST(LowerLandmarks, leave_the_inside_of_the_back_above_the_waistband) {
  const image::Mask mask = trousers();
  Points inside{{130, 40}};
  for (int x = 130; x <= 270; x += 5) {
    const double u = (x - 200) / 70.0;
    inside.emplace_back(x, 40 + static_cast<int>(16 * (1 - u * u)));
  }
  inside.emplace_back(270, 40);
  const auto marks = find_lower_landmarks(coloured(mask, inside), trace_silhouette(mask), Category::kLower);
  ASSERT_TRUE(marks);
  EXPECT_NEAR(marks->waist_y(), 56, 3);
  EXPECT_NEAR(found(mask)->waist_y(), 40, 2) << "nothing is seen of the back";
}

}  // namespace
}  // namespace drape::garment
