// Strap tops, whose photos show the straps' rear halves beside the front ones.
#include "tryon/geometric/back_straps.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

namespace drape::tryon::geometric {
namespace {

using garment::GarmentModel;

// A body from row 120 down, straps from row 20 to it; their rear halves part from the front ones at row 40.
GarmentModel strap_top(bool with_rear) {
  GarmentModel garment;
  garment.alpha = image::Plane::zeros(400, 300);
  garment.alpha(cv::Rect(50, 120, 200, 260)).setTo(1);
  for (int y = 20; y < 120; ++y) {
    const int apart = std::max(0, (y - 40) / 4);
    for (int i = 0; i < 6; ++i) {
      garment.alpha(y, 55 + i) = garment.alpha(y, 244 - i) = 1;
      if (with_rear && (apart >= 1 || i < 4))
        garment.alpha(y, 61 + apart + i) = garment.alpha(y, 238 - apart - i) = 1;
    }
  }
  garment.box = cv::boundingRect(image::Mask(garment.alpha > 0.5F));
  garment.upper.emplace();
  garment.upper->axis_x = 149.5F;
  garment.upper->armpit = {cv::Point2f(50, 160), cv::Point2f(249, 160)};
  return garment;
}

TEST(Straps, show_only_their_front_halves) {
  const image::Plane front = front_of_straps(strap_top(true));
  for (const int y : {60, 100}) {
    const int rear = 63 + (y - 40) / 4;
    EXPECT_EQ(front(y, 57), 1) << y;
    EXPECT_EQ(front(y, 242), 1) << y;
    EXPECT_EQ(front(y, rear), 0) << y;
    EXPECT_EQ(front(y, 299 - rear), 0) << y;
  }
  EXPECT_EQ(front(30, 64), 0) << "above the place where they part";
}

TEST(Straps, keep_the_chest_whole) {
  const image::Plane front = front_of_straps(strap_top(true));
  EXPECT_EQ(cv::countNonZero(front.rowRange(121, 400) < 1), 0);
}

TEST(Straps, without_rear_halves_stay_as_they_are) {
  EXPECT_EQ(cv::countNonZero(front_of_straps(strap_top(false)) < 1), 0);
}

}  // namespace
}  // namespace drape::tryon::geometric
