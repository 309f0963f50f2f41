#pragma once

#include "garment/garment_model.h"
#include "tryon/geometric/dressing.h"

namespace drape::tryon::geometric {

/// Puts a top, a jacket or a dress on the person. A jacket goes over what is worn already; for a dress the
/// lower garment has to be off (`strip_lower`). Fails with result_not_acceptable or garment_too_short (the
/// self-check). REQUIRES: garment.upper.
[[nodiscard]] Status dress_upper(Dressing& dressing, const garment::GarmentModel& garment,
                                 StageContext& stages);

}  // namespace drape::tryon::geometric
