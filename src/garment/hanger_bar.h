#pragma once

#include "image/image.h"

namespace drape::garment {

/// 255 on the bar of a hanger that crosses the neck opening of a garment: a thin strip in its upper part,
/// much wider than high, that hangs together with the garment at both of its ends and with nothing between
/// them. `mask`: the garment, 255 and 0.
[[nodiscard]] image::Mask find_hanger_bar(const image::Mask& mask);

}  // namespace drape::garment
