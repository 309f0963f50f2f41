#pragma once

#include <vector>

#include "person/person_model.h"
#include "tryon/geometric/fill.h"
#include "tryon/geometric/polyline.h"

namespace drape::tryon::geometric {

/// The person photo in the forms that the stages work on.
struct PersonPlanes {
  ColourPlane colour;
  image::LabImage lab;
  image::LabImage lab_calm;     ///< Lightly blurred: without the camera's noise.
  image::LabImage lab_quarter;  ///< At a quarter of the resolution.
};

[[nodiscard]] PersonPlanes make_planes(const image::Image& image);

/// Frees all but the colours: composing needs the room and nothing else.
void drop_analysed(PersonPlanes& planes);

/// dst = dst * (1 - alpha) + colour * alpha. No colours at all draw nothing.
void blend(ColourPlane& dst, const ColourPlane& colour, const image::Plane& alpha);
/// The same with one colour everywhere.
void blend(ColourPlane& dst, cv::Vec3f colour, const image::Plane& alpha);
/// dst *= factor.
void shade(ColourPlane& dst, const image::Plane& factor);

/// shown *= 1 - alpha: something has been laid over it.
void cover(image::Plane& shown, const image::Plane& alpha);

/// Gaussian blur that works on a reduced picture where sigma allows it.
[[nodiscard]] image::Plane soften(const image::Plane& plane, float sigma);
/// Mask as 0..1.
[[nodiscard]] image::Plane as_plane(const image::Mask& mask);
/// Mask as 0..1, blurred.
[[nodiscard]] image::Plane soften(const image::Mask& mask, float sigma);

/// `plane` moved down by `rows`; what enters at the top is 0.
[[nodiscard]] image::Plane moved_down(const image::Plane& plane, int rows);

/// 1 inside the closed outline, 0 outside, antialiased.
[[nodiscard]] image::Plane fill_outline(const Polyline& outline, cv::Size size);

[[nodiscard]] image::Mask dilated(const image::Mask& mask, float radius);
[[nodiscard]] image::Mask eroded(const image::Mask& mask, float radius);

}  // namespace drape::tryon::geometric
