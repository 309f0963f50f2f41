#pragma once

#include "person/person_model.h"
#include "tryon/geometric/cloth.h"

namespace drape::tryon::geometric {

/// 255 on the old upper garment without slips of its labels: the `old` that the others ask for.
[[nodiscard]] image::Mask sure_old(const person::PersonModel& person);

/// Narrow gaps that the old garment did not have, between new cloth and the arms or hands in front of it or
/// enclosed by both: shares 0..1 of cloth that fills them, reaching a little under the arms. `cloth`:
/// coverage 0..1 of the new garments; `free`: 255 where cloth must not grow (neck opening, hands).
[[nodiscard]] image::Plane gaps_beside_body(const person::PersonModel& person, const image::Mask& old,
                                            const image::Plane& cloth, const image::Mask& free);

/// Corrections of the laid cloth's coverage, shares 0..1 of each pixel.
struct EdgeCorrection {
  image::Plane grown;    ///< Cloth that is added.
  image::Plane trimmed;  ///< Cloth that gives way to the background.
};

/// Where the cloth ends within two pixels of the old garment's edge against the background, the matte tells
/// its coverage: that edge is as the camera saw it. `cloth`: coverage 0..1 of the new garments.
[[nodiscard]] EdgeCorrection as_seen(const person::PersonModel& person, const image::Mask& old,
                                     const image::Plane& cloth);

/// Background that parts of the old garment enclose from both sides, narrow: between sleeve and torso.
[[nodiscard]] image::Mask old_gaps(const person::PersonModel& person, const image::Mask& old);

/// The cloth's colours mirrored at its edge, where `filler` > 0; black elsewhere. `parts`: the cloth, back to
/// front; `cloth`: coverage 0..1 of all of it.
[[nodiscard]] ColourPlane continued_cloth(const std::vector<const Layer*>& parts, const image::Plane& cloth,
                                          const image::Plane& filler);

}  // namespace drape::tryon::geometric
