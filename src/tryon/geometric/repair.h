#pragma once

#include "person/person_model.h"
#include "tryon/geometric/planes.h"

namespace drape::tryon::geometric {

/// Makes the analysis of the person fit for erasing the old garment, where every leftover pixel shows: the
/// seam between upper and lower clothes becomes one smooth line, and labels next to the old garment follow
/// the colours there. `person` owns its planes afterwards.
void repair_labels(person::PersonModel& person, const PersonPlanes& planes);

/// The seam as a smooth line across the torso: a parabola with limited slope and bend that most columns agree
/// with, then their own small deviations from it. Returns heights for all columns.
[[nodiscard]] std::vector<float> smooth_waist(const person::PersonModel& person);

}  // namespace drape::tryon::geometric
