#pragma once

#include "garment/garment_model.h"
#include "image/image.h"

namespace drape::garment {

/// Draws what the analysis saw over the picture: the cut-out on a tinted ground, landmarks, sleeve edges,
/// neckline, side levels and the category as text. REQUIRES: `picture` has the model's size. Thread safe.
[[nodiscard]] image::Image draw_overlay(const image::Image& picture, const GarmentModel& model);

}  // namespace drape::garment
