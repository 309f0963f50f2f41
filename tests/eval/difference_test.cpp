// The simple figures: Lab error, silhouette, identity, seam.
#include <gtest/gtest.h>

#include "eval/identity.h"
#include "eval/lab_error.h"
#include "eval/seam.h"
#include "eval/silhouette.h"
#include "image/colour.h"
#include "pictures.h"

namespace drape::eval {
namespace {

const cv::Size kSize(60, 80);

TEST(LabError, is_zero_for_equal_pictures) {
  EXPECT_EQ(mean_lab_error(pattern(60, 80), pattern(60, 80), everywhere(kSize)).value(), 0);
}

TEST(LabError, of_black_and_white_is_a_hundred_in_the_region_only) {
  image::Image black = plain(kSize, {0, 0, 0});
  black(cv::Rect(0, 0, 60, 40)) = cv::Vec3b(255, 255, 255);
  const image::Image white = plain(kSize, {255, 255, 255});
  EXPECT_NEAR(mean_lab_error(black, white, rectangle(kSize, {0, 40, 60, 40})).value(), 100, 0.01);
  EXPECT_NEAR(mean_lab_error(black, white, everywhere(kSize)).value(), 50, 0.01);
  EXPECT_NEAR(mean_lab_error(black, white, rectangle(kSize, {0, 0, 60, 40})).value(), 0, 0.01);
}

TEST(LabError, of_an_empty_region_is_nothing) {
  EXPECT_FALSE(mean_lab_error(pattern(60, 80), pattern(60, 80), image::Mask::zeros(kSize)).has_value());
}

TEST(IntersectionOverUnion, counts_the_common_pixels) {
  const image::Mask a = rectangle(kSize, {0, 0, 20, 10});
  EXPECT_EQ(intersection_over_union(a, a).value(), 1);
  // Shifted by a quarter: 150 common pixels of 250.
  EXPECT_DOUBLE_EQ(intersection_over_union(a, rectangle(kSize, {5, 0, 20, 10})).value(), 0.6);
  EXPECT_EQ(intersection_over_union(a, rectangle(kSize, {30, 30, 5, 5})).value(), 0);
  EXPECT_FALSE(intersection_over_union(image::Mask::zeros(kSize), image::Mask::zeros(kSize)).has_value());
}

TEST(ChangeIn, is_zero_for_equal_pictures) {
  const Change change = change_in(pattern(60, 80), pattern(60, 80), everywhere(kSize));
  EXPECT_EQ(change.largest, 0);
  EXPECT_EQ(change.mean, 0);
  EXPECT_EQ(change.pixels, 4800);
}

TEST(ChangeIn, finds_one_step_in_one_channel_of_one_pixel) {
  const image::Image a = pattern(60, 80);
  image::Image b = a.clone();
  b(70, 59)[2] = static_cast<uchar>(b(70, 59)[2] + 1);
  const Change change = change_in(a, b, everywhere(kSize));
  EXPECT_EQ(change.largest, 1);
  EXPECT_DOUBLE_EQ(change.mean, 1.0 / (4800 * 3));
  EXPECT_EQ(change_in(a, b, rectangle(kSize, {0, 0, 59, 80})).largest, 0);
}

/// Grey ground, repainted in the upper half.
struct Repainted {
  image::Image photo = plain(kSize, {120, 120, 120});
  image::Image result = photo.clone();
  image::Mask changed = rectangle(kSize, {10, 10, 40, 30});
  image::Mask garment = image::Mask::zeros(kSize);

  void repaint(const cv::Vec3b& colour) { result.setTo(colour, changed); }
  [[nodiscard]] std::optional<double> seam() const {
    return seam_visibility({result, photo, changed, garment});
  }
};

TEST(SeamVisibility, is_zero_where_nothing_was_repainted) {
  EXPECT_EQ(Repainted().seam().value(), 0);
}

TEST(SeamVisibility, is_the_colour_step_at_the_border) {
  Repainted scene;
  scene.repaint({130, 130, 130});
  const double step =
      cv::norm(image::to_lab(cv::Vec3b(130, 130, 130)) - image::to_lab(cv::Vec3b(120, 120, 120)));
  EXPECT_NEAR(scene.seam().value(), step, 0.1);
}

TEST(SeamVisibility, does_not_count_an_edge_that_the_photo_has_too) {
  Repainted scene;
  scene.photo.setTo(cv::Vec3b(200, 40, 40), scene.changed);
  scene.repaint({200, 40, 40});
  EXPECT_NEAR(scene.seam().value(), 0, 1e-4);
}

TEST(SeamVisibility, leaves_the_outline_of_the_garment_away) {
  Repainted scene;
  scene.repaint({255, 0, 0});
  scene.garment = scene.changed;
  EXPECT_FALSE(scene.seam().has_value());
}

}  // namespace
}  // namespace drape::eval
