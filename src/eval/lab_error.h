#pragma once

#include <optional>

#include "image/image.h"

namespace drape::eval {

/// Mean Euclidean distance in CIE L*a*b* (L 0..100; CIE 1976 colour difference) over a region. Nothing when
/// the region is empty. REQUIRES: all of the same size. Thread safe.
[[nodiscard]] std::optional<double> mean_lab_error(const image::Image& a, const image::Image& b,
                                                   const image::Mask& region);

}  // namespace drape::eval
