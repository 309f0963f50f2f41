#pragma once

#include <optional>

#include "image/image.h"

namespace drape::eval {

/// A surface in a picture.
struct Surface {
  const image::Image& picture;
  const image::Mask& mask;
};

/// How far the colours of a worn garment are from those of its photo, in units of CIEDE2000: the earth
/// mover's distance of their palettes after shading is taken out and a margin along the edges left away. 0 is
/// equal; about 2 is seen side by side; 10 is another colour. Nothing when one of the surfaces is too small
/// to tell. Deterministic.
[[nodiscard]] std::optional<double> colour_difference(const Surface& photo, const Surface& worn);

}  // namespace drape::eval
