#pragma once

#include "image/image.h"

namespace drape::garment {

/// Separates a garment from any ground, busy ones too: what the garment network saw (`presence`, see
/// vision::Vision::see_garment; coarse, but it knows what garments look like) is drawn to the edges of the
/// picture by a graph cut (Boykov and Jolly 2001) over the colours of both sides. Loops of a hanger above the
/// garment are left out. Empty where nothing was seen. Deterministic.
[[nodiscard]] image::Mask cut_by_sight(const image::Image& picture, const image::Plane& presence);

/// How well a cut-out agrees with what the network saw: soft intersection over union, 0..1. Where the network
/// is in doubt, or the edges of the picture lead elsewhere, it is low. Of one size.
[[nodiscard]] float agreement(const image::Mask& mask, const image::Plane& presence);

}  // namespace drape::garment
