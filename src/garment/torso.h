#pragma once

#include <vector>

#include "garment/garment_model.h"
#include "garment/shoulders.h"
#include "garment/silhouette.h"

namespace drape::garment {

/// The body of an upper-body garment between armpits and hem.
struct Torso {
  float hem_y = 0;
  std::vector<UpperLandmarks::Level> sides;  ///< Outline from armpit to hem, top to bottom.
};

/// `body` is the garment without its sleeves.
[[nodiscard]] Torso measure_torso(const Silhouette& shape, const image::Mask& body,
                                  const Shoulders& shoulders);

}  // namespace drape::garment
