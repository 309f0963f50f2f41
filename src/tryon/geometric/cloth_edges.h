#pragma once

#include "person/person_model.h"

namespace drape::tryon::geometric {

/// Corrections of the laid cloth's coverage, shares 0..1 of each pixel.
struct EdgeCorrection {
  image::Plane grown;    ///< Cloth that is added.
  image::Plane trimmed;  ///< Cloth that gives way to the background.
};

/// Background that parts of the old garment enclose from both sides, narrow: between sleeve and torso.
[[nodiscard]] image::Mask old_gaps(const person::PersonModel& person);

/// Where the new cloth ends within a few pixels of the old garment's edge against the background, it takes
/// over that edge as the matte has it, and narrow gaps that the old garment did not have (between torso and
/// sleeve or arm) are closed. `cloth`: coverage 0..1 of the new garments; `free`: 255 where cloth must not
/// grow (neck opening, hands).
[[nodiscard]] EdgeCorrection correct_edges(const person::PersonModel& person, const image::Plane& cloth,
                                           const image::Mask& free);

}  // namespace drape::tryon::geometric
