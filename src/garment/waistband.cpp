#include "garment/waistband.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace drape::garment {
namespace {

constexpr int kColumns = 48;

// The upper outline between the corners, without belt loops and strings: a running median.
std::vector<cv::Point2f> upper_outline(const Silhouette& shape, const std::array<cv::Point2f, 2>& corners) {
  std::vector<float> tops;
  for (int i = 0; i < kColumns; ++i) {
    const float share = static_cast<float>(i) / (kColumns - 1);
    tops.push_back(shape.top_at(corners[0].x + (corners[1].x - corners[0].x) * share));
  }
  tops.front() = corners[0].y;
  tops.back() = corners[1].y;
  std::vector<cv::Point2f> line;
  constexpr int kReach = 4;
  for (int i = 0; i < kColumns; ++i) {
    const int reach = std::min({kReach, i, kColumns - 1 - i});
    std::vector<float> near(tops.begin() + i - reach, tops.begin() + i + reach + 1);
    std::nth_element(near.begin(), near.begin() + reach, near.end());
    const float share = static_cast<float>(i) / (kColumns - 1);
    line.emplace_back(corners[0].x + (corners[1].x - corners[0].x) * share,
                      near[static_cast<std::size_t>(reach)]);
  }
  return line;
}

}  // namespace

std::vector<cv::Point2f> find_waistband(const image::LabImage& lab, const Silhouette& shape,
                                        const std::array<cv::Point2f, 2>& corners) {
  (void)lab;
  return upper_outline(shape, corners);
}

}  // namespace drape::garment
