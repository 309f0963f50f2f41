#pragma once

#include "garment/garment_model.h"

namespace drape::garment {

/// What an open jacket shows of its inside: the lining and the label between the lapels, which is another
/// colour than its front, and the back of the collar above it. 255 inside, of the picture's size; all 0 where
/// nothing of the kind is seen, as where the inside is of the front's cloth. REQUIRES: garment.upper
[[nodiscard]] image::Mask find_lining(const GarmentModel& garment);

}  // namespace drape::garment
