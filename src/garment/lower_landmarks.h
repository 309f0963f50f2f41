#pragma once

#include <optional>

#include "garment/garment_model.h"
#include "garment/silhouette.h"

namespace drape::garment {

/// Landmarks of trousers and shorts (`category` kLower) or of a skirt (kSkirt). Nothing when the outline does
/// not show them: legs that lie over each other, one leg folded, a tangle. `lab` and `shape` have the same
/// size.
[[nodiscard]] std::optional<LowerLandmarks> find_lower_landmarks(const image::LabImage& lab,
                                                                 const Silhouette& shape, Category category);

}  // namespace drape::garment
