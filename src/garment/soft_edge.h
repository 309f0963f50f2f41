#pragma once

#include "image/image.h"

namespace drape::garment {

/// A cut-out with a soft edge and colours free of the ground.
struct SoftCutout {
  image::Plane alpha;
  image::Image colour;  ///< The garment's own colours, continued past its edge over the whole picture.
};

/// Turns a hard mask into a matte: in a band of a few pixels along the edge the garment's share of each pixel
/// is measured between the colour of the ground and that of the garment nearby; where those two are alike,
/// the guided filter (He et al. 2010) decides. `ground` is the ground's colour at each pixel.
[[nodiscard]] SoftCutout soften_edge(const image::Image& picture, const image::Mask& mask,
                                     const image::Image& ground);

}  // namespace drape::garment
