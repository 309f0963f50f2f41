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
  bool studio = false;   ///< Taken on a studio's even ground: a product photo rather than a snapshot.
};

/// Separates a garment from an even ground (studio paper, wall, table, also with a gradient of light) by the
/// ground's colour, or from a busy one by what the garment network saw: `presence` (see
/// vision::Vision::see_garment), size of the picture. Without it (empty) only even grounds are attempted.
/// Fails with garment_cutout_failed when no outline can be trusted. Deterministic.
[[nodiscard]] Result<Cutout> cut_out(const image::Image& picture, const image::Plane& presence = {});

}  // namespace drape::garment
