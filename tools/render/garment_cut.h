#pragma once

#include <optional>
#include <vector>

#include "render/flat_lay.h"
#include "render/render_garment.h"

namespace drape::render {

/// The points of a top on the table, right half, metres; the neck points are at height 0, x grows outwards.
struct TopLandmarks {
  cv::Point2f neck, tip, armpit, cuff;
  float front_depth = 0;
  float hem = 0;
};

/// A garment as sheets of cloth from the lowest to the uppermost.
struct GarmentCut {
  std::vector<Sheet> sheets;
  std::optional<TopLandmarks> top;
};

[[nodiscard]] GarmentCut cut_top(const GarmentSpec& spec);
[[nodiscard]] GarmentCut cut_trousers(const GarmentSpec& spec);
[[nodiscard]] GarmentCut cut_skirt(const GarmentSpec& spec);
[[nodiscard]] GarmentCut cut_dress(const GarmentSpec& spec);

enum class Weave { kKnit, kRib, kWoven, kTwill };

/// Factor on the colour from yarn too fine to be drawn.
[[nodiscard]] float yarn(Weave weave, float x, float y);

/// The fabric's colour on a flat piece of cloth. `print_y`: height of the middle of the print.
[[nodiscard]] std::function<Vec3(float, float)> fabric_colour(const Fabric& fabric, Weave weave,
                                                              float print_y = 9);

/// The sheet that carries the maker's name inside the collar, with its middle at `y`.
[[nodiscard]] Sheet maker_label(float y);

/// A stitched line `distance` to the left of `line`.
[[nodiscard]] Seam stitches(const Outline& line, float distance);

}  // namespace drape::render
