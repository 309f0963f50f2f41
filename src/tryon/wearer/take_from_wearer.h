#pragma once

#include "base/result.h"
#include "base/stage.h"
#include "garment/garment_model.h"
#include "vision/vision.h"

namespace drape::tryon::wearer {

/// The photo of somebody wearing a garment -> the garment, as if it were photographed alone. Meant is the
/// upper garment. Fails with a code of the person analysis (no_person, ...), with not_frontal, or with
/// garment_hidden when arms, hands, hair or the frame cover too much of it. Deterministic. Thread safe.
[[nodiscard]] Result<garment::GarmentModel> take_from_wearer(const image::Image& photo,
                                                             const vision::Vision& vision,
                                                             StageContext& stages);

}  // namespace drape::tryon::wearer
