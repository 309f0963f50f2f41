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

}  // namespace drape::garment
