#pragma once

#include "garment/garment_model.h"
#include "tryon/geometric/mesh_warp.h"

namespace drape::tryon::geometric {

/// Share of torso and sleeves in each garment pixel. Above the armpits, where the cloth hangs together, the
/// parts overlap a little so that no gap opens between them.
[[nodiscard]] std::array<image::Plane, kPartCount> split_parts(const garment::GarmentModel& garment);

/// 1 above the front neckline and between the neck points: what is seen there is the garment's inner back.
[[nodiscard]] image::Plane neck_opening(const garment::GarmentModel& garment);

/// First row of the garment in each column; the picture's height where there is none.
[[nodiscard]] std::vector<float> top_outline(const garment::GarmentModel& garment);
/// Last row of the garment in each column; 0 where there is none.
[[nodiscard]] std::vector<float> bottom_outline(const garment::GarmentModel& garment);

/// An alpha without the outermost pixels of a cut-out, which still hold some of the ground.
[[nodiscard]] image::Plane choked(const image::Plane& alpha);
/// The same for parts that are nowhere as narrow as a strap, with an edge that runs smoothly where that of
/// the cut-out goes in steps from pixel to pixel.
[[nodiscard]] image::Plane choked_broad(const image::Plane& alpha);

}  // namespace drape::tryon::geometric
