#pragma once

#include <array>
#include <optional>

#include "garment/garment_model.h"
#include "garment/shoulders.h"
#include "garment/silhouette.h"

namespace drape::garment {

/// The sleeves as the outline shows them, in pixels of the silhouette; none on a side without.
[[nodiscard]] std::array<std::optional<Sleeve>, 2> trace_sleeves(const Silhouette& shape,
                                                                 const Shoulders& shoulders);

/// `count` points at equal steps along a line. REQUIRES: line not empty, count at least 2.
[[nodiscard]] std::vector<cv::Point2f> resample(const std::vector<cv::Point2f>& line, int count);

}  // namespace drape::garment
