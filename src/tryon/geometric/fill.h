#pragma once

#include "image/image.h"

namespace drape::tryon::geometric {

/// Colours 0..255 in R, G, B with room for intermediate values.
using ColourPlane = cv::Mat3f;

/// Fills the pixels of weight 0 smoothly from those of weight 1 over a pyramid of blurs (push-pull, Gortler
/// et al. 1996). Pixels of full weight stay. Where nothing has weight the result is black.
[[nodiscard]] ColourPlane push_pull(const ColourPlane& colour, const image::Plane& weight);

/// Gaussian noise with deviation 1 that is the same for the same seed and size, softened by `sigma` pixels.
[[nodiscard]] image::Plane noise(cv::Size size, unsigned seed, float sigma);

}  // namespace drape::tryon::geometric
