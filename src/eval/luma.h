#pragma once

#include "image/image.h"

namespace drape::eval {

/// Luma of ITU-R BT.601 from the gamma-coded channels, 0..255: what SSIM is defined on.
[[nodiscard]] cv::Mat1d luma(const image::Image& image);

}  // namespace drape::eval
