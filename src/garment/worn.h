#pragma once

#include <optional>

#include "base/result.h"
#include "image/image.h"
#include "vision/vision.h"

namespace drape::garment {

/// Where a person is seen who may wear the garment (255, size of the picture): one with a face or, where the
/// picture is cut above the shoulders, a hand. It may still be a print. Nothing when there is none. Fails as
/// the networks do. Thread safe.
[[nodiscard]] Result<std::optional<image::Mask>> find_wearer(const image::Image& picture,
                                                             const vision::Vision& vision);

/// Larger than any person printed on cloth: no look at the cut-out is needed.
[[nodiscard]] bool is_surely_worn(const image::Mask& wearer);

/// The person fills most of `cutout` (the garment's cut-out; empty when there is none: then a fair part of
/// the picture). A face or figure printed on the cloth is no wearer.
[[nodiscard]] bool is_worn(const image::Mask& wearer, const image::Mask& cutout);

}  // namespace drape::garment
