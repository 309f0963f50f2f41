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

/// Neck, shoulders, chest and arms as they would be without any garment.
struct BareBody {
  ColourPlane colour;
  image::Plane trunk;                  ///< Alpha of neck, shoulders and chest.
  std::array<image::Plane, 2> arm;     ///< Alpha of each arm, shoulder cap included.
  std::array<image::Plane, 2> arm_at;  ///< Arc length along the arm's path where arm > 0, pixels.
  std::array<float, 2> arm_length{};   ///< Shoulder to wrist, pixels.
};
[[nodiscard]] BareBody reveal_body(const RevealInput& input);

/// The lower garment continued upwards under the hem of the old upper garment.
[[nodiscard]] Layer reveal_lower(const RevealInput& input);

}  // namespace drape::tryon::geometric
