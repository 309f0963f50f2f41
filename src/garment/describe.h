#pragma once

#include <optional>

#include "base/result.h"
#include "base/stage.h"
#include "garment/garment_model.h"
#include "vision/vision.h"

namespace drape::garment {

/// The picture of a garment that nobody wears -> its model. Without networks (`vision` null) only an even
/// ground is cut away and the category is told by rules of shape, both less surely. `category`: what somebody
/// says that it is; it counts, unless the shape cannot be that (kCategoryHintWrong). Fails also with
/// garment_cutout_failed, garment_not_recognised, as the networks do or as `stages` says. Deterministic.
/// Thread safe.
[[nodiscard]] Result<GarmentModel> describe_garment(const image::Image& picture, StageContext& stages,
                                                    const vision::Vision* vision = nullptr,
                                                    std::optional<Category> category = std::nullopt);

}  // namespace drape::garment
