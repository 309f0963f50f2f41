#pragma once

#include <optional>
#include <string_view>

#include "base/result.h"
#include "base/stage.h"
#include "garment/garment_model.h"
#include "vision/vision.h"

namespace drape::garment {

/// Code of the failure when somebody wears the garment.
inline constexpr std::string_view kGarmentWorn = "garment_worn";
[[nodiscard]] Error garment_worn();

/// The picture of a garment alone -> everything that the engine needs to know of the garment. Fails with
/// garment_cutout_failed, garment_not_recognised, kGarmentWorn or garment_not_frontal.
/// A garment of an unsupported category is not a failure here. `category`: as describe_garment() takes it.
/// Deterministic. Thread safe.
[[nodiscard]] Result<GarmentModel> analyse_garment(const image::Image& image, const vision::Vision& vision,
                                                   StageContext& stages,
                                                   std::optional<Category> category = std::nullopt);

}  // namespace drape::garment
