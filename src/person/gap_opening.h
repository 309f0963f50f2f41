#pragma once

#include "person/colour_evidence.h"

namespace drape::person {

/// Lowers the person's probability where, on plain ground, pixels between arm and torso or between the legs
/// show the ground's colour: the networks close such gaps. Does nothing where the clothes resemble the
/// ground.
void open_gaps(image::Plane& mask, const BodyGeometry& body, const ColourEvidence& evidence);

}  // namespace drape::person
