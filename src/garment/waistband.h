#pragma once

#include <array>
#include <vector>

#include "garment/silhouette.h"

namespace drape::garment {

/// The front edge of a waistband, left corner to right corner. Where the photo shows the inner back above it,
/// the edge between the two; else the upper outline itself. `lab` and `shape` have the same size.
[[nodiscard]] std::vector<cv::Point2f> find_waistband(const image::LabImage& lab, const Silhouette& shape,
                                                      const std::array<cv::Point2f, 2>& corners);

}  // namespace drape::garment
