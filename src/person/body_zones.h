#pragma once

#include "person/sleeve_end.h"

namespace drape::person {

/// How the person is dressed, as far as it draws zones.
struct ClothesLayout {
  WaistLine waist;
  CoverEnds sleeve_ends{};
  CoverEnds leg_ends{};
  image::Mask hanging_hair;  ///< 255 on hair that is known to hang over shoulders and chest.
};

/// Soft membership (0..1) of each pixel in the zones that the key points, the waist and the sleeve ends draw.
struct BodyZones {
  image::Plane torso;
  image::Plane below_waist;
  image::Plane bare_arm;  ///< Arm beyond the sleeve's end, hands included.
  image::Plane sleeve;
  image::Plane legs;  ///< Around both legs and the hips, dressed or bare.
  image::Plane bare_legs;
  image::Plane feet;
  image::Plane face;  ///< Inside the face's outline, edge softened.
  image::Plane neck;  ///< Between jaw and collar bones.
  image::Plane hanging_hair;
  image::Plane neckline;  ///< The wider region where an open neckline shows skin.
};

/// 255 between the jaw's corners and the collar bones.
image::Mask neck_region(const BodyGeometry& body);

BodyZones make_body_zones(const BodyGeometry& body, const ClothesLayout& layout);

}  // namespace drape::person
