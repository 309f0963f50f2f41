#pragma once

#include <vector>

#include "person/colour_evidence.h"

namespace drape::person {

/// The boundary between upper and lower clothes in the torso's frame: t for each of `kWaistColumns` places
/// across from e = -kWaistReach to +kWaistReach.
inline constexpr int kWaistColumns = 60;
inline constexpr float kWaistReach = 0.62F;

struct WaistLine {
  std::vector<float> t;  ///< Empty when the picture shows no lower garment.
  float ambiguity = 1;   ///< 0: colours tell upper from lower; 1: they do not.

  /// t of the line at a place across; far below everything when there is no line.
  [[nodiscard]] float at(float e) const;
};

/// Dynamic programming over (t, e): colour evidence, edges, a prior; then a robust quadratic.
WaistLine find_waist_line(const WorkingPicture& picture, const BodyGeometry& body,
                          const ColourEvidence& evidence, const image::Plane& mask);

/// Rounds a path of t values over e to a quadratic, keeping at most `residual_max` of its detail.
/// `weights`: trust in each column, 0..1; `stiffness` (0..1) holds the quadratic straight and level. All of
/// the same length.
std::vector<float> smooth_waist(const std::vector<float>& path, const std::vector<float>& weights,
                                float residual_max, float stiffness);

/// Smallest t of the line near the torso's axis; far below everything when there is no line.
float highest_point(const WaistLine& waist);

/// y of the line for each column of a picture `width` pixels wide; `torso` in that picture's pixels. Beyond
/// the torso's sides the line goes on level. REQUIRES: the line is not empty.
std::vector<float> waist_by_column(const WaistLine& waist, const TorsoFrame& torso, int width);

}  // namespace drape::person
