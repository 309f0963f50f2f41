#pragma once

#include "person/sleeve_end.h"

namespace drape::person {

/// Soft membership (0..1) of each pixel in the zones that the key points, the waist and the sleeve ends draw.
struct BodyZones {
  image::Plane torso;
  image::Plane below_waist;
  image::Plane bare_arm;  ///< Arm beyond the sleeve's end, hands included.
  image::Plane sleeve;
  image::Plane legs;  ///< Around both legs and the hips, dressed or bare.
  image::Plane bare_legs;
  image::Plane feet;
  image::Plane face;      ///< Inside the face's outline, edge softened.
  image::Plane neck;      ///< Between jaw and collar bones.
  image::Plane neckline;  ///< The wider region where an open neckline shows skin.
};

BodyZones make_body_zones(const BodyGeometry& body, const WaistLine& waist, const CoverEnds& sleeve_ends,
                          const CoverEnds& leg_ends);

}  // namespace drape::person
