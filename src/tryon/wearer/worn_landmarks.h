#pragma once

#include "garment/garment_model.h"
#include "tryon/wearer/worn_cloth.h"

namespace drape::tryon::wearer {

/// The garment as if it lay flat: turned so that the wearer's torso is upright, landmarks from the outline.
[[nodiscard]] garment::GarmentModel make_model(const person::PersonModel& wearer, const WornOutline& outline,
                                               const WornCloth& cloth);

}  // namespace drape::tryon::wearer
