#pragma once

#include <array>

#include "garment/armpits.h"
#include "garment/silhouette.h"

namespace drape::garment {

/// Shoulder tips and armpits of an upper-body garment. [0] is the picture's left.
struct Shoulders {
  std::array<cv::Point2f, 2> tip;
  std::array<cv::Point2f, 2> armpit;
  std::array<bool, 2> has_sleeve{};
};

/// With sleeves, a tip is the point of the upper outline straight above the armpit. Without, it is the upper
/// outer corner of the shoulder or strap, and the armpit is the lower end of the armhole.
[[nodiscard]] Shoulders find_shoulders(const Silhouette& shape, const std::array<Armpit, 2>& armpits);

}  // namespace drape::garment
