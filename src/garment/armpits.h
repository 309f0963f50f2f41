#pragma once

#include <array>

#include "garment/silhouette.h"

namespace drape::garment {

/// Where sleeve and body part on one side. Side 0 is on the picture's left.
struct Armpit {
  cv::Point2f point;
  bool has_sleeve = false;
};

/// The armpits of a garment with sleeves, whether they hang beside the body or are spread. When one side
/// shows none (sleeve folded over), it is mirrored from the other. Both without a sleeve: `has_sleeve` is
/// false and the points are unset.
[[nodiscard]] std::array<Armpit, 2> find_sleeve_armpits(const Silhouette& shape);

}  // namespace drape::garment
