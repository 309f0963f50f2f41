#pragma once

#include "tryon/geometric/reveal.h"

namespace drape::tryon::geometric {

/// Colours of neck, shoulders and chest in the tone of the person's skin: shadow under the chin, round neck,
/// collarbones and breastbone, faint, where a body of these measures has them. The whole picture is filled.
[[nodiscard]] ColourPlane trunk_colour(const RevealInput& input);

}  // namespace drape::tryon::geometric
