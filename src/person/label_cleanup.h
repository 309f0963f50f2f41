#pragma once

#include "person/label_solver.h"

namespace drape::person {

/// Removes what cannot be a part of one person: loose pieces, small islands inside other parts (they take the
/// majority around them), and small holes of background that `mask` (person's probability) does not believe
/// in. A true gap between arm and torso stays. `parts` holds Part values.
void clean_up(image::LabelMap& parts, const image::Plane& mask);

/// Gives every 4-connected island of `part` under `area_min` pixels to the part that surrounds most of it.
void absorb_islands(image::LabelMap& parts, Part part, int area_min);

}  // namespace drape::person
