#include "eval/identity.h"

#include <algorithm>

namespace drape::eval {

Change change_in(const image::Image& a, const image::Image& b, const image::Mask& region) {
  image::Image difference;
  cv::absdiff(a, b, difference);
  Change change;
  change.pixels = cv::countNonZero(region);
  if (change.pixels == 0) return change;
  const cv::Scalar mean = cv::mean(difference, region);
  change.mean = (mean[0] + mean[1] + mean[2]) / 3;
  for (int y = 0; y < region.rows; ++y) {
    for (int x = 0; x < region.cols; ++x) {
      if (region(y, x) == 0) continue;
      const cv::Vec3b& d = difference(y, x);
      change.largest = std::max({change.largest, int{d[0]}, int{d[1]}, int{d[2]}});
    }
  }
  return change;
}

}  // namespace drape::eval
