#pragma once

#include "base/result.h"
#include "base/stage.h"
#include "garment/garment_model.h"
#include "garment/hints.h"
#include "vision/vision.h"

namespace drape::tryon {

/// Any garment photo -> everything that the engine needs to know of the garment: laid flat or hung as
/// `garment::analyse_garment` reads it, or taken from somebody who wears it. Hints are believed: a photo that
/// is said to show a garment alone is not searched for a wearer, one that is said to show it worn is read so.
/// Fails as these do, and with garment::kCategoryHintWrong or garment::kPhotoTypeHintWrong when a hint cannot
/// be true. Deterministic. Thread safe.
[[nodiscard]] Result<garment::GarmentModel> analyse_garment_photo(const image::Image& photo,
                                                                  const vision::Vision& vision,
                                                                  StageContext& stages,
                                                                  const garment::Hints& hints = {});

}  // namespace drape::tryon
