#pragma once

#include "tryon/geometric/fit.h"

namespace drape::tryon::geometric {

/// Where the front neckline comes to lie: its own shape below the neck points, or the old neckline where that
/// runs close by. Empty under a standing collar. REQUIRES: garment.upper; fit.neck, fit.scale.
[[nodiscard]] std::vector<FitPoint> fit_neckline(const person::PersonModel& person,
                                                 const garment::GarmentModel& garment, const GarmentFit& fit);

/// The lower edge along the old hem, where the garment ends there; else empty. REQUIRES: garment.upper;
/// fit.levels, fit.tucked.
[[nodiscard]] std::vector<FitPoint> fit_hem(const person::PersonModel& person,
                                            const garment::GarmentModel& garment, const GarmentFit& fit);

}  // namespace drape::tryon::geometric
