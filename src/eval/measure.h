#pragma once

#include <optional>

#include "eval/figure.h"
#include "eval/identity.h"
#include "eval/true_labels.h"
#include "eval/worn_area.h"

namespace drape::eval {

/// What all methods of a case are measured against. All pictures have the size of the person's photo.
struct Scene {
  const person::PersonModel& person;  ///< As it was photographed.
  person::PersonModel given;          ///< What the methods get: the same, or with the garment erased.
  image::Mask erased;                 ///< Where it was erased; empty when it was not.
  Garments garments;
  std::optional<image::Image> truth;
  image::Mask region;                       ///< Where the region figures look; empty without a truth.
  std::optional<image::Mask> true_garment;  ///< By hand-made labels.
};

/// What one method made of it.
struct Outcome {
  image::Image picture;
  image::Mask garment;  ///< 255 where it shows the garment; empty when unknown.
};

/// Likeness to the truth, silhouette, colour and print: what can be measured of any method. Colour and print
/// only of a single garment, because of several it is not known which pixel shows which.
[[nodiscard]] Figures measure_picture(const Scene& scene, const Outcome& outcome);

/// How well the person was left alone.
struct Identity {
  Change outside;                              ///< Outside the declared mask.
  Change face, hair, hands, background;        ///< Each outside the declared mask.
  Change whole_face, whole_hair, whole_hands;  ///< The declared mask included.
};

[[nodiscard]] Identity measure_identity(const Scene& scene, const image::Image& picture,
                                        const image::Mask& changed);

/// Its summary as figures. A part that the photo does not show has none.
[[nodiscard]] Figures figures_of(const Identity& identity);

/// The analysis's labels against hand-made ones, by class. A class that neither has is left out.
[[nodiscard]] Figures measure_labels(const person::PersonModel& person, const TrueLabels& truth);

}  // namespace drape::eval
