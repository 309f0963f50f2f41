#pragma once

#include "image/image.h"

namespace drape::garment {

/// How much each pixel's colour speaks for the garment (positive) or for the ground (negative): the logarithm
/// of how often the colour occurs where `presence` is high over how often where it is low. About 0 for
/// colours of both or of neither. `lab`, `presence` of one size.
[[nodiscard]] image::Plane colour_evidence(const image::LabImage& lab, const image::Plane& presence);

}  // namespace drape::garment
