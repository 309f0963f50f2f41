#pragma once

#include "tryon/geometric/fill.h"

namespace drape::tryon::geometric {

/// Where texture is missing and where it may come from; masks of 0 and 255, same size. What is in neither is
/// not looked at.
struct PatchFillMasks {
  const image::Mask& hole;
  const image::Mask& source;
};

/// Continues the texture of `source` into `hole`: every patch of 7 x 7 pixels that touches the hole becomes
/// like one of the source, coarse pictures first (Wexler, Shechtman, Irani, "Space-time completion of video",
/// PAMI 29(3), 2007; similar patches are found as in Barnes et al., "PatchMatch", SIGGRAPH 2009). Pixels
/// outside the hole stay as they are. Texture is taken from not farther away than the hole is large. Without
/// a patch to take from, the hole stays as it is, too. The same input gives the same result; safe to call
/// from several threads.
[[nodiscard]] ColourPlane patch_fill(const ColourPlane& colour, const PatchFillMasks& masks);

}  // namespace drape::tryon::geometric
