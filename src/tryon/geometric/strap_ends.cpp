#include "tryon/geometric/strap_ends.h"

#include <algorithm>
#include <opencv2/core.hpp>

#include "tryon/geometric/planes.h"

namespace drape::tryon::geometric {
namespace {

using image::Mask;
using image::Plane;

constexpr float kReach = 0.09F;     // Shoulder widths around the end of a strap.
constexpr float kThickness = 1.5F;  // Pixels.

}  // namespace

float strap_end(const GarmentFit& fit, cv::Point2f at, float shoulder_width) {
  float away = 1;
  for (std::size_t k = 0; k < fit.sleeves.size(); ++k) {
    if (fit.sleeves[k]) continue;
    const auto distance = static_cast<float>(cv::norm(at - fit.tip[k]));
    away = std::min(away, smooth_step((distance / shoulder_width - kReach) / kReach));
  }
  return 1 - away;
}

Plane strap_ends(const std::vector<Worn>& worn, cv::Size size, float shoulder_width) {
  Plane ends = Plane::zeros(size);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      const cv::Point2f at(static_cast<float>(x), static_cast<float>(y));
      for (const Worn& one : worn) ends(y, x) = std::max(ends(y, x), strap_end(one.fit, at, shoulder_width));
    }
  }
  return ends;
}

Plane beyond_skin(const BareBody& bare, const Plane& ends) {
  const Mask body = (bare.trunk > 0.5F) | (bare.arm[0] > 0.5F) | (bare.arm[1] > 0.5F);
  return ends.mul(1 - soften(dilated(body, kThickness), 0.8F));
}

}  // namespace drape::tryon::geometric
