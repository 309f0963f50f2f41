#pragma once

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>

namespace drape::person {

/// Calls body(y) for y in [0, rows). Rows may run on several threads: a body writes only what belongs to its
/// own row, so that the result does not depend on the number of threads.
template <typename Body>
void for_each_row(int rows, const Body& body) {
  cv::parallel_for_(cv::Range(0, rows), [&](const cv::Range& range) {
    for (int y = range.start; y < range.end; ++y) body(y);
  });
}

/// Logistic step from 0 to 1 where `value` passes 0; `softness` > 0 is its width in the unit of `value`.
inline float soft_step(float value, float softness) {
  return 1.0F / (1.0F + std::exp(-std::clamp(value / softness, -30.0F, 30.0F)));
}

/// Round structuring element of the given radius in pixels (at least 1).
cv::Mat disc(float radius);

}  // namespace drape::person
