#pragma once

#include "base/result.h"
#include "garment/garment_model.h"
#include "person/person_model.h"

namespace drape::tryon::geometric {

/// What any garment needs: shoulders in the picture and turned to the camera. Fails with not_frontal,
/// too_small or upper_body_not_visible.
[[nodiscard]] Status require_dressable(const person::PersonModel& person);

/// All that a garment of this category needs of the person's photo: nothing else of the photo can make the
/// engine refuse. Fails as require_dressable, and with arms_hide_torso (all but lower garments), or
/// lower_body_not_visible and not_frontal (crossed legs) for lower garments.
[[nodiscard]] Status require_fit_for(const person::PersonModel& person, garment::Category category);

}  // namespace drape::tryon::geometric
