#include "garment/hidden_sleeves.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>
#include <utility>
#include <vector>

#include "garment/sleeve_seams.h"

namespace drape::garment {
namespace {

// The right half of an outline, from the neck down; mirrored at x = 200.
Silhouette mirrored(const std::vector<cv::Point>& right) {
  std::vector<cv::Point> outline = right;
  for (auto p = right.rbegin(); p != right.rend(); ++p) outline.emplace_back(400 - p->x, p->y);
  image::Mask mask = image::Mask::zeros(500, 400);
  cv::fillPoly(mask, std::vector<std::vector<cv::Point>>{outline}, 255);
  return trace_silhouette(mask);
}

// On a hanger, with its sleeves straight down beside the body.
Silhouette hanging_shirt() {
  return mirrored({{215, 50}, {300, 80}, {325, 150}, {335, 300}, {338, 380}, {320, 385}, {300, 450}});
}

// Laid flat, with its sleeves folded down along the body.
Silhouette folded_sweater() {
  return mirrored({{230, 60}, {290, 100}, {330, 200}, {365, 290}, {360, 350}, {320, 400}, {300, 440}});
}

Silhouette hooded() {
  return mirrored({{215, 20}, {230, 60}, {240, 130}, {290, 160}, {330, 260}, {320, 330}, {310, 440}});
}

Silhouette tank_top() {
  return mirrored({{225, 120}, {240, 60}, {280, 60}, {290, 130}, {275, 200}, {280, 300}, {290, 440}});
}

// Boxy, its short sleeves one with the body.
Silhouette boxy_tee() {
  return mirrored({{240, 60}, {300, 75}, {345, 130}, {335, 190}, {310, 230}, {310, 330}, {320, 440}});
}

Silhouette flared_dress() {
  return mirrored({{225, 80}, {240, 40}, {265, 45}, {275, 130}, {280, 210}, {320, 330}, {350, 460}});
}

TEST(HiddenSleeves, hang_beside_the_body) {
  EXPECT_TRUE(hides_sleeves(hanging_shirt(), Category::kUpper));
  EXPECT_TRUE(hides_sleeves(hanging_shirt(), Category::kDress));
}

TEST(HiddenSleeves, lie_folded_along_the_body) {
  EXPECT_TRUE(hides_sleeves(folded_sweater(), Category::kUpper));
}

TEST(HiddenSleeves, belong_to_every_hood) {
  EXPECT_TRUE(hides_sleeves(hooded(), Category::kUpper));
}

TEST(HiddenSleeves, are_not_seen_in_a_tank_top) {
  EXPECT_FALSE(hides_sleeves(tank_top(), Category::kUpper));
}

TEST(HiddenSleeves, are_not_seen_where_short_ones_stand_out) {
  EXPECT_FALSE(hides_sleeves(boxy_tee(), Category::kUpper));
}

TEST(HiddenSleeves, are_not_seen_in_a_dress_that_widens_to_its_hem) {
  EXPECT_FALSE(hides_sleeves(flared_dress(), Category::kDress));
}

// The cloth of a hanging shirt; with the shadow between body and sleeves, 90 pixels from the axis.
image::LabImage cloth_of(const Silhouette& shape, bool with_crease) {
  image::LabImage lab(shape.mask.size(), cv::Vec3f(95, 0, 0));
  lab.setTo(cv::Scalar(60, 5, 5), shape.mask);
  if (!with_crease) return lab;
  for (const int x : {110, 290}) cv::line(lab, {x, 200}, {x, 450}, cv::Scalar(35, 5, 5), 3);
  return lab;
}

TEST(SleevesAlongTheBody, are_cut_from_it_where_a_crease_is_seen) {
  const Silhouette shape = hanging_shirt();
  const auto parted = part_hidden_sleeves(cloth_of(shape, true), shape);
  ASSERT_TRUE(parted);
  for (const std::size_t side : {0U, 1U}) {
    const float expected = side == 0 ? 110 : 290;
    EXPECT_TRUE(parted->armpits[side].has_sleeve);
    EXPECT_NEAR(parted->armpits[side].point.x, expected, 8);
    const int row = cvRound(parted->armpits[side].point.y) + 60;
    EXPECT_LT(cv::countNonZero(parted->shape.mask(cv::Rect(cvRound(expected) - 10, row, 20, 1))), 20)
        << "parted from the body below the armpit";
  }
}

TEST(SleevesAlongTheBody, are_not_looked_for_where_no_crease_is_seen) {
  const Silhouette shape = hanging_shirt();
  EXPECT_FALSE(part_hidden_sleeves(cloth_of(shape, false), shape));
}

TEST(SleevesAlongTheBody, are_not_looked_for_beyond_the_picture) {
  Silhouette shape = hanging_shirt();
  shape.axis_x = static_cast<float>(shape.mask.cols - 1);
  EXPECT_FALSE(part_hidden_sleeves(cloth_of(shape, true), shape));
}

UpperLandmarks with_sleeves(float left, float right) {
  UpperLandmarks marks;
  for (const auto& [k, length] : {std::pair(0U, left), std::pair(1U, right)}) {
    if (length <= 0) continue;
    marks.sleeves[k].emplace();
    marks.sleeves[k]->length = length;
  }
  return marks;
}

TEST(UnevenSleeves, are_a_long_one_and_one_that_is_folded_or_not_found) {
  EXPECT_TRUE(has_uneven_sleeves(with_sleeves(60, 20), 100, 0.5F));
  EXPECT_TRUE(has_uneven_sleeves(with_sleeves(0, 40), 100, 0.5F));
}

TEST(UnevenSleeves, are_not_those_that_lie_a_little_differently_nor_short_ones) {
  EXPECT_FALSE(has_uneven_sleeves(with_sleeves(60, 40), 100, 0.5F));
  EXPECT_FALSE(has_uneven_sleeves(with_sleeves(8, 0), 100, 0.5F));
  EXPECT_FALSE(has_uneven_sleeves({}, 100, 0.5F));
}

}  // namespace
}  // namespace drape::garment
