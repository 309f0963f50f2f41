#pragma once

#include "base/result.h"
#include "image/image.h"

namespace drape::garment {

/// A garment without its ground.
struct Cutout {
  image::Mask mask;      ///< Hard outline.
  image::Plane alpha;    ///< The garment's share of each pixel.
  image::LabImage lab;   ///< The picture, slightly smoothed.
  image::Image colour;   ///< Its colours, continued past its edge.
  float confidence = 0;  ///< 0..1: how surely the outline is the garment's.
};

/// Separates a garment from an even ground (studio paper, wall, table, also with a gradient of light) or,
/// less surely, from a busy one. Fails with garment_cutout_failed when no outline can be trusted.
/// Deterministic.
[[nodiscard]] Result<Cutout> cut_out(const image::Image& picture);

}  // namespace drape::garment
