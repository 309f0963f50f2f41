#pragma once

#include "person/background_model.h"
#include "person/body_geometry.h"
#include "person/colour_mixture.h"
#include "person/skin_model.h"

namespace drape::person {

/// What the pixels' colours say: the log likelihood of each material at each pixel. A material whose seeds
/// are too few has a flat plane.
struct ColourEvidence {
  BackgroundModel background;
  SkinColour face_skin;
  image::Plane skin, hair, upper, lower, shoes;
  std::optional<ColourMixture> hair_colours, upper_colours, lower_colours;
  /// How much better the upper garment's colours explain its seeds than the lower's seeds, both models
  /// together, natural logarithms: about 0 for one cloth, over 6 for clearly different ones.
  float separation = 0;
  /// How much better the garments' own colours explain their seeds than the background's do; small for white
  /// clothes before a white wall.
  float ground_separation = 0;
  image::Mask hanging_hair;  ///< 255 on hair over shoulders and chest that colour alone proves.
  image::Mask inside;        ///< 255 where the person is sure, edges excluded.
};

/// Where the seeds of the garments end: torso lengths under the shoulders.
struct GarmentSeeds {
  float upper_bottom = 0.62F;
  float lower_top = 1.15F;
};

/// `mask`: the person's probability, working size.
ColourEvidence gather_colour_evidence(const WorkingPicture& picture, const BodyGeometry& body,
                                      const image::Plane& mask);

/// Fits the garments' and shoes' colours again from other seeds: when the waist turned out to cross them.
void refit_garments(ColourEvidence& evidence, const WorkingPicture& picture, const BodyGeometry& body,
                    const GarmentSeeds& seeds);

/// 255 on the feet, by the key points; nothing where they lie outside the picture.
image::Mask feet_region(const BodyGeometry& body);

}  // namespace drape::person
