#pragma once

#include "garment/garment_model.h"
#include "garment/shoulders.h"
#include "garment/silhouette.h"

namespace drape::garment {

/// Landmarks of an upper-body garment. `shape` and `lab` have the same size. Deterministic.
[[nodiscard]] UpperLandmarks find_upper_landmarks(const image::LabImage& lab, const Silhouette& shape,
                                                  const Shoulders& shoulders);

}  // namespace drape::garment
