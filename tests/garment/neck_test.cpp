#include "garment/neck.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

namespace drape::garment {
namespace {

// A T-shirt laid flat with a shallow neck opening between columns 160 and 240.
image::Mask t_shirt() {
  image::Mask mask = image::Mask::zeros(500, 400);
  const std::vector<cv::Point> outline{{160, 60},  {175, 72},  {225, 72},  {240, 60},  {320, 82},
                                       {380, 170}, {330, 200}, {310, 150}, {310, 450}, {90, 450},
                                       {90, 150},  {70, 200},  {20, 170},  {80, 82}};
  cv::fillPoly(mask, std::vector<std::vector<cv::Point>>{outline}, 255);
  return mask;
}

Neck neck_of(const image::Mask& mask) {
  const Silhouette shape = trace_silhouette(mask);
  return find_neck(shape, find_shoulders(shape, find_sleeve_armpits(shape)));
}

TEST(Neck, begins_where_the_shoulders_end) {
  const Neck neck = neck_of(t_shirt());
  EXPECT_NEAR(neck.base[0].x, 160, 6);
  EXPECT_NEAR(neck.base[1].x, 240, 6);
}

TEST(Neck, a_label_that_sticks_out_over_the_collar_does_not_move_it) {
  image::Mask mask = t_shirt();
  mask(cv::Rect(192, 48, 16, 26)).setTo(255);
  const Neck neck = neck_of(mask);
  EXPECT_NEAR(neck.base[0].x, 160, 6);
  EXPECT_NEAR(neck.base[1].x, 240, 6);
}

}  // namespace
}  // namespace drape::garment
