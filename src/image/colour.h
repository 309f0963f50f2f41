#pragma once

#include "image/image.h"

namespace drape::image {

/// sRGB -> CIE L*a*b* (D65), L in 0..100. Thread safe.
[[nodiscard]] LabImage to_lab(const Image& image);

/// CIE L*a*b* -> sRGB, clipped to 0..255. Thread safe.
[[nodiscard]] Image to_rgb(const LabImage& lab);

/// Lab of one sRGB colour (0..255 each).
[[nodiscard]] cv::Vec3f to_lab(cv::Vec3b rgb);

}  // namespace drape::image
