#include "tryon/geometric/cloth_light.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "tryon/geometric/planes.h"

namespace drape::tryon::geometric {
namespace {

using image::Plane;
using person::PersonModel;

/// A part and what is one surface with it: above the armpits torso and sleeves hang together.
Plane with_joined_cloth(const Worn& worn, std::size_t part) {
  Plane joined = worn.dressed.parts[part].alpha.clone();
  for (std::size_t k = 0; k < 2; ++k) {
    if (!worn.fit.sleeves[k] || (part != 0 && part != k + 1)) continue;
    const int rows = std::clamp(cvRound(worn.fit.armpit[k].y), 0, joined.rows);
    Plane above = joined.rowRange(0, rows);
    cv::max(above, worn.dressed.parts[part == 0 ? k + 1 : 0].alpha.rowRange(0, rows), above);
  }
  return joined;
}

/// A tucked garment's fullness shades what is just above the waistband.
void shade_above_waist(const PersonModel& person, Plane& light) {
  const float reach = 0.02F * person.torso.length;
  for (int y = 0; y < light.rows; ++y) {
    for (int x = 0; x < light.cols; ++x) {
      const float above = std::max(0.0F, person.waist.y[static_cast<std::size_t>(x)] - static_cast<float>(y));
      light(y, x) *= 1 - 0.18F * std::exp(-above / reach);
    }
  }
}

}  // namespace

Plane side_darkening(const Plane& alpha, float depth, float reach) {
  Plane distance;
  cv::distanceTransform(alpha > 0.5F, distance, cv::DIST_L2, 3);
  Plane factor;
  cv::exp(distance / -reach, factor);
  return 1 - depth * factor;
}

Plane torso_light(const PersonModel& person, const Worn& worn, const Plane& filler) {
  const float sw = person.torso.shoulder_width;
  Plane light = side_darkening(cv::max(with_joined_cloth(worn, 0), filler), 0.12F, 0.07F * sw);
  const float armpit = (worn.fit.armpit[0].y + worn.fit.armpit[1].y) / 2;
  for (int y = 0; y < light.rows; ++y) {
    const float body = 0.2F + 0.8F * smooth_step((static_cast<float>(y) - armpit + 0.15F * sw) / (0.2F * sw));
    for (int x = 0; x < light.cols; ++x) light(y, x) = 1 - (1 - light(y, x)) * body;
  }
  if (worn.fit.tucked) shade_above_waist(person, light);
  return light;
}

Plane sleeve_light(const PersonModel& person, const Worn& worn, std::size_t k) {
  const float sw = person.torso.shoulder_width;
  Plane light = side_darkening(with_joined_cloth(worn, k + 1), 0.14F, 0.05F * sw);
  const cv::Point2f tip = worn.fit.tip[k];
  for (int y = 0; y < light.rows; ++y) {
    for (int x = 0; x < light.cols; ++x) {
      const float from_tip = std::hypot(static_cast<float>(x) - tip.x, static_cast<float>(y) - tip.y);
      const float share = smooth_step((from_tip - 0.06F * sw) / (0.40F * sw));
      light(y, x) = 1 - (1 - light(y, x)) * share;
    }
  }
  return light;
}

}  // namespace drape::tryon::geometric
