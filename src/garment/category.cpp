#include "garment/category.h"

#include <algorithm>
#include <cmath>

namespace drape::garment {
namespace {

/// Shoulder tip to hem over the width between the armpits. Product photos of tops reach 2.3, dresses start at
/// about 2.4: better a very long top refused than a dress laid on as a top.
constexpr float kDressLengthMin = 2.4F;

/// Product photos reach .91 or more. Of phone snapshots that were taken for tops without sleeves, those below
/// were mostly shorts, skirts, dresses, and tops whose sleeves were not found.
constexpr float kSleevelessCutoutMin = 0.90F;
/// Hems of tops without sleeves stay under .01, those of shorts begin at .04.
constexpr float kSleevelessNotchMax = 0.03F;

/// Place of "no garment" among the odds; those before it are in the order of Category.
constexpr std::size_t kNoGarment = 5;
/// Below this probability of its category a garment is refused: rather no picture than a skirt laid on as a
/// top. Of held-out snapshots (docs/garment-networks.md) four in five lie above, nine in ten of those told
/// right.
constexpr float kCategoryConfidenceMin = 0.70F;

/// Width from the first to the last garment pixel of a row, given as a share of the box height.
float span_at(const Silhouette& shape, float share) {
  const int y = shape.box.y + cvRound(share * static_cast<float>(shape.box.height - 1));
  const std::vector<Run> runs = row_runs(shape.mask, y);
  return runs.empty() ? 0.F : static_cast<float>(runs.back().last - runs.front().first + 1);
}

/// Height over the bottom, as a share, at which two legs join; 0 when the lower part is not two legs. The gap
/// of legs starts narrow; the one between two long sleeves below a hem starts as wide as the body.
float measure_leg_split(const Silhouette& shape) {
  const auto width = static_cast<float>(shape.box.width);
  const int bottom = shape.box.br().y - 1;
  float axis_gap_top = -1;
  std::vector<float> gap_widths;
  for (int y = bottom - shape.box.height / 40; y > shape.box.y + shape.box.height / 8; --y) {
    const std::vector<Run> runs = row_runs(shape.mask, y);
    float gap = 0;
    for (std::size_t i = 0; i + 1 < runs.size(); ++i) {
      const float middle = 0.5F * static_cast<float>(runs[i].last + runs[i + 1].first);
      if (std::abs(middle - shape.axis_x) < 0.16F * width) {
        gap = std::max(gap, static_cast<float>(runs[i + 1].first - runs[i].last));
      }
    }
    if (gap == 0) break;
    gap_widths.push_back(gap);
    axis_gap_top = static_cast<float>(y);
  }
  if (axis_gap_top < 0) return 0;
  const float split = (static_cast<float>(bottom) - axis_gap_top) / static_cast<float>(shape.box.height);
  const std::size_t near_top =
      gap_widths.size() - 1 -
      std::min(gap_widths.size() - 1, static_cast<std::size_t>(shape.box.height / 30));
  return gap_widths[near_top] < 0.30F * width ? split : 0.F;
}

/// Lowest pixel of the columns between two shares of the width.
float lowest(const Silhouette& shape, float from, float to) {
  const auto width = static_cast<float>(shape.box.width);
  float y = 0;
  for (float x = from * width; x < to * width; ++x)
    y = std::max(y, shape.bottom_at(static_cast<float>(shape.box.x) + x));
  return y;
}

float measure_hem_notch(const Silhouette& shape) {
  float middle = static_cast<float>(shape.box.br().y);
  const auto width = static_cast<float>(shape.box.width);
  for (float x = 0.40F * width; x < 0.60F * width; ++x)
    middle = std::min(middle, shape.bottom_at(static_cast<float>(shape.box.x) + x));
  const float ends = std::min(lowest(shape, 0.10F, 0.40F), lowest(shape, 0.60F, 0.90F));
  return std::max(0.F, (ends - middle) / static_cast<float>(shape.box.height));
}

float measure_top_flatness(const Silhouette& shape) {
  const float limit = static_cast<float>(shape.box.y) + 0.06F * static_cast<float>(shape.box.height);
  int within = 0;
  for (int x = shape.box.x; x < shape.box.br().x; ++x) {
    const int top = shape.top[static_cast<std::size_t>(x)];
    within += top >= 0 && static_cast<float>(top) < limit;
  }
  return static_cast<float>(within) / static_cast<float>(shape.box.width);
}

}  // namespace

ShapeFeatures measure_features(const Silhouette& shape, const Shoulders& shoulders) {
  ShapeFeatures features;
  const auto width = static_cast<float>(shape.box.width);
  features.aspect = static_cast<float>(shape.box.height) / width;
  features.has_sleeves = shoulders.has_sleeve[0] && shoulders.has_sleeve[1];
  features.leg_split = measure_leg_split(shape);
  features.hem_notch = measure_hem_notch(shape);
  features.top_flatness = measure_top_flatness(shape);
  features.neck_dip = (shape.top_at(shape.axis_x) - static_cast<float>(shape.box.y)) / width;
  const float tip_y = 0.5F * (shoulders.tip[0].y + shoulders.tip[1].y);
  const float chest = std::max(1.F, shoulders.armpit[1].x - shoulders.armpit[0].x);
  features.body_length = (shape.bottom_at(shape.axis_x) - tip_y) / chest;
  float waist = width;
  for (float share = 0.02F; share < 0.6F; share += 0.02F) waist = std::min(waist, span_at(shape, share));
  features.flare = span_at(shape, 0.93F) / std::max(1.F, waist);
  return features;
}

vision::GarmentOdds settle_by_length(const vision::GarmentOdds& odds, const ShapeFeatures& features) {
  vision::GarmentOdds settled = odds;
  float& upper = settled[static_cast<std::size_t>(Category::kUpper)];
  float& outer = settled[static_cast<std::size_t>(Category::kOuter)];
  float& dress = settled[static_cast<std::size_t>(Category::kDress)];
  const float tops = upper + outer;
  if (features.body_length > kDressLengthMin) {
    dress += tops;
    upper = outer = 0;
  } else if (tops > 0) {
    const float growth = (tops + dress) / tops;
    upper *= growth;
    outer *= growth;
    dress = 0;
  }
  return settled;
}

CategoryGuess likeliest_category(const vision::GarmentOdds& odds) {
  const auto best = static_cast<std::size_t>(std::max_element(odds.begin(), odds.end()) - odds.begin());
  if (best == kNoGarment) return {};
  return {static_cast<Category>(best), odds[best]};
}

bool is_clear(const vision::GarmentOdds& odds, bool studio) {
  const CategoryGuess best = likeliest_category(odds);
  const bool is_top = best.category == Category::kUpper || best.category == Category::kOuter;
  if (best.confidence == 0 || !studio || !is_top) return best.confidence > kCategoryConfidenceMin;
  return odds[static_cast<std::size_t>(Category::kUpper)] + odds[static_cast<std::size_t>(Category::kOuter)] >
         kCategoryConfidenceMin;
}

CategoryGuess guess_category(const ShapeFeatures& features) {
  if (features.leg_split > 0.10F) return {Category::kLower, std::min(1.F, 0.5F + features.leg_split)};
  if (features.has_sleeves) {
    const bool is_long = features.body_length > kDressLengthMin;
    return {is_long ? Category::kDress : Category::kUpper, 0.8F};
  }
  if (features.top_flatness > 0.55F && features.neck_dip < 0.03F && features.flare > 1.25F)
    return {Category::kSkirt, 0.6F};
  if (features.body_length > kDressLengthMin) return {Category::kDress, 0.6F};
  return {Category::kUpper, 0.7F};
}

bool is_trustworthy(const CategoryGuess& guess, const ShapeFeatures& features, float cutout_confidence) {
  if (guess.category != Category::kUpper || features.has_sleeves) return true;
  return cutout_confidence >= kSleevelessCutoutMin && features.hem_notch < kSleevelessNotchMax;
}

}  // namespace drape::garment
