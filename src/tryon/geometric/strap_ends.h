#pragma once

#include <vector>

#include "tryon/geometric/reveal.h"
#include "tryon/geometric/worn.h"

namespace drape::tryon::geometric {

/// 1 where a sleeveless garment ends on the shoulder, 0 away from there, smooth between: it lies on bare skin
/// there, not where the old cloth stood off. `at` in person pixels, the shoulder width in pixels.
[[nodiscard]] float strap_end(const GarmentFit& fit, cv::Point2f at, float shoulder_width);

/// The same of all garments, as a plane of the size given.
[[nodiscard]] image::Plane strap_ends(const std::vector<Worn>& worn, cv::Size size, float shoulder_width);

/// How much of a strap's end is in the air: 0..1, 0 on the bare body and a little beyond, which is how thick
/// a strap is.
[[nodiscard]] image::Plane beyond_skin(const BareBody& bare, const image::Plane& ends);

}  // namespace drape::tryon::geometric
