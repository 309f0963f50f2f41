#pragma once

#include "garment/garment_model.h"

namespace drape::tryon::geometric {

/// A copy whose pixels are `factor` times as large (0 < factor <= 1), landmarks included: a garment photo
/// much larger than the person is reduced once with a good filter instead of being sampled with gaps.
[[nodiscard]] garment::GarmentModel reduced(const garment::GarmentModel& garment, float factor);

/// A copy without a sleeve that only one side has: its cloth belongs to the torso.
[[nodiscard]] garment::GarmentModel with_even_sleeves(const garment::GarmentModel& garment);

}  // namespace drape::tryon::geometric
