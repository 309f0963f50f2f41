#pragma once

#include <optional>

#include "image/image.h"

namespace drape::eval {

/// Intersection over union of two masks, 0..1 (Jaccard index). Nothing when both are empty.
/// REQUIRES: same size. Thread safe.
[[nodiscard]] std::optional<double> intersection_over_union(const image::Mask& a, const image::Mask& b);

}  // namespace drape::eval
