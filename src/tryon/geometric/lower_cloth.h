#pragma once

#include "tryon/geometric/cloth.h"
#include "tryon/geometric/lower_fit.h"

namespace drape::tryon::geometric {

/// Cuts trousers into the part down to the crotch and two legs (a skirt stays whole) and pins the outline to
/// the fit's. The parts are Part::kTorso and the sleeves. REQUIRES: garment.lower.
[[nodiscard]] Cloth cut_lower_cloth(const garment::GarmentModel& garment, const LowerFit& fit);

}  // namespace drape::tryon::geometric
