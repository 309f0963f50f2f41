#pragma once

#include "image/image.h"

namespace drape::eval {

/// Takes slow changes of light out of a surface. Light multiplies the tristimulus values, so that it scales
/// L* + 16, a* and b* alike (the cube roots of CIE 1976); the scale at a pixel is the mean of L* + 16 over
/// the region divided by its Gaussian mean around the pixel. Prints finer than `sigma` stay; the mean
/// lightness stays. `sigma` in pixels. REQUIRES: same size, region not empty. Thread safe.
[[nodiscard]] image::LabImage without_shading(const image::LabImage& lab, const image::Mask& region,
                                              double sigma);

}  // namespace drape::eval
