#include "tryon/geometric/fill.h"

#include <opencv2/imgproc.hpp>
#include <vector>

#include "image/rows.h"

namespace drape::tryon::geometric {
namespace {

struct Level {
  ColourPlane colour;  // Premultiplied by the weight.
  image::Plane weight;
};

std::vector<Level> push(const ColourPlane& colour, const image::Plane& weight) {
  std::vector<Level> levels(1);
  levels[0].colour.create(colour.size());
  levels[0].weight = weight;
  colour.forEach(
      [&](const cv::Vec3f& c, const int* at) { levels[0].colour(at[0], at[1]) = c * weight(at[0], at[1]); });
  while (std::min(levels.back().weight.rows, levels.back().weight.cols) > 2) {
    Level next;
    cv::pyrDown(levels.back().colour, next.colour);
    cv::pyrDown(levels.back().weight, next.weight);
    levels.push_back(std::move(next));
  }
  return levels;
}

}  // namespace

ColourPlane push_pull(const ColourPlane& colour, const image::Plane& weight) {
  CV_Assert(colour.size() == weight.size());
  const std::vector<Level> levels = push(colour, weight);
  ColourPlane filled = levels.back().colour.clone();
  for (int y = 0; y < filled.rows; ++y) {
    for (int x = 0; x < filled.cols; ++x) filled(y, x) *= 1 / std::max(levels.back().weight(y, x), 1e-4F);
  }
  for (std::size_t i = levels.size() - 1; i-- > 0;) {
    ColourPlane up;
    cv::pyrUp(filled, up, levels[i].colour.size());
    const Level& level = levels[i];
    // a / b is the colour seen at this level; a + (1 - b) * coarser is its mix with what came from below.
    image::for_each_row(up.rows, [&](int y) {
      const cv::Vec3f* a = level.colour[y];
      const float* b = level.weight[y];
      cv::Vec3f* out = up[y];
      for (int x = 0; x < up.cols; ++x) out[x] = a[x] + out[x] * (1 - std::min(b[x], 1.0F));
    });
    filled = up;
  }
  return filled;
}

image::Plane noise(cv::Size size, unsigned seed, float sigma) {
  image::Plane plane(size);
  cv::RNG random(seed);
  random.fill(plane, cv::RNG::NORMAL, 0, 1);
  if (sigma <= 0) return plane;
  cv::GaussianBlur(plane, plane, {}, sigma);
  // A Gaussian of deviation sigma divides the noise's deviation by 2 sqrt(pi) sigma.
  return plane * std::max(1.0F, 3.545F * sigma);
}

}  // namespace drape::tryon::geometric
