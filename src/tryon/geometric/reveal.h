#pragma once

#include "tryon/geometric/erase.h"
#include "tryon/geometric/tone.h"

namespace drape::tryon::geometric {

/// What the stages of revealing look at.
struct RevealInput {
  const person::PersonModel& person;
  const PersonPlanes& planes;
  const BodyShape& body;
  const GarmentFit& fit;  ///< The innermost garment.
  const SkinTone& tone;
  const Erased& erased;
};

/// Bare neck and chest as they would be without any garment, down to the armpits.
[[nodiscard]] Layer reveal_chest(const RevealInput& input);

/// An arm as it would be without a sleeve.
struct Limb {
  Layer layer;
  image::Plane at;   ///< Arc length along the arm's path in each pixel, where alpha > 0.
  float length = 0;  ///< Of the path, shoulder to wrist.
};
[[nodiscard]] std::array<Limb, 2> reveal_arms(const RevealInput& input);

/// The lower garment continued upwards under the hem of the old upper garment.
[[nodiscard]] Layer reveal_lower(const RevealInput& input);

}  // namespace drape::tryon::geometric
