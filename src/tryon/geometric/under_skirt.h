#pragma once

#include "person/person_model.h"
#include "tryon/geometric/fit.h"

namespace drape::tryon::geometric {

/// A dress covers the hips: drawn legs that would show beside it above its hem count as old cloth from now
/// on, which is erased. `drawn`: 255 where the picture is not the photo's. `labels` are changed in place.
/// Does nothing for other garments. REQUIRES: same sizes.
void hide_hips_beside(image::LabelMap& labels, const image::Mask& drawn, const GarmentFit& fit);

/// Forearms that trousers hid, where these were taken off for a dress: they count as hidden by old cloth, so
/// that they are drawn. `labels`, `drawn`: as above. Does nothing for arms of which less than a third was
/// hidden, nor for other garments.
void uncover_forearms(image::LabelMap& labels, const image::Mask& drawn, const GarmentFit& fit,
                      const person::PersonModel& person);

}  // namespace drape::tryon::geometric
