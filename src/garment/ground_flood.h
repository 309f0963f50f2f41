#pragma once

#include "image/image.h"

namespace drape::garment {

/// Which pixels of a plain-ground photograph show the ground.
struct FloodOptions {
  float near_distance = 4.5F;  ///< In deviations: what is nearer may be ground.
  /// Half width (pixels) of the narrowest channel through which the ground is followed inwards. 0 follows it
  /// everywhere, as between a sleeve and the body; more keeps it out of stripes that have the ground's
  /// colour.
  int channel_radius = 0;
};

/// The pixels near the ground's colour that are connected to the border of the picture.
[[nodiscard]] image::Mask flood_ground(const image::Plane& distance, const FloodOptions& options);

/// Openings of the garment through which the ground is seen (between a sleeve and the body, in the loop of a
/// halter neck): enclosed regions that cannot be told from the ground, and are not in the middle of the cloth
/// as a print would be. `garment` is the cut-out without openings.
[[nodiscard]] image::Mask find_openings(const image::Plane& distance, const image::Mask& garment);

/// The largest region of `mask` and the regions of at least `share_min` of its area; nothing if `mask` is
/// empty.
[[nodiscard]] image::Mask keep_large_regions(const image::Mask& mask, double share_min);

}  // namespace drape::garment
