#include <gtest/gtest.h>

#include <numeric>
#include <opencv2/imgproc.hpp>

#include "vision/vision.h"

namespace drape::vision {
namespace {

const Vision& networks() {
  static const auto kVision = Vision::open({DRAPE_MODELS_DIR, 2});
  return **kVision;
}

/// A red tee, leaning to one side, on a wooden floor.
image::Image drawn_tee(image::Plane* alpha = nullptr) {
  image::Image picture(400, 300, cv::Vec3b(190, 150, 100));
  for (int y = 0; y < 400; y += 40) cv::line(picture, {0, y}, {299, y}, cv::Scalar(150, 110, 70), 2);
  const std::vector<cv::Point> tee = {{110, 80},  {190, 86}, {270, 150}, {240, 190}, {205, 165},
                                      {205, 330}, {95, 325}, {98, 160},  {62, 188},  {30, 145}};
  cv::fillPoly(picture, tee, cv::Scalar(190, 30, 45));
  if (alpha != nullptr) {
    *alpha = image::Plane::zeros(picture.size());
    cv::fillPoly(*alpha, tee, cv::Scalar(1));
  }
  return picture;
}

TEST(GarmentSight, sees_a_drawn_garment_where_it_is) {
  image::Plane alpha;
  const image::Image picture = drawn_tee(&alpha);
  const auto presence = networks().see_garment(picture);
  ASSERT_TRUE(presence);
  ASSERT_EQ(presence->size(), picture.size());
  const image::Mask seen = *presence > 0.5F;
  const image::Mask drawn = alpha > 0.5F;
  EXPECT_GT(cv::countNonZero(seen & drawn) / static_cast<double>(cv::countNonZero(seen | drawn)), 0.9);
}

TEST(GarmentSight, treats_left_and_right_alike) {
  const image::Image picture = drawn_tee();
  image::Image mirrored;
  cv::flip(picture, mirrored, 1);
  const auto presence = networks().see_garment(picture);
  const auto of_mirrored = networks().see_garment(mirrored);
  ASSERT_TRUE(presence && of_mirrored);
  image::Plane back;
  cv::flip(*of_mirrored, back, 1);
  EXPECT_LT(cv::norm(*presence, back, cv::NORM_INF), 1e-3);
}

TEST(GarmentCategory, of_a_drawn_tee_is_upper_and_its_shares_sum_to_one) {
  image::Plane alpha;
  const image::Image picture = drawn_tee(&alpha);
  const auto odds = networks().classify_garment(picture, alpha);
  ASSERT_TRUE(odds);
  EXPECT_NEAR(std::accumulate(odds->begin(), odds->end(), 0.F), 1.F, 1e-4F);
  EXPECT_EQ(std::max_element(odds->begin(), odds->end()) - odds->begin(), 0);
}

TEST(GarmentCategory, is_the_same_for_a_garment_that_touches_the_pictures_corner) {
  image::Plane alpha;
  const image::Image picture = drawn_tee(&alpha);
  const cv::Rect close(28, 78, 245, 255);
  const auto whole = networks().classify_garment(picture, alpha);
  const auto cropped = networks().classify_garment(picture(close).clone(), alpha(close).clone());
  ASSERT_TRUE(whole && cropped);
  for (std::size_t i = 0; i < whole->size(); ++i) EXPECT_NEAR((*whole)[i], (*cropped)[i], 0.02F);
}

}  // namespace
}  // namespace drape::vision
