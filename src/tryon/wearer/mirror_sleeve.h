#pragma once

#include "garment/garment_model.h"

namespace drape::tryon::wearer {

/// Replaces the sleeve `missing` (0 or 1) by the mirror image of the other, from shoulder tip and armpit of
/// one side to those of the other. What the picture shows on that side outside `torso` goes. REQUIRES:
/// garment.upper with both sleeves.
void mirror_sleeve(garment::GarmentModel& garment, std::size_t missing, const image::Mask& torso);

}  // namespace drape::tryon::wearer
