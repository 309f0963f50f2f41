#pragma once

#include "person/person_model.h"
#include "tryon/geometric/planes.h"

namespace drape::tryon::geometric {

/// Makes the labels below the waist fit for dressing: bits of legs and trousers that were taken for hair,
/// face, arms, a top or a plain ground become legs or trousers again. REQUIRES: the waist is seen; `person`
/// owns its labels.
void repair_lower_labels(person::PersonModel& person, const PersonPlanes& planes);

/// Takes back cloth of the top that was found on the background beside the arms (`before`: the labels of the
/// analysis): with a top that is tucked in, nothing of it hangs there.
void drop_cloth_beside_arms(person::PersonModel& person, const image::LabelMap& before);

}  // namespace drape::tryon::geometric
