#pragma once

#include "tryon/geometric/planes.h"
#include "tryon/wearer/worn_outline.h"

namespace drape::tryon::wearer {

/// The garment's cloth in the photo of its wearer.
struct WornCloth {
  image::Plane alpha;             ///< The garment's share of each pixel, what arms and hair cover included.
  geometric::ColourPlane colour;  ///< Free of skin, hair and ground; continued past the edge.
  float hidden_share = 0;         ///< Of the garment, 0..1: covered by arms, hands or hair and filled in.
};

/// 1 inside the torso's outline.
[[nodiscard]] image::Plane torso_region(const WornOutline& outline, cv::Size size);

/// Cuts the upper garment out of the photo. What lies over it inside its outline is replaced by cloth: near
/// its upper edge by its other half where that shows it, else by its texture carried on (patch_fill.h).
[[nodiscard]] WornCloth cut_worn_cloth(const person::PersonModel& wearer, const WornOutline& outline);

}  // namespace drape::tryon::wearer
