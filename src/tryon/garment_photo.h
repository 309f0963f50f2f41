#pragma once

#include "base/result.h"
#include "base/stage.h"
#include "garment/garment_model.h"
#include "vision/vision.h"

namespace drape::tryon {

/// Any garment photo -> everything that the engine needs to know of the garment: laid flat or hung as
/// `garment::analyse_garment` reads it, or taken from somebody who wears it. Fails as these do.
/// Deterministic. Thread safe.
[[nodiscard]] Result<garment::GarmentModel> analyse_garment_photo(const image::Image& photo,
                                                                  const vision::Vision& vision,
                                                                  StageContext& stages);

}  // namespace drape::tryon
