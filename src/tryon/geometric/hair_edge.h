#pragma once

#include "person/person_model.h"
#include "tryon/geometric/planes.h"

namespace drape::tryon::geometric {

/// The edge of the hair where it lies over the old upper garment: no silhouette, so the matte does not tell
/// it.
struct HairEdge {
  cv::Rect area;       ///< Of the photo, pixels; empty where no hair lies over the garment.
  ColourPlane colour;  ///< Of `area`: the hair's own colour, what old cloth is mixed into it taken out.
  image::Plane alpha;  ///< Of `area`: share of hair, 0..1; meaningful where `band`.
  image::Mask band;    ///< Of `area`: 255 within a few pixels of the border between hair and old cloth.
};

/// Each pixel of the band is taken as a mixture of the hair's colour and the old cloth's beside it (the share
/// is the projection on the line between the two, as in Chuang et al. 2001); where they are alike, the
/// softened label decides. `to_upper`: pixels to the nearest old upper garment.
[[nodiscard]] HairEdge hair_over_cloth(const person::PersonModel& person, const ColourPlane& photo,
                                       const image::Plane& to_upper);

}  // namespace drape::tryon::geometric
