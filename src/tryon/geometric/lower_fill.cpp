#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "tryon/geometric/reveal.h"

namespace drape::tryon::geometric {
namespace {

using person::Label;

constexpr int kEnoughPixels = 500;
constexpr float kAboveHem = 0.30F;  // Torso lengths that the lower garment is continued upwards.

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
  for (int y = first; y < size.height; ++y) {
    const std::array<float, 2> half = torso_half_widths(in.person, static_cast<float>(y));
    const float middle = axis_x(in.person, static_cast<float>(y));
    const int from = std::clamp(static_cast<int>(middle - half[0]), 0, size.width);
    const int to = std::clamp(static_cast<int>(middle + half[1]), from, size.width);
    for (int x = from; x < to; ++x) {
      const float seam = in.person.waist.y[static_cast<std::size_t>(x)] - above;
      layer.alpha(y, x) = std::clamp((static_cast<float>(y) - seam) / 2 + 0.5F, 0.0F, 1.0F);
    }
  }
  layer.alpha = soften(layer.alpha, 1.5F).mul(soften(image::Mask(in.person.matte > 0.4F), 1.0F));
  return layer;
}

}  // namespace drape::tryon::geometric
