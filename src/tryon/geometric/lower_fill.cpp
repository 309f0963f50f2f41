#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "image/outline_rows.h"
#include "tryon/geometric/reveal.h"

namespace drape::tryon::geometric {
namespace {

using person::Label;

constexpr int kEnoughPixels = 500;
// Torso lengths: that the lower garment is continued upwards,
constexpr float kAboveHem = 0.30F;
// and below the waist in which hips are round.
constexpr float kHips = 0.55F;
constexpr float kJut = 0.12F;      // Torso lengths: what juts out over less height is no hip.
constexpr float kHandGap = 0.25F;  // Shoulder widths: a hand before the hips is no wider.

constexpr float kUnderGarment = 0.96F;  // Of a hanging garment's width: so far what it hides reaches.

// How far the lower garment reaches from the axis to both sides of the picture.
using Extent = std::array<float, 2>;

// What lies farther out than a gap that wide is no part of it.
Extent extent_in_row(const person::PersonModel& person, const image::Mask& lower, int row, float gap) {
  const float middle = axis_x(person, static_cast<float>(row));
  Extent extent{};
  for (const int side : kSides) {
    float& reach = extent[static_cast<std::size_t>(side)];
    for (float r = 0; r < person.torso.shoulder_width; r += 1) {
      const int x = static_cast<int>(middle + sign_of(side) * r);
      if (x < 0 || x >= lower.cols) break;
      if (lower(row, x)) reach = r;
      if (r - reach > gap) break;
    }
  }
  return extent;
}

Extent extent_at_waist(const person::PersonModel& person, const image::Mask& lower, float waist) {
  const float tl = person.torso.length;
  std::array<std::vector<float>, 2> reach;
  for (float y = waist + 0.02F * tl; y < waist + 0.08F * tl; y += 1) {
    const int row = static_cast<int>(y);
    if (row < 0 || row >= lower.rows) continue;
    const Extent extent = extent_in_row(person, lower, row, person.torso.shoulder_width);
    for (std::size_t k = 0; k < 2; ++k) reach[k].push_back(extent[k]);
  }
  const std::array<float, 2> body = torso_half_widths(person, waist);
  Extent extent{};
  for (std::size_t k = 0; k < 2; ++k) {
    if (reach[k].empty()) {
      extent[k] = body[k];
      continue;
    }
    // Hands before the hips hide the edge: then the body's own width counts.
    std::sort(reach[k].begin(), reach[k].end());
    extent[k] = std::max(reach[k][reach[k].size() / 4], 0.75F * body[k]);
  }
  return extent;
}

// The extent in each row from the waist down. Hips are round: what a sleeve hides of their outline lies on
// the concave line over what is seen of it.
std::vector<Extent> extents_below(const person::PersonModel& person, const image::Mask& lower, int first,
                                  const Extent& at_waist) {
  const int rows = std::min(static_cast<int>(kHips * person.torso.length), lower.rows - first);
  std::vector<Extent> extents(static_cast<std::size_t>(std::max(rows, 0)));
  if (extents.empty()) return extents;
  for (std::size_t i = 0; i < extents.size(); ++i)
    extents[i] =
        extent_in_row(person, lower, first + static_cast<int>(i), kHandGap * person.torso.shoulder_width);
  extents.front() = at_waist;
  const int jut = std::max(2, cvRound(kJut * person.torso.length));
  for (std::size_t k = 0; k < 2; ++k) {
    std::vector<float> line;
    for (const Extent& extent : extents) line.push_back(extent[k]);
    // Hands before the hips hide them.
    line = image::bridged(std::move(line), 0.5F * at_waist[k]);
    line = image::concave_over(image::opened(line, jut));
    for (std::size_t i = 0; i < extents.size(); ++i) extents[i][k] = line[i];
  }
  return extents;
}

// Under a garment that hangs over it nothing of the lower one shows beside the garment.
Extent under_garment(const GarmentFit& fit, float y, float middle, Extent extent) {
  const auto level = std::find_if(fit.levels.begin(), fit.levels.end() - 1,
                                  [&](const FitLevel& l) { return l.middle.y >= y; });
  extent[0] = std::min(extent[0], kUnderGarment * (middle - level->left.x));
  extent[1] = std::min(extent[1], kUnderGarment * (level->right.x - middle));
  return extent;
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
  const Extent top = extent_at_waist(in.person, lower, *hem);
  const int hips = std::clamp(static_cast<int>(*hem), first, size.height);
  const std::vector<Extent> below = extents_below(in.person, lower, hips, top);
  for (int y = first; y < size.height; ++y) {
    const float middle = axis_x(in.person, static_cast<float>(y));
    const auto row = static_cast<std::size_t>(y - hips);
    const bool is_hip = y >= hips && row < below.size();
    const bool is_hidden =
        !in.fit.tucked && (y < hips || static_cast<float>(y) < in.fit.levels.back().middle.y);
    Extent extent = is_hip ? below[row] : top;
    if (is_hidden) extent = under_garment(in.fit, static_cast<float>(y), middle, extent);
    const int from = std::clamp(static_cast<int>(middle - extent[0]), 0, size.width);
    const int to = std::clamp(static_cast<int>(middle + extent[1]), from, size.width);
    for (int x = from; x < to; ++x) {
      const float seam = in.person.waist.y[static_cast<std::size_t>(x)] - above;
      layer.alpha(y, x) = std::clamp((static_cast<float>(y) - seam) / 2 + 0.5F, 0.0F, 1.0F);
    }
  }
  layer.alpha = soften(layer.alpha, 1.5F).mul(soften(image::Mask(in.person.matte > 0.4F), 1.0F));
  return layer;
}

}  // namespace drape::tryon::geometric
