#pragma once

#include <cmath>

namespace drape::vision {

/// The logistic function: what a network says -> 0..1.
[[nodiscard]] inline float sigmoid(float value) {
  return 1.F / (1.F + std::exp(-value));
}

}  // namespace drape::vision
