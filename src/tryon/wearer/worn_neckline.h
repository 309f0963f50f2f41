#pragma once

#include <array>

#include "tryon/geometric/body_shape.h"

namespace drape::tryon::wearer {

struct WornNeckline {
  geometric::Polyline line;  ///< Left neck point -> right neck point.
  float collar_height = 0;   ///< How far the cloth stands above the neck points, pixels; 0 without a collar.
};

/// The upper edge of the cloth between two neck points, against the skin of neck and chest. Where hair hides
/// it, it is that of the other side.
[[nodiscard]] WornNeckline trace_worn_neckline(const person::PersonModel& wearer,
                                               const std::array<cv::Point2f, 2>& neck);

}  // namespace drape::tryon::wearer
