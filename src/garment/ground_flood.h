#pragma once

#include "image/image.h"

namespace drape::garment {

/// The pixels that show the ground: near its colour and connected to the border of the picture. Where the
/// connection is narrow and the garment has such colours itself (a slit beside a sleeve, or a pale stripe
/// that ends at the hem?), only what cannot be told from the ground elsewhere counts. `distance` in
/// deviations (see ground_distance).
[[nodiscard]] image::Mask flood_ground(const image::Plane& distance);

/// Openings of the garment through which the ground is seen (between a sleeve and the body, in the loop of a
/// halter neck): enclosed regions that cannot be told from the ground, and are not in the middle of the cloth
/// as a print would be. `garment` is the cut-out without openings.
[[nodiscard]] image::Mask find_openings(const image::Plane& distance, const image::Mask& garment);

/// The largest region of `mask` and the regions of at least `share_min` of its area; nothing if `mask` is
/// empty.
[[nodiscard]] image::Mask keep_large_regions(const image::Mask& mask, double share_min);

}  // namespace drape::garment
