#pragma once

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>

#include "image/rows.h"

namespace drape::person {

using image::for_each_row;

/// Logistic step from 0 to 1 where `value` passes 0; `softness` > 0 is its width in the unit of `value`.
inline float soft_step(float value, float softness) {
  return 1.0F / (1.0F + std::exp(-std::clamp(value / softness, -30.0F, 30.0F)));
}

/// Round structuring element of the given radius in pixels (at least 1).
cv::Mat disc(float radius);

}  // namespace drape::person
