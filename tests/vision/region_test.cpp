#include "vision/region.h"

#include <gtest/gtest.h>

#include <cmath>
#include <opencv2/imgproc.hpp>

namespace drape::vision {
namespace {

/// A dark picture with a soft bright spot.
image::Image spot_picture(cv::Size size, cv::Point2f center, float radius) {
  image::Image picture(size);
  picture.forEach([&](cv::Vec3b& pixel, const int* at) {
    const float distance =
        std::hypot(static_cast<float>(at[1]) - center.x, static_cast<float>(at[0]) - center.y);
    pixel =
        cv::Vec3b::all(cv::saturate_cast<uchar>(255 * std::exp(-0.5F * std::pow(distance / radius, 2.F))));
  });
  return picture;
}

/// Centre of gravity in continuous coordinates, where the left edge of the first pixel is 0.
cv::Point2f spot_in(const cv::Mat3f& crop) {
  cv::Mat1f values;
  cv::extractChannel(crop, values, 0);
  const cv::Moments moments = cv::moments(values);
  return {static_cast<float>(moments.m10 / moments.m00 + 0.5),
          static_cast<float>(moments.m01 / moments.m00 + 0.5)};
}

TEST(Crop, of_the_whole_picture_at_its_own_size_is_the_picture) {
  image::Image picture(40, 40);
  cv::randu(picture, 0, 256);
  cv::Mat3b same;
  Crop(whole_picture(picture.size()), 40).take(picture, Outside::kBlack).convertTo(same, CV_8U);
  EXPECT_EQ(cv::norm(picture, same, cv::NORM_INF), 0);
}

TEST(Crop, of_a_mirrored_picture_is_the_mirrored_crop) {
  image::Image picture(301, 222);
  cv::randu(picture, 0, 256);
  cv::GaussianBlur(picture, picture, {}, 3);
  image::Image mirrored;
  cv::flip(picture, mirrored, 1);
  const Region region = {{90.25F, 140.5F}, 170, 0.3F};
  const Region mirrored_region = {{221 - 90.25F, 140.5F}, 170, -0.3F};
  cv::Mat3f crop = Crop(region, 96).take(picture, Outside::kBlack);
  cv::flip(crop, crop, 1);
  const cv::Mat3f other = Crop(mirrored_region, 96).take(mirrored, Outside::kBlack);
  // Bilinear weights have a resolution of 1/32, so the two may differ by a little.
  EXPECT_LT(cv::norm(crop, other, cv::NORM_L1) / static_cast<double>(3 * crop.total()), 0.6);
}

struct Geometry {
  float size;
  float angle;
};
class CropGeometry : public testing::TestWithParam<Geometry> {};

TEST_P(CropGeometry, leads_from_the_network_back_to_the_same_place) {
  const cv::Point2f spot{331.4F, 262.7F};
  const image::Image picture = spot_picture({700, 500}, spot, std::max(4.F, GetParam().size / 40));
  const Crop crop({{300, 280}, GetParam().size, GetParam().angle}, 100);
  const cv::Point2f found = crop.to_picture(spot_in(crop.take(picture, Outside::kBlack)));
  EXPECT_NEAR(found.x, spot.x, 0.06F * std::max(crop.scale(), 1.F));
  EXPECT_NEAR(found.y, spot.y, 0.06F * std::max(crop.scale(), 1.F));
}

TEST_P(CropGeometry, lays_a_plane_back_where_it_was_taken) {
  const cv::Point2f spot{331.4F, 262.7F};
  const image::Image picture = spot_picture({700, 500}, spot, std::max(4.F, GetParam().size / 40));
  const Crop crop({{300, 280}, GetParam().size, GetParam().angle}, 100);
  cv::Mat1f plane;
  cv::extractChannel(crop.take(picture, Outside::kBlack), plane, 0);
  const cv::Mat1f back = crop.lay_back(plane, picture.size(), 0);
  const cv::Moments moments = cv::moments(back);
  EXPECT_NEAR(moments.m10 / moments.m00, spot.x, 0.1 * std::max(crop.scale(), 1.F));
  EXPECT_NEAR(moments.m01 / moments.m00, spot.y, 0.1 * std::max(crop.scale(), 1.F));
}

INSTANTIATE_TEST_SUITE_P(SizesAndTurns, CropGeometry,
                         testing::Values(Geometry{100, 0}, Geometry{120, 0.7F}, Geometry{170, -1.2F},
                                         Geometry{330, 0.4F}, Geometry{460, 3.F}));

TEST(Crop, outside_of_the_picture_is_black_or_repeats_the_edge) {
  const image::Image white(50, 50, cv::Vec3b::all(255));
  const Crop crop({{-200, 25}, 60, 0}, 32);
  EXPECT_EQ(cv::norm(crop.take(white, Outside::kBlack), cv::NORM_INF), 0);
  EXPECT_EQ(cv::sum(crop.take(white, Outside::kRepeatEdge))[0], 32 * 32 * 255);
}

TEST(Crop, scales_down_without_aliasing) {
  image::Image stripes(800, 800);
  stripes.forEach([](cv::Vec3b& pixel, const int* at) { pixel = cv::Vec3b::all(at[1] % 2 == 0 ? 0 : 255); });
  const cv::Mat3f crop = Crop(whole_picture(stripes.size()), 96).take(stripes, Outside::kBlack);
  EXPECT_LT(cv::norm(crop, cv::Mat3f(96, 96, cv::Vec3f::all(127.5F)), cv::NORM_INF), 1);
}

}  // namespace
}  // namespace drape::vision
