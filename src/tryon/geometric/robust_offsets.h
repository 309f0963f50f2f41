#pragma once

#include <vector>

namespace drape::tryon::geometric {

/// What was seen at one point of a line: how far the line should move there. Weight 0: nothing was seen.
struct Observation {
  float offset = 0;
  float weight = 0;
};

/// The smoothest offsets (second differences) that follow the observations; those that stray by more than
/// `tolerance` count less with every round (iteratively reweighted least squares with Cauchy weights).
[[nodiscard]] std::vector<float> robust_offsets(const std::vector<Observation>& observed, float tolerance);

}  // namespace drape::tryon::geometric
