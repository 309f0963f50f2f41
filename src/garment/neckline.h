#pragma once

#include <vector>

#include "garment/neck.h"
#include "garment/silhouette.h"

namespace drape::garment {

/// The edge of the neck opening that lies in front, left to right between the two neck points. What the
/// picture shows between it and the upper outline is the inner back of the garment. Where no inner back is
/// seen (a turtleneck, a strap top) it is the upper outline itself. `lab` and `shape` have the same size.
[[nodiscard]] std::vector<cv::Point2f> find_front_neckline(const image::LabImage& lab,
                                                           const Silhouette& shape, const Neck& neck);

}  // namespace drape::garment
