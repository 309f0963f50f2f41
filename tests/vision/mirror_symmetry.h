#pragma once

#include "image/image.h"

namespace drape::vision {

/// How far the key points of the picture's person lie to the right of where its mirror image says, in
/// shoulder widths, mean of the visible ones; half of the difference. A crop that is off by half a pixel of
/// the network's input shifts all points to one side, in the mirror image too: by 1 to 2 %. The networks'
/// own noise is about half a percent for one picture. REQUIRES: a person in the picture.
[[nodiscard]] double sideways_shift(const image::Image& picture);

}  // namespace drape::vision
