#pragma once

#include "base/result.h"
#include "eval/case.h"
#include "eval/measure.h"

namespace drape::eval {

/// The photo of someone who wears the garments, with what is known of where.
struct TruthPhoto {
  image::Image image;
  std::optional<TrueLabels> labels;
  std::optional<image::Mask> worn;  ///< By the analysis of this photo.
};

/// What a scene is made of.
struct SceneInput {
  const person::PersonModel& person;
  Garments garments;
  std::optional<TrueLabels> person_labels;
  std::optional<TruthPhoto> truth;
  bool erase = false;
};

/// Fixes what is shown to the methods and where they are measured. The region is the area that is erased (or
/// would be) united with where the truth wears the garment: it depends on no method.
[[nodiscard]] Scene make_scene(const SceneInput& input);

}  // namespace drape::eval
