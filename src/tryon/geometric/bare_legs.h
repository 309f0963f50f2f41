#pragma once

#include "tryon/geometric/cloth.h"
#include "tryon/geometric/lower_body.h"
#include "tryon/geometric/planes.h"

namespace drape::tryon::geometric {

/// Colour of the person's bare legs in this picture's light, R, G, B: of the legs where they are seen bare,
/// else of arms and hands, else of the face. `person`: the whole photo.
[[nodiscard]] cv::Vec3f measure_leg_tone(const person::PersonModel& person);

/// Both legs as they would be without any garment, from the hips to the ankles. `tone` as above.
[[nodiscard]] Layer reveal_legs(const person::PersonModel& person, const PersonPlanes& planes,
                                const LowerBody& body, cv::Vec3f tone);

}  // namespace drape::tryon::geometric
