#pragma once

#include "person/person_model.h"
#include "tryon/geometric/worn.h"

namespace drape::tryon::geometric {

// Light on laid cloth: factors of its colours, 0..1, of the size of the person photo.

/// Cloth turns away from the light towards the sides of the body. `depth`: what is lost at its edge, 0..1;
/// `reach`: pixels over which that falls to 1/e.
[[nodiscard]] image::Plane side_darkening(const image::Plane& alpha, float depth, float reach);

/// On the garment's torso, `filler` (coverage of what closes its gaps) included; less above the armpits,
/// where the shoulders face the light.
[[nodiscard]] image::Plane torso_light(const person::PersonModel& person, const Worn& worn,
                                       const image::Plane& filler);

/// On the sleeve of side k; none at its seam, where sleeve and torso are one surface.
[[nodiscard]] image::Plane sleeve_light(const person::PersonModel& person, const Worn& worn, std::size_t k);

}  // namespace drape::tryon::geometric
