#pragma once

#include "image/image.h"

namespace drape::eval {

/// Continues a picture smoothly into a hole, from all around it (pull-push on a Gaussian pyramid: Gortler et
/// al., The lumigraph, SIGGRAPH 1996). REQUIRES: same size, the hole is not the whole picture. Thread safe.
[[nodiscard]] image::Image filled(const image::Image& picture, const image::Mask& hole);

}  // namespace drape::eval
