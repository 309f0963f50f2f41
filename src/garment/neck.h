#pragma once

#include <array>

#include "garment/shoulders.h"
#include "garment/silhouette.h"

namespace drape::garment {

/// Where shoulders end and the neck opening or collar begins. [0] is the picture's left.
struct Neck {
  std::array<cv::Point2f, 2> base;  ///< Where the collar meets the shoulder line.
  std::array<cv::Point2f, 2> top;   ///< Where the neck opening begins: highest point of collar, rib or strap.
  float collar_height = 0;          ///< Mean of base to top, 0 without a standing collar.
};

[[nodiscard]] Neck find_neck(const Silhouette& shape, const Shoulders& shoulders);

}  // namespace drape::garment
