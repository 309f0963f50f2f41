#pragma once

#include <opencv2/core.hpp>
#include <vector>

namespace drape::garment {

/// `count` points at equal steps along a line. REQUIRES: line not empty, count at least 2.
[[nodiscard]] std::vector<cv::Point2f> resample(const std::vector<cv::Point2f>& line, int count);

}  // namespace drape::garment
