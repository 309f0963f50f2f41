#pragma once

#include "image/image.h"

namespace drape::garment {

/// Continues the colours of the pixels with weight into those without, near ones first (push-pull over a
/// pyramid, Gortler et al. 1996). Pixels of weight 1 stay as they are. `weight` in 0..1, same size as
/// `colour`.
[[nodiscard]] cv::Mat3f bleed_colour(const cv::Mat3f& colour, const image::Plane& weight);

}  // namespace drape::garment
