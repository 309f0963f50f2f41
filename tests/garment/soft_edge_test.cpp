#include "garment/soft_edge.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

namespace drape::garment {
namespace {

const cv::Vec3b kCloth{30, 90, 95};
const cv::Vec3b kGround{240, 240, 242};

// Cloth with a notch of ground from below up to row 50, three pixels wide there; the mask closes over its
// upper `closed` rows.
struct Notch {
  image::Image picture = image::Image(100, 100, kCloth);
  image::Mask mask = image::Mask(100, 100, static_cast<unsigned char>(255));
};

Notch notch(int closed) {
  Notch made;
  for (int y = 50; y < 100; ++y) {
    const int half = 1 + (y - 50) / 4;
    const cv::Rect row(50 - half, y, 2 * half + 1, 1);
    made.picture(row).setTo(cv::Scalar(kGround));
    if (y >= 50 + closed) made.mask(row).setTo(0);
  }
  return made;
}

double distance(cv::Vec3b a, cv::Vec3b b) {
  return cv::norm(cv::Vec3d(a) - cv::Vec3d(b));
}

// Two bright specks at the armpits of a dark T-shirt on a light ground.
TEST(SoftEdge, ground_that_the_mask_closed_over_takes_the_colour_of_the_cloth) {
  const Notch made = notch(4);
  const SoftCutout cut = soften_edge(made.picture, made.mask, image::Image(100, 100, kGround));
  for (int y = 50; y < 54; ++y) EXPECT_LT(distance(cut.colour(y, 50), kCloth), 25) << "row " << y;
}

// Compression leaves a fringe of near-white steps beside a hard edge.
TEST(SoftEdge, a_fringe_of_the_ground_is_no_cloth) {
  image::Image picture(100, 100, kGround);
  picture.colRange(0, 50).setTo(cv::Scalar(kCloth));
  image::Mask mask = image::Mask::zeros(100, 100);
  for (int y = 0; y < 100; ++y) mask(cv::Rect(0, y, 50 + (y / 20) % 4, 1)).setTo(255);
  const SoftCutout cut = soften_edge(picture, mask, image::Image(100, 100, kGround));
  for (int y = 5; y < 95; ++y) {
    EXPECT_GT(cut.alpha(y, 47), 0.9F) << "row " << y;
    EXPECT_LT(cut.alpha(y, 51), 0.1F) << "row " << y;
  }
}

TEST(SoftEdge, a_light_part_of_the_cloth_keeps_its_colour) {
  image::Image picture(100, 100, kCloth);
  picture.colRange(40, 60).setTo(cv::Scalar(235, 225, 200));
  image::Mask mask(100, 100, static_cast<unsigned char>(255));
  mask.rowRange(80, 100).setTo(0);
  picture.rowRange(80, 100).setTo(cv::Scalar(kGround));
  const SoftCutout cut = soften_edge(picture, mask, image::Image(100, 100, kGround));
  for (int y = 70; y < 80; ++y) EXPECT_LT(distance(cut.colour(y, 50), {235, 225, 200}), 12) << "row " << y;
}

}  // namespace
}  // namespace drape::garment
