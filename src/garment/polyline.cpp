#include "garment/polyline.h"

#include <algorithm>
#include <cmath>

namespace drape::garment {

std::vector<cv::Point2f> resample(const std::vector<cv::Point2f>& line, int count) {
  std::vector<float> along(line.size(), 0.F);
  for (std::size_t i = 1; i < line.size(); ++i)
    along[i] = along[i - 1] + static_cast<float>(cv::norm(line[i] - line[i - 1]));
  std::vector<cv::Point2f> points;
  std::size_t segment = 0;
  for (int k = 0; k < count; ++k) {
    const float position = along.back() * static_cast<float>(k) / static_cast<float>(count - 1);
    while (segment + 2 < line.size() && along[segment + 1] < position) ++segment;
    if (line.size() == 1) {
      points.push_back(line.front());
      continue;
    }
    const float span = along[segment + 1] - along[segment];
    const float share = span > 0 ? std::clamp((position - along[segment]) / span, 0.F, 1.F) : 0.F;
    points.push_back(line[segment] + (line[segment + 1] - line[segment]) * share);
  }
  return points;
}

}  // namespace drape::garment
