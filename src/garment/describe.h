#pragma once

#include "base/result.h"
#include "base/stage.h"
#include "garment/garment_model.h"

namespace drape::garment {

/// The part of `analyse_garment` that needs no network: the picture of a garment that nobody wears -> its
/// model. Fails with garment_cutout_failed, garment_not_recognised or as `stages` says. Deterministic. Thread
/// safe.
[[nodiscard]] Result<GarmentModel> describe_garment(const image::Image& picture, StageContext& stages);

}  // namespace drape::garment
