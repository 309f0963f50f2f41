#pragma once

#include <span>

#include "image/image.h"

namespace drape::person {

/// Normalised convolution: the colour around each pixel, of the pixels with weight only. Each scale (Gaussian
/// sigma in pixels, finest first) fills where the finer ones saw too little. `weight` in 0..1; a scale is
/// trusted fully where the mean weight under its window reaches `support`. REQUIRES: same sizes, scales not
/// empty.
cv::Mat3f colour_plate(const cv::Mat3f& colour, const image::Plane& weight, std::span<const double> scales,
                       float support);

}  // namespace drape::person
