#include "garment/sight_cut.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "garment/cutout.h"
#include "test_pictures.h"

namespace drape::garment {
namespace {

constexpr int kWidth = 360;
constexpr int kHeight = 480;
const cv::Rect kCloth(90, 100, 180, 260);

/// A red cloth on a carpet of coloured patches, with a thin dark hook above it.
image::Image on_carpet() {
  image::Image picture(kHeight, kWidth);
  cv::RNG random(7);
  for (int y = 0; y < kHeight; y += 12) {
    for (int x = 0; x < kWidth; x += 12) {
      const cv::Vec3b colour = random.uniform(0, 2) != 0 ? cv::Vec3b(60, 90, 130) : cv::Vec3b(190, 180, 120);
      picture(cv::Rect(x, y, 12, 12) & cv::Rect(0, 0, kWidth, kHeight)) = colour;
    }
  }
  cv::rectangle(picture, kCloth, cv::Scalar(200, 30, 40), cv::FILLED);
  cv::line(picture, {180, 60}, {180, 100}, cv::Scalar(20, 20, 20), 4);
  return picture;
}

/// What a network would see: the place, a few pixels off and blurred; the hook too.
image::Plane roughly_seen() {
  image::Plane presence = image::Plane::zeros(kHeight, kWidth);
  cv::rectangle(presence, kCloth + cv::Point(4, -4), cv::Scalar(1), cv::FILLED);
  cv::line(presence, {182, 58}, {182, 100}, cv::Scalar(1), 6);
  cv::GaussianBlur(presence, presence, {}, 3.0);
  return presence;
}

image::Mask drawn() {
  image::Mask mask = image::Mask::zeros(kHeight, kWidth);
  cv::rectangle(mask, kCloth, cv::Scalar(255), cv::FILLED);
  return mask;
}

TEST(CutBySight, follows_the_edges_of_the_picture_where_the_network_was_roughly_right) {
  const image::Mask cut = cut_by_sight(on_carpet(), roughly_seen());
  EXPECT_GT(overlap(cut, drawn()), 0.98);
  EXPECT_LT(overlap(roughly_seen() > 0.5F, drawn()), 0.96);
}

TEST(CutBySight, leaves_out_the_hook_of_a_hanger) {
  EXPECT_NEAR(cv::boundingRect(cut_by_sight(on_carpet(), roughly_seen())).y, kCloth.y, 6);
}

TEST(CutBySight, leaves_out_other_cloth_at_the_border_of_the_picture) {
  image::Image picture = on_carpet();
  image::Plane presence = roughly_seen();
  const cv::Rect other(300, 100, 60, 120);
  cv::rectangle(picture, other, cv::Scalar(200, 30, 40), cv::FILLED);
  cv::rectangle(presence, other, cv::Scalar(0.8), cv::FILLED);
  EXPECT_GT(overlap(cut_by_sight(picture, presence), drawn()), 0.98);
}

TEST(CutBySight, finds_nothing_where_the_network_saw_nothing) {
  EXPECT_EQ(cv::countNonZero(cut_by_sight(on_carpet(), image::Plane::zeros(kHeight, kWidth))), 0);
}

TEST(CutOut, on_a_busy_ground_needs_the_network_and_refuses_without_it) {
  EXPECT_FALSE(cut_out(on_carpet()));
  const auto cut = cut_out(on_carpet(), roughly_seen());
  ASSERT_TRUE(cut);
  EXPECT_GT(overlap(cut->mask, drawn()), 0.98);
}

TEST(CutOut, is_refused_where_the_network_is_in_doubt) {
  const image::Plane doubtful = 0.6F * roughly_seen();
  const auto cut = cut_out(on_carpet(), doubtful);
  ASSERT_FALSE(cut);
  EXPECT_EQ(cut.error().code, "garment_cutout_failed");
}

TEST(CutOut, of_a_studio_knows_the_studio_where_the_picture_cuts_the_garment_off) {
  image::Image photo(kHeight, kWidth, cv::Vec3b(246, 246, 246));
  const cv::Rect cloth(kWidth / 4, kHeight / 4, kWidth / 2, kHeight);
  photo(cloth & cv::Rect(0, 0, kWidth, kHeight)).setTo(cv::Scalar(40, 50, 120));
  const auto cut = cut_out(photo);
  ASSERT_TRUE(cut);
  EXPECT_TRUE(cut->studio);
  photo.rowRange(0, kHeight / 8).setTo(cv::Scalar(90, 120, 60));  // Something else at another side.
  const auto other = cut_out(photo);
  EXPECT_FALSE(other && other->studio);
}

TEST(Agreement, is_one_for_the_same_and_falls_with_doubt) {
  const image::Mask mask = drawn();
  image::Plane same;
  mask.convertTo(same, CV_32F, 1 / 255.0);
  EXPECT_FLOAT_EQ(agreement(mask, same), 1.F);
  EXPECT_NEAR(agreement(mask, 0.7F * same), 0.7F, 1e-3F);
}

}  // namespace
}  // namespace drape::garment
