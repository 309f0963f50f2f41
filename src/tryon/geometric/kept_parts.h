#pragma once

#include "person/person_model.h"
#include "tryon/geometric/planes.h"

namespace drape::tryon::geometric {

/// Parts of the person that stay, as they look without the old garment beside them.
struct KeptParts {
  ColourPlane colour;     ///< The photo, except where `repainted`.
  image::Mask repainted;  ///< Pixels of the parts' edges that are mixed with the old garment.
};

/// Arms, hands and lower garment next to the old upper garment: the mixed pixels along the border take on the
/// part's own colours from beside them, so that the part keeps its shape and loses the old cloth's rim.
/// `to_upper`: pixels to the old upper garment.
[[nodiscard]] KeptParts cleaned_parts(const person::PersonModel& person, const PersonPlanes& planes,
                                      const image::Plane& to_upper);

}  // namespace drape::tryon::geometric
