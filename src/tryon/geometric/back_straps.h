#pragma once

#include "garment/garment_model.h"

namespace drape::tryon::geometric {

/// Share of each garment pixel that is seen from the front of a strap top: 0 on the rear halves of its narrow
/// straps, which a product photo shows hanging inside of the front ones and a wearer has on the back. 1
/// everywhere else. REQUIRES: garment.upper.
[[nodiscard]] image::Plane front_of_straps(const garment::GarmentModel& garment);

}  // namespace drape::tryon::geometric
