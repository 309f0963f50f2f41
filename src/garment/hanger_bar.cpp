#include "garment/hanger_bar.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace drape::garment {
namespace {

// Shares of the garment's height, but for the width.
constexpr float kThickness = 0.03F;
constexpr float kLowest = 0.25F;    // The bar's lower edge.
constexpr float kWidthMin = 0.12F;  // Of the garment's width.
constexpr float kAspectMin = 4;     // Width over height.

/// Do both ends of the strip touch the rest of the garment, beside it and not only below?
bool is_held_at_both_ends(const image::Mask& rest, const cv::Rect& strip) {
  const cv::Rect all({}, rest.size());
  const int reach = strip.height + 2;
  const auto touches = [&](int x) {
    const cv::Rect beside = cv::Rect(x, strip.y - reach, 3, strip.height + 2 * reach) & all;
    return !beside.empty() && cv::countNonZero(rest(beside)) > 0;
  };
  return touches(strip.x - 3) && touches(strip.br().x);
}

/// Is the ground seen below and above nearly all of the strip?
bool crosses_an_opening(const image::Mask& mask, const cv::Rect& strip) {
  const cv::Rect all({}, mask.size());
  const int reach = strip.height + 2;
  const auto free = [&](int y) {
    const cv::Rect row = cv::Rect(strip.x + strip.width / 10, y, strip.width * 8 / 10, 1) & all;
    return row.empty() || cv::countNonZero(mask(row)) < row.width / 5;
  };
  return free(strip.y - reach) && free(strip.br().y + reach);
}

}  // namespace

image::Mask find_hanger_bar(const image::Mask& mask) {
  image::Mask bar = image::Mask::zeros(mask.size());
  const cv::Rect box = cv::boundingRect(mask);
  if (box.empty()) return bar;
  const auto height = static_cast<float>(box.height);
  // Only what is too thin for a vertical stretch of this length.
  const int thickness = std::max(3, cvRound(kThickness * height));
  image::Mask thick;
  cv::morphologyEx(mask, thick, cv::MORPH_OPEN, cv::Mat::ones(thickness, 1, CV_8U));
  const image::Mask thin = mask & ~thick;
  cv::Mat1i component, stats;
  cv::Mat1d centres;
  const int count = cv::connectedComponentsWithStats(thin, component, stats, centres);
  for (int i = 1; i < count; ++i) {
    const cv::Rect strip(stats(i, cv::CC_STAT_LEFT), stats(i, cv::CC_STAT_TOP), stats(i, cv::CC_STAT_WIDTH),
                         stats(i, cv::CC_STAT_HEIGHT));
    const bool high_up = static_cast<float>(strip.br().y - box.y) < kLowest * height;
    const bool long_enough = static_cast<float>(strip.width) > kWidthMin * static_cast<float>(box.width) &&
                             static_cast<float>(strip.width) > kAspectMin * static_cast<float>(strip.height);
    if (!high_up || !long_enough) continue;
    if (is_held_at_both_ends(thick, strip) && crosses_an_opening(mask, strip)) bar.setTo(255, component == i);
  }
  return bar;
}

}  // namespace drape::garment
