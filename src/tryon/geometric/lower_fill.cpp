#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "tryon/geometric/reveal.h"

namespace drape::tryon::geometric {
namespace {

using person::Label;

constexpr int kEnoughPixels = 500;
constexpr float kAboveHem = 0.30F;  // Torso lengths that the lower garment is continued upwards.

// How far the lower garment reaches from the axis just below the waist.
struct Extent {
  float left = 0, right = 0;
};

Extent extent_at_waist(const person::PersonModel& person, const image::Mask& lower, float waist) {
  const float tl = person.torso.length;
  std::array<std::vector<float>, 2> reach;
  for (float y = waist + 0.02F * tl; y < waist + 0.08F * tl; y += 1) {
    const int row = static_cast<int>(y);
    if (row < 0 || row >= lower.rows) continue;
    const float middle = axis_x(person, y);
    for (const int side : kSides) {
      float last = 0;
      for (float r = 0; r < person.torso.shoulder_width; r += 1) {
        const int x = static_cast<int>(middle + sign_of(side) * r);
        if (x < 0 || x >= lower.cols) break;
        if (lower(row, x)) last = r;
      }
      reach[static_cast<std::size_t>(side)].push_back(last);
    }
  }
  const std::array<float, 2> body = torso_half_widths(person, waist);
  std::array<float, 2> extent{};
  for (std::size_t k = 0; k < 2; ++k) {
    if (reach[k].empty()) {
      extent[k] = body[k];
      continue;
    }
    // Hands before the hips hide the edge: then the body's own width counts.
    std::sort(reach[k].begin(), reach[k].end());
    extent[k] = std::max(reach[k][reach[k].size() / 4], 0.75F * body[k]);
  }
  return {extent[0], extent[1]};
}

}  // namespace

Layer reveal_lower(const RevealInput& in) {
  const cv::Size size = in.person.labels.size();
  const image::Mask lower = mask_of(in.person.labels, {Label::kLowerClothes});
  Layer layer{ColourPlane::zeros(size), image::Plane::zeros(size)};
  const std::optional<float> hem = waist_y(in.person);
  if (!hem || cv::countNonZero(lower) < kEnoughPixels) return layer;
  image::Plane weight;
  eroded(lower, 4).convertTo(weight, CV_32F, 1 / 255.0);
  layer.colour = push_pull(in.planes.colour, weight);
  // Tucked in, the seam is where the lower garment ends; hanging over it, it goes on underneath.
  const float above = in.fit.tucked ? 0 : kAboveHem * in.person.torso.length;
  const float highest = *std::min_element(in.person.waist.y.begin(), in.person.waist.y.end());
  const auto first = std::max(0, static_cast<int>(highest - above) - 1);
  Extent top = extent_at_waist(in.person, lower, *hem);
  if (!in.fit.tucked) {
    // Under a garment that hangs over it nothing of it shows beside the garment.
    const FitLevel& last = in.fit.levels.back();
    top.left = std::min(top.left, 0.96F * (last.middle.x - last.left.x));
    top.right = std::min(top.right, 0.96F * (last.right.x - last.middle.x));
  }
  for (int y = first; y < size.height; ++y) {
    const float middle = axis_x(in.person, static_cast<float>(y));
    const int from = std::clamp(static_cast<int>(middle - top.left), 0, size.width);
    const int to = std::clamp(static_cast<int>(middle + top.right), from, size.width);
    for (int x = from; x < to; ++x) {
      const float seam = in.person.waist.y[static_cast<std::size_t>(x)] - above;
      layer.alpha(y, x) = std::clamp((static_cast<float>(y) - seam) / 2 + 0.5F, 0.0F, 1.0F);
    }
  }
  layer.alpha = soften(layer.alpha, 1.5F).mul(soften(image::Mask(in.person.matte > 0.4F), 1.0F));
  return layer;
}

}  // namespace drape::tryon::geometric
