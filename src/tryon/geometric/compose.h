#pragma once

#include "tryon/geometric/light.h"
#include "tryon/geometric/reveal.h"
#include "tryon/geometric/worn.h"

namespace drape::tryon::geometric {

/// Everything that the picture is put together from, back to front.
struct Layers {
  ColourPlane background;
  BareBody bare;
  Layer lower;
  image::Plane folds;
};

struct Composed {
  ColourPlane picture;
  image::Mask touched;         ///< Where a layer was drawn.
  image::Plane garment_alpha;  ///< Of all garments together, as visible cloth before hands, hair and head.
  image::Mask visible_cloth;   ///< Where the picture shows it, arms, hands, hair and head considered.
};

struct ComposeInput {
  const BodyShape& body;
  PersonPlanes planes;
  Layers layers;
  const std::vector<Worn>& worn;
};

/// Takes planes and layers to itself: each is freed as soon as it is drawn.
[[nodiscard]] Composed compose(const person::PersonModel& person, const Erased& erased, ComposeInput input);

}  // namespace drape::tryon::geometric
