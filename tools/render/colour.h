#pragma once

#include "render/person_spec.h"
#include "render/vec.h"

namespace drape::render {

/// sRGB 0..255 to linear light 0..1 (IEC 61966-2-1).
[[nodiscard]] Vec3 linear(Colour colour);

/// Linear light to the sRGB display value, both 0..1; clamps.
[[nodiscard]] Vec3 encoded(Vec3 linear_colour);

}  // namespace drape::render
