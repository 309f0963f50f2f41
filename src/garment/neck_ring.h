#pragma once

#include "image/image.h"

namespace drape::garment {

/// A ring collar of the ground's own colour (white rib, white paper) is lost to the ground, and the inner
/// back of the garment with it hangs loose. Returns `garment` with such a ring filled in: a narrow band
/// around the axis, high on the garment, that parts it from a smaller piece above.
[[nodiscard]] image::Mask fill_neck_ring(const image::Mask& garment);

}  // namespace drape::garment
