#pragma once

#include <array>

#include "person/colour_evidence.h"
#include "person/waist_line.h"

namespace drape::person {

/// What was seen of both arms' (legs') cover; index 0 is the person's left.
using CoverEnds = std::array<float, 2>;

/// Where sleeves end along shoulder (0), elbow (1), wrist (2): 0 sleeveless, 3 when no skin is seen. Both
/// arms are decided together: sleeves usually come in pairs.
CoverEnds find_sleeve_ends(const BodyGeometry& body, const ColourEvidence& evidence, const WaistLine& waist,
                           const image::Plane& mask);

/// Where trouser legs or a skirt end along hip (0), knee (1), ankle (2); 2.5 when no skin is seen.
CoverEnds find_leg_cover_ends(const BodyGeometry& body, const ColourEvidence& evidence,
                              const image::Plane& mask);

}  // namespace drape::person
