#pragma once

#include <optional>
#include <vector>

#include "base/result.h"
#include "garment/garment_model.h"
#include "person/person_model.h"
#include "tryon/engine.h"

namespace drape::tryon {

/// What a garment photo is good for.
struct GarmentVerdict {
  std::optional<garment::Category> category;  ///< None when it could not be told.
  /// Somebody wears the garment; else it is laid flat or hung. None when the photo could not be read.
  std::optional<bool> on_model;
  float category_confidence = 0;  ///< 0..1; 0 without a category.
  float cutout_quality = 0;       ///< 0..1: how surely the outline is the garment's; 0 when there is none.
  std::vector<person::Issue> issues;

  /// A garment that is valid is not refused later for a reason of its photo alone.
  [[nodiscard]] bool is_valid() const;
};

/// `analysis`: the model, or why there is none. REQUIRES: a failure is of kind kInvalidInput.
[[nodiscard]] GarmentVerdict judge_garment(const Result<const garment::GarmentModel*>& analysis,
                                           const TryOnEngine& engine);

}  // namespace drape::tryon
