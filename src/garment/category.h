#pragma once

#include "garment/garment_model.h"
#include "garment/shoulders.h"
#include "garment/silhouette.h"
#include "vision/vision.h"

namespace drape::garment {

/// What the category is read from. Lengths are shares of the garment's bounding box where nothing else is
/// said.
struct ShapeFeatures {
  float aspect = 0;  ///< Height over width of the box.
  bool has_sleeves = false;
  float leg_split = 0;     ///< Height of the cut between two legs, from the bottom upwards; 0 without legs.
  float top_flatness = 0;  ///< Share of the widest row that the upper edge, within 4 % of the height, spans.
  float neck_dip = 0;      ///< Depth of the upper edge at the axis below its highest points, over the width.
  float body_length = 0;   ///< Shoulder tip to hem over the width between the armpits.
  float hem_notch =
      0;            ///< Height of the hem's middle over its lower ends on both sides: short legs have one.
  float flare = 0;  ///< Width at the hem over the width at the waist or waistband.
};

[[nodiscard]] ShapeFeatures measure_features(const Silhouette& shape, const Shoulders& shoulders);

struct CategoryGuess {
  Category category = Category::kUpper;
  float confidence = 0;  ///< 0..1
};

/// What a product photo's outline says of tops and dresses. It shows the garment as wide as it is worn, so
/// that its length over its width tells them apart; the share of the one that it rules out goes to the other.
/// (Laid flat, where a snapshot shows it, the same top is wider, and the networks tell better.)
[[nodiscard]] vision::GarmentOdds settle_by_length(const vision::GarmentOdds& odds,
                                                   const ShapeFeatures& features);

/// The likeliest category. The confidence is its share; 0 when "no garment" is likelier.
[[nodiscard]] CategoryGuess likeliest_category(const vision::GarmentOdds& odds);

/// Whether the odds are clear enough to dress somebody. Upper and outer garments are worn the same way: in a
/// product photo, whose cut-out is certain, they count together.
[[nodiscard]] bool is_clear(const vision::GarmentOdds& odds, bool studio);

/// From the shape alone, by rules.
[[nodiscard]] CategoryGuess guess_category(const ShapeFeatures& features);

/// Whether a guess may be used. A top shows itself by its sleeves; one without them is only told from shorts,
/// a skirt or a short dress by an outline that is surely the garment's own. `cutout_confidence`: 0..1.
[[nodiscard]] bool is_trustworthy(const CategoryGuess& guess, const ShapeFeatures& features,
                                  float cutout_confidence);

}  // namespace drape::garment
