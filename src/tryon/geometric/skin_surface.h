#pragma once

#include "tryon/geometric/reveal.h"

namespace drape::tryon::geometric {

/// The tone of skin under `factor` of the light. What returns from skin in shadow has gone through more of
/// it: blue and green lose more than red. Ratios measured on bare arms in photographs.
[[nodiscard]] cv::Vec3f shaded_skin(cv::Vec3f tone, float factor);

/// colour = shaded_skin(colour, factor) for each pixel with a factor other than 1.
void shade_skin(ColourPlane& colour, const image::Plane& factor);

/// How much brighter the picture's right side of a face is than its left, as a share of the mean. Within
/// ±.12.
[[nodiscard]] float measure_side_light(const RevealInput& input);

/// Deviation of the fine grain on visible skin, levels 0..255.
[[nodiscard]] float measure_grain(const RevealInput& input);

/// Gives invented skin the grain of the photograph and the faint unevenness of all skin.
void add_skin_texture(BareBody& body, float grain, float shoulder_width);

/// Moves invented skin to the colour of the visible skin beside it; the correction fades with the distance.
void settle_on_seen(const RevealInput& input, BareBody& body);

}  // namespace drape::tryon::geometric
