#pragma once

#include "base/result.h"
#include "image/image.h"
#include "vision/vision.h"

namespace drape::garment {

/// Is the garment on a person? A person is seen who fills most of `cutout` (the garment's cut-out; empty when
/// there is none: then a fair part of the picture), with a face or, where the picture is cut above the
/// shoulders, a hand. A face or figure printed on the cloth is no wearer. Fails as the networks do. Thread
/// safe.
[[nodiscard]] Result<bool> is_worn(const image::Image& picture, const image::Mask& cutout,
                                   const vision::Vision& vision);

}  // namespace drape::garment
