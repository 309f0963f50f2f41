#pragma once

#include <cstdint>
#include <vector>

#include "render/vec.h"

namespace drape::render {

/// One fold on the front of a garment: a ridge with a valley beside it that runs from `from` to `to` in the
/// front plane (x, y) and fades at both ends. Metres.
struct Fold {
  float from_x, from_y, to_x, to_y;
  float sag;    ///< Sideways bow of its middle.
  float width;  ///< Half width of the ridge.
  float height;
};

/// Height of all folds at a point of the front plane.
float fold_height(const std::vector<Fold>& folds, float x, float y);

/// Adds a fold and its mirror image with hand-made differences drawn from `seed`.
void add_pair(std::vector<Fold>& folds, const Fold& fold, std::int32_t seed);

/// Soft anisotropic wrinkles, about -1..1, with rounded crests: long across `angle` (radians from x).
struct Wrinkles {
  float angle = 0;
  float along = 4, across = 16;  ///< Frequencies, 1/m.
  float seed = 0;
};
float wrinkle_height(const Wrinkles& wrinkles, float u, float v, float depth);

}  // namespace drape::render
