#include "garment/torso.h"

#include <algorithm>
#include <array>

namespace drape::garment {
namespace {

/// Row of the hem: the median lower end of the columns around the axis, so that neither a tail nor a slit
/// rules.
float find_hem(const image::Mask& body, float axis_x, float half_width) {
  std::vector<int> ends;
  const int first = std::max(0, cvRound(axis_x - 0.6F * half_width));
  const int last = std::min(body.cols - 1, cvRound(axis_x + 0.6F * half_width));
  for (int x = first; x <= last; ++x) {
    for (int y = body.rows - 1; y >= 0; --y) {
      if (body(y, x) == 0) continue;
      ends.push_back(y);
      break;
    }
  }
  if (ends.empty()) return 0;
  const auto middle = ends.begin() + static_cast<std::ptrdiff_t>(ends.size() / 2);
  std::nth_element(ends.begin(), middle, ends.end());
  return static_cast<float>(*middle);
}

}  // namespace

Torso measure_torso(const Silhouette& shape, const image::Mask& body, const Shoulders& shoulders) {
  constexpr std::array<float, 8> kShares{0.03F, 0.12F, 0.25F, 0.40F, 0.55F, 0.70F, 0.85F, 0.97F};
  Torso torso;
  const float half_width = 0.5F * (shoulders.armpit[1].x - shoulders.armpit[0].x);
  torso.hem_y = find_hem(body, shape.axis_x, half_width);
  const float top = std::max(shoulders.armpit[0].y, shoulders.armpit[1].y);
  for (const float share : kShares) {
    const int y = cvRound(top + share * (torso.hem_y - top));
    if (y < 0 || y >= body.rows) continue;
    const std::vector<Run> runs = row_runs(body, y);
    if (runs.empty()) continue;
    torso.sides.push_back({static_cast<float>(y), static_cast<float>(runs.front().first),
                           static_cast<float>(runs.back().last)});
  }
  return torso;
}

}  // namespace drape::garment
