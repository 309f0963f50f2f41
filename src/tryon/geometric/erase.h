#pragma once

#include "tryon/geometric/cloth.h"
#include "tryon/geometric/planes.h"

namespace drape::tryon::geometric {

/// What of the person photo has to go.
struct Erased {
  image::Mask hole;         ///< Old upper garment, its fringe, and the arms under the new sleeves.
  image::Mask covered_arm;  ///< Of it: bare arm that the new sleeves cover.
  image::Mask kept;         ///< Old garment that stays in sight under a jacket; empty without one.
  image::Plane to_upper;    ///< Pixels to the nearest old upper garment; 0 in it.
};

/// `fit` says how far the new sleeves reach down the arms.
[[nodiscard]] Erased find_erased(const person::PersonModel& person, const BodyShape& body,
                                 const std::vector<GarmentFit>& fits);

/// The background as it would be without the person, in the whole picture.
[[nodiscard]] ColourPlane fill_background(const person::PersonModel& person, const PersonPlanes& planes,
                                          const Erased& erased);

}  // namespace drape::tryon::geometric
