#pragma once

#include "tryon/geometric/compose.h"

namespace drape::tryon::geometric {

/// What stays in sight of the clothes worn under a jacket: where its fronts leave a gap, at the neck between
/// its edges, and below its hem. Old sleeves and what sticks out beside the jacket do not. 255 there.
[[nodiscard]] image::Mask worn_under(const person::PersonModel& person, const Worn& jacket);

}  // namespace drape::tryon::geometric
