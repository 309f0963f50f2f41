#pragma once

#include <algorithm>
#include <vector>

namespace drape::image {

/// Outlines that are given row by row: how far a shape reaches from an axis.

/// With rows that reach less than `least` (something hides the shape there) lined out between the others; the
/// nearest one's value before the first and behind the last of those. All as they are where none reaches it.
[[nodiscard]] inline std::vector<float> bridged(std::vector<float> reach, float least) {
  std::vector<std::size_t> seen;
  for (std::size_t i = 0; i < reach.size(); ++i) {
    if (reach[i] >= least) seen.push_back(i);
  }
  if (seen.empty()) return reach;
  std::fill(reach.begin(), reach.begin() + static_cast<std::ptrdiff_t>(seen.front()), reach[seen.front()]);
  std::fill(reach.begin() + static_cast<std::ptrdiff_t>(seen.back()), reach.end(), reach[seen.back()]);
  for (std::size_t s = 0; s + 1 < seen.size(); ++s) {
    const std::size_t from = seen[s], to = seen[s + 1];
    const float step = (reach[to] - reach[from]) / static_cast<float>(to - from);
    for (std::size_t i = from + 1; i < to; ++i) reach[i] = reach[from] + step * static_cast<float>(i - from);
  }
  return reach;
}

/// Without what reaches farther than its surroundings over fewer than `window` rows (a morphological opening
/// with a flat element; Serra 1982). The first and the last value go on beyond the ends. REQUIRES: window
/// >= 1.
[[nodiscard]] inline std::vector<float> opened(const std::vector<float>& reach, int window) {
  const auto count = static_cast<int>(reach.size());
  const auto at = [&](const std::vector<float>& line, int i) {
    return line[static_cast<std::size_t>(std::clamp(i, 0, count - 1))];
  };
  // eroded[i]: the least of the `window` values from row i - window + 1 on.
  std::vector<float> eroded, result;
  for (int i = 0; i < count + window - 1; ++i) {
    float least = at(reach, i);
    for (int k = 1; k < window; ++k) least = std::min(least, at(reach, i - k));
    eroded.push_back(least);
  }
  for (int i = 0; i < count; ++i)
    result.push_back(*std::max_element(eroded.begin() + i, eroded.begin() + i + window));
  return result;
}

/// The smallest concave line that lies nowhere under the values: the upper hull (Andrew's monotone chain,
/// 1979).
[[nodiscard]] inline std::vector<float> concave_over(std::vector<float> reach) {
  std::vector<std::size_t> corners;
  const auto slope = [&](std::size_t from, std::size_t to) {
    return (reach[to] - reach[from]) / static_cast<float>(to - from);
  };
  for (std::size_t i = 0; i < reach.size(); ++i) {
    while (corners.size() > 1 && slope(corners[corners.size() - 2], i) <= slope(corners.back(), i))
      corners.pop_back();
    corners.push_back(i);
  }
  for (std::size_t c = 0; c + 1 < corners.size(); ++c) {
    const float step = slope(corners[c], corners[c + 1]);
    for (std::size_t i = corners[c] + 1; i < corners[c + 1]; ++i)
      reach[i] = reach[corners[c]] + step * static_cast<float>(i - corners[c]);
  }
  return reach;
}

}  // namespace drape::image
