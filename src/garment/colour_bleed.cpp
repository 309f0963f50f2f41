#include "garment/colour_bleed.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace drape::garment {
namespace {

/// `colour` is premultiplied by `weight`. Returns colours of weight 1 everywhere (0 if there is no weight at
/// all).
cv::Mat3f fill_level(const cv::Mat3f& colour, const image::Plane& weight) {
  cv::Mat3f below;
  if (std::min(colour.cols, colour.rows) > 1) {
    const cv::Size half((colour.cols + 1) / 2, (colour.rows + 1) / 2);
    cv::Mat3f coarse_colour;
    image::Plane coarse_weight;
    cv::resize(colour, coarse_colour, half, 0, 0, cv::INTER_AREA);
    cv::resize(weight, coarse_weight, half, 0, 0, cv::INTER_AREA);
    // Saturating the weight lets the nearest coloured pixels rule, however few they are.
    for (int y = 0; y < half.height; ++y) {
      for (int x = 0; x < half.width; ++x) {
        const float w = coarse_weight(y, x);
        const float gain = w > 0 ? std::min(1.F / w, 4.F) : 0.F;
        coarse_weight(y, x) = w * gain;
        coarse_colour(y, x) *= gain;
      }
    }
    cv::resize(fill_level(coarse_colour, coarse_weight), below, colour.size(), 0, 0, cv::INTER_LINEAR);
  }
  cv::Mat3f filled(colour.size());
  for (int y = 0; y < colour.rows; ++y) {
    for (int x = 0; x < colour.cols; ++x) {
      const float w = weight(y, x);
      if (below.empty()) {
        filled(y, x) = w > 0 ? colour(y, x) * (1.F / w) : cv::Vec3f(0, 0, 0);
      } else {
        filled(y, x) = colour(y, x) + below(y, x) * (1.F - w);
      }
    }
  }
  return filled;
}

}  // namespace

cv::Mat3f bleed_colour(const cv::Mat3f& colour, const image::Plane& weight) {
  cv::Mat3f premultiplied(colour.size());
  for (int y = 0; y < colour.rows; ++y) {
    for (int x = 0; x < colour.cols; ++x) premultiplied(y, x) = colour(y, x) * weight(y, x);
  }
  return fill_level(premultiplied, weight);
}

}  // namespace drape::garment
