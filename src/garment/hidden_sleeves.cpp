#include "garment/hidden_sleeves.h"

#include <algorithm>
#include <initializer_list>

namespace drape::garment {
namespace {

// Widths as shares of the garment's greatest width.
constexpr float kArmsMin = 0.88F;         // Beside the body hang arms,
constexpr float kArmsGrowth = 1.12F;      // and stand out below the shoulders,
constexpr float kStraightMin = 0.93F;     // or they hang straight down from them.
constexpr float kDressShoulders = 0.85F;  // A dress is as wide at its hem, but not at its shoulders.
constexpr float kHoodMax = 0.45F;
constexpr float kLongSleeve = 0.25F;
// Heights as shares of the garment's own, from its top.
constexpr float kHoodTop = 0.08F;
constexpr float kHoodBase = 0.25F;

/// Width of the run around the axis at a height; 0 where there is none.
float width_at(const Silhouette& shape, float height) {
  const int y = shape.box.y + static_cast<int>(height * static_cast<float>(shape.box.height));
  const auto run = shape.run_at(y, shape.axis_x);
  return run ? static_cast<float>(run->length()) / static_cast<float>(shape.box.width) : 0;
}

float mean_width(const Silhouette& shape, std::initializer_list<float> heights) {
  float sum = 0;
  for (const float height : heights) sum += width_at(shape, height);
  return sum / static_cast<float>(heights.size());
}

bool has_hood(const Silhouette& shape) {
  return width_at(shape, kHoodTop) > 0 && width_at(shape, kHoodBase) < kHoodMax;
}

}  // namespace

bool hides_sleeves(const Silhouette& shape, Category category) {
  const float shoulders = std::max(mean_width(shape, {0.15F, 0.25F}), 1e-3F);
  const float middle = mean_width(shape, {0.50F, 0.65F});
  const bool straight = middle >= kStraightMin && middle > shoulders;
  if (category == Category::kDress) return straight && shoulders >= kDressShoulders;
  return straight || has_hood(shape) || (middle >= kArmsMin && middle > kArmsGrowth * shoulders);
}

bool has_uneven_sleeves(const UpperLandmarks& marks, float width, float even) {
  const auto length = [&](std::size_t k) { return marks.sleeves[k] ? marks.sleeves[k]->length : 0; };
  const auto [shorter, longer] = std::minmax({length(0), length(1)});
  return longer > kLongSleeve * width && shorter < even * longer;
}

}  // namespace drape::garment
