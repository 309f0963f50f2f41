#include "eval/print_fidelity.h"

#include <gtest/gtest.h>

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "eval/print_alignment.h"
#include "eval/print_patch.h"
#include "image/colour.h"
#include "pictures.h"

namespace drape::eval {
namespace {

const cv::Size kPhoto(300, 400);
const cv::Size kPicture(320, 420);
const cv::Vec3b kCloth(40, 60, 120);

/// A shirt's body with a badge: a ring, a bar and a square, no two parts alike.
image::Image shirt_with_print() {
  image::Image out = plain(kPhoto, kCloth);
  cv::circle(out, {130, 150}, 40, {230, 230, 220}, 14, cv::LINE_AA);
  cv::rectangle(out, {165, 180, 60, 18}, {220, 60, 40}, cv::FILLED);
  cv::rectangle(out, {90, 205, 30, 30}, {250, 200, 40}, cv::FILLED);
  return out;
}

/// The photo as it looks when worn through an affine map.
image::Image worn(const image::Image& photo, const cv::Matx23d& map) {
  image::Image out = plain(kPicture, {200, 200, 200});
  cv::warpAffine(photo, out, map, kPicture, cv::INTER_AREA, cv::BORDER_TRANSPARENT);
  return out;
}

const cv::Matx23d kWorn(0.62, -0.05, 75, 0.04, 0.7, 60);
// Off in scale by 10 % and by 20 pixels.
const cv::Matx23d kGuess(0.68, 0, 60, 0, 0.68, 75);

std::optional<double> fidelity(const image::Image& photo, const image::Image& picture) {
  const image::Mask photo_mask = everywhere(kPhoto);
  const image::Mask picture_mask = everywhere(kPicture);
  return print_fidelity({photo, photo_mask, {30, 60, 240, 320}}, {picture, picture_mask, kGuess});
}

TEST(PrintFidelity, is_near_one_for_a_print_that_was_only_moved) {
  EXPECT_GT(fidelity(shirt_with_print(), worn(shirt_with_print(), kWorn)).value(), 0.97);
}

TEST(PrintFidelity, falls_when_the_print_is_blurred) {
  image::Image blurred = worn(shirt_with_print(), kWorn);
  cv::GaussianBlur(blurred, blurred, {}, 5);
  const double kept = fidelity(shirt_with_print(), worn(shirt_with_print(), kWorn)).value();
  EXPECT_LT(fidelity(shirt_with_print(), blurred).value(), kept - 0.05);
}

TEST(PrintFidelity, falls_when_the_print_is_mirrored) {
  image::Image mirrored;
  cv::flip(shirt_with_print(), mirrored, 1);
  EXPECT_LT(fidelity(shirt_with_print(), worn(mirrored, kWorn)).value(), 0.75);
}

TEST(PrintFidelity, is_low_when_the_print_is_gone) {
  EXPECT_LT(fidelity(shirt_with_print(), worn(plain(kPhoto, kCloth), kWorn)).value_or(0), 0.3);
}

TEST(PrintFidelity, of_a_plain_garment_is_nothing) {
  const image::Image cloth = plain(kPhoto, kCloth);
  EXPECT_FALSE(fidelity(cloth, worn(cloth, kWorn)).has_value());
}

TEST(PrintFidelity, of_a_hidden_print_is_nothing) {
  const image::Image photo = shirt_with_print();
  const image::Image picture = worn(photo, kWorn);
  const image::Mask photo_mask = everywhere(kPhoto);
  const image::Mask below_the_print = rectangle(kPicture, {60, 250, 180, 90});
  EXPECT_FALSE(print_fidelity({photo, photo_mask, {30, 60, 240, 320}}, {picture, below_the_print, kGuess})
                   .has_value());
}

TEST(FindPrint, boxes_the_print) {
  const image::Image photo = shirt_with_print();
  const image::Mask mask = everywhere(kPhoto);
  const auto patch = find_print({photo, mask, {30, 60, 240, 320}}, 1);
  ASSERT_TRUE(patch.has_value());
  // Ring, bar and square lie in x 83..225, y 103..235; up to 10 pixels of ground around them.
  EXPECT_NEAR(patch->box.x, 83 - 10, 4);
  EXPECT_NEAR(patch->box.br().x, 225 + 10, 4);
  EXPECT_NEAR(patch->box.y, 103 - 10, 4);
  EXPECT_NEAR(patch->box.br().y, 235 + 10, 4);
}

TEST(FindPrint, does_not_take_folds_for_a_print) {
  image::Image folds = plain(kPhoto, kCloth);
  for (int x = 0; x < folds.cols; ++x) {
    const double light = 1 + 0.12 * std::sin(x / 9.0);
    folds.col(x) =
        cv::Vec3b(cv::saturate_cast<uchar>(kCloth[0] * light), cv::saturate_cast<uchar>(kCloth[1] * light),
                  cv::saturate_cast<uchar>(kCloth[2] * light));
  }
  const image::Mask mask = everywhere(kPhoto);
  EXPECT_FALSE(find_print({folds, mask, {30, 60, 240, 320}}, 1).has_value());
}

TEST(Align, recovers_an_affine_map) {
  const image::Image photo = shirt_with_print();
  const cv::Rect box(70, 95, 170, 150);
  const MaskedLab patch{image::to_lab(photo)(box).clone(), everywhere(box.size())};
  const MaskedLab scene{image::to_lab(worn(photo, kWorn)), everywhere(kPicture)};
  const cv::Matx23d guess(kGuess(0, 0), 0, kGuess(0, 2) + kGuess(0, 0) * box.x, 0, kGuess(1, 1),
                          kGuess(1, 2) + kGuess(1, 1) * box.y);
  const cv::Matx23d found = align(patch, scene, guess);
  for (const cv::Vec2d& corner :
       {cv::Vec2d(0, 0), cv::Vec2d(169, 0), cv::Vec2d(0, 149), cv::Vec2d(169, 149)}) {
    const cv::Vec2d at = found * cv::Vec3d(corner[0], corner[1], 1);
    const cv::Vec2d expected = kWorn * cv::Vec3d(corner[0] + box.x, corner[1] + box.y, 1);
    EXPECT_LT(cv::norm(at - expected), 1.0) << corner;
  }
}

TEST(Correlate, is_one_under_a_change_of_contrast_and_level_and_minus_one_for_the_negative) {
  const image::LabImage picture = image::to_lab(pattern(40, 30));
  const image::Mask all = everywhere({40, 30});
  const image::LabImage faded = picture * 0.5 + cv::Scalar(20, 5, -5);
  const image::LabImage negative = picture * -1;
  EXPECT_NEAR(correlate({picture, all}, {faded, all}).value, 1, 1e-6);
  EXPECT_NEAR(correlate({picture, all}, {negative, all}).value, -1, 1e-6);
  EXPECT_EQ(correlate({picture, all}, {image::LabImage::zeros(30, 40), all}).value, 0);
}

TEST(Correlate, looks_only_where_both_count) {
  const image::LabImage picture = image::to_lab(pattern(40, 30));
  image::LabImage spoilt = picture.clone();
  spoilt(cv::Rect(0, 0, 10, 30)) = cv::Vec3f(0, 0, 0);
  const Correlation c =
      correlate({picture, everywhere({40, 30})}, {spoilt, rectangle({40, 30}, {10, 0, 30, 30})});
  EXPECT_NEAR(c.value, 1, 1e-6);
  EXPECT_DOUBLE_EQ(c.share, 0.75);
}

}  // namespace
}  // namespace drape::eval
