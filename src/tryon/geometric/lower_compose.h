#pragma once

#include "tryon/geometric/cloth.h"
#include "tryon/geometric/erase.h"
#include "tryon/geometric/lower_fit.h"

namespace drape::tryon::geometric {

/// Everything that the picture with a new lower garment is put together from.
struct LowerLayers {
  ColourPlane background;
  Layer legs;          ///< Bare.
  image::Plane folds;  ///< Factor of light that the old garment showed.
  DressedGarment dressed;
};

struct LowerScene {
  const person::PersonModel& person;
  const PersonPlanes& planes;
  const LowerBody& body;
  const LowerFit& fit;
  bool over_top = false;  ///< The waistband is drawn over a top that hangs over it.
};

/// The picture and who the person is in it now.
struct LowerComposed {
  ColourPlane picture;
  image::Mask touched;  ///< Where a layer was drawn.
  image::Mask cloth;    ///< Where the new garment is seen.
  image::LabelMap labels;
  image::Plane matte;
};

/// What of the photo goes: the old lower garment with its fringe, and legs beside the new one.
[[nodiscard]] Erased find_erased_lower(const LowerScene& scene, const DressedGarment& dressed);

[[nodiscard]] LowerComposed compose_lower(const LowerScene& scene, const Erased& erased,
                                          const LowerLayers& layers);

}  // namespace drape::tryon::geometric
