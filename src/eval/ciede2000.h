#pragma once

#include <opencv2/core.hpp>

namespace drape::eval {

/// CIEDE2000 difference of two colours in CIE L*a*b* (L 0..100), kL = kC = kH = 1. About 1 is just noticeable
/// side by side. Sharma, Wu, Dalal: The CIEDE2000 color-difference formula, Color Research and Application
/// 30(1), 2005.
[[nodiscard]] double ciede2000(const cv::Vec3d& a, const cv::Vec3d& b);

}  // namespace drape::eval
