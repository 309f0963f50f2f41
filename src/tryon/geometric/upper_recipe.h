#pragma once

#include <span>

#include "garment/garment_model.h"
#include "tryon/geometric/dressing.h"

namespace drape::tryon::geometric {

/// Puts tops on the person, from the skin outwards. Fails with result_not_acceptable or garment_too_short
/// (the self-check). REQUIRES: garments not empty, each with `upper`.
[[nodiscard]] Status dress_upper(Dressing& dressing, std::span<const garment::GarmentModel* const> garments,
                                 StageContext& stages);

}  // namespace drape::tryon::geometric
