#pragma once

#include "person/person_model.h"
#include "tryon/geometric/cloth.h"
#include "tryon/geometric/fit.h"

namespace drape::tryon::geometric {

/// Pushes laid cloth a few pixels across its outline onto the old garment's edge against the background,
/// where the two run beside each other. The cloth moves as a whole, with its soft edge and its texture: its
/// outline stays as smooth as it was, and single points of the old one (puffed seams, folds, slips of the
/// labels) are not followed. Looser garments (dresses, jackets) are only widened, never drawn in:
/// `may_shrink`. The ends of straps on bare shoulders stay where they are.
void ease_onto_old_outline(const person::PersonModel& person, const GarmentFit& fit, bool may_shrink,
                           DressedGarment& dressed);

}  // namespace drape::tryon::geometric
