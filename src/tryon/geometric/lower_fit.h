#pragma once

#include <array>

#include "garment/garment_model.h"
#include "tryon/geometric/lower_body.h"

namespace drape::tryon::geometric {

/// The wanted outline of a lower garment on the person; each line has as many points as the garment's own.
struct LowerFit {
  float across = 1;  ///< Person pixels for each garment pixel, across and
  float down = 1;    ///< along.
  float waist_y = 0;
  float crotch_y = 0;             ///< Of trousers and shorts.
  std::array<float, 2> hem_y{};   ///< By side.
  bool full_length = false;       ///< Reaches the feet.
  Polyline waistband;             ///< Left -> right.
  std::array<Polyline, 2> side;   ///< Waist -> hem, away from the other leg.
  std::array<Polyline, 2> inner;  ///< Crotch -> hem; empty for a skirt.
  Polyline hem;                   ///< Of a skirt, left -> right.
};

/// Where the garment goes. `over_top`: nothing of a top hangs over its waistband. REQUIRES: garment.lower.
[[nodiscard]] LowerFit fit_lower(const person::PersonModel& person, const LowerBody& body,
                                 const garment::GarmentModel& garment, bool over_top);

}  // namespace drape::tryon::geometric
