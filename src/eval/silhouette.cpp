#include "eval/silhouette.h"

namespace drape::eval {

std::optional<double> intersection_over_union(const image::Mask& a, const image::Mask& b) {
  const int either = cv::countNonZero(a | b);
  if (either == 0) return std::nullopt;
  return static_cast<double>(cv::countNonZero(a & b)) / either;
}

}  // namespace drape::eval
