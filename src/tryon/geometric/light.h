#pragma once

#include "tryon/geometric/cloth.h"
#include "tryon/geometric/erase.h"

namespace drape::tryon::geometric {

/// Broad folds and the fall of light that the old garment shows: a factor near 1 for each pixel. Prints and
/// fine wrinkles of the old garment stay out of it. 1 where the old garment was not.
[[nodiscard]] image::Plane measure_folds(const person::PersonModel& person, const PersonPlanes& planes);

}  // namespace drape::tryon::geometric
