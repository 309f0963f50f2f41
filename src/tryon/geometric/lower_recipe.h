#pragma once

#include "garment/garment_model.h"
#include "tryon/geometric/dressing.h"

namespace drape::tryon::geometric {

/// Puts trousers, shorts or a skirt on the person; the top that is worn stays. `top_follows`: another recipe
/// puts a new top on afterwards, so the waistband is drawn over the old one. Fails with
/// result_not_acceptable. REQUIRES: garment.lower; the person meets require_fit_for.
[[nodiscard]] Status dress_lower(Dressing& dressing, const garment::GarmentModel& garment, bool top_follows,
                                 StageContext& stages);

}  // namespace drape::tryon::geometric
