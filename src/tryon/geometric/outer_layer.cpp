#include "tryon/geometric/outer_layer.h"

#include <algorithm>

namespace drape::tryon::geometric {
namespace {

using image::Mask;
using image::Plane;
using person::Label;
using person::PersonModel;

constexpr float kCovered = 0.5F;
constexpr float kEdge = 2;  // Pixels of the jacket's soft edge: what lies under them has to be there.
// Shoulder widths inside the jacket's sides: a top that is looser than the jacket is tucked under it.
constexpr float kInset = 0.04F;
constexpr float kSpread =
    0.8F;  // Pixels outwards for each downwards over which it comes out again below the hem.
constexpr float kRowStep = 4;

// Of each row what lies between the jacket's first and last cloth: its closed fronts and the gap between
// them.
Mask between_fronts(const Mask& torso) {
  Mask between = Mask::zeros(torso.size());
  for (int y = 0; y < torso.rows; ++y) {
    int first = 0;
    int last = torso.cols - 1;
    while (first < torso.cols && !torso(y, first)) ++first;
    while (last > first && !torso(y, last)) --last;
    for (int x = first; x <= last && x < torso.cols; ++x) between(y, x) = 255;
  }
  return between;
}

// Below the hem: out from under the jacket's sides to the sides of the top itself. Of a dress, whose skirt
// spreads, all from the hips down.
Mask below_hem(const PersonModel& person, const GarmentFit& fit) {
  const FitLevel& hem = fit.levels.back();
  if (!person.waist.seen) {
    Mask below = Mask::zeros(person.labels.size());
    const float from = std::min(hem.middle.y, person.torso.hip_mid.y);
    below.rowRange(std::clamp(cvRound(from), 0, below.rows), below.rows).setTo(255);
    return below;
  }
  const float inset = kInset * person.torso.shoulder_width;
  Polyline left, right;
  for (float y = hem.middle.y; y < static_cast<float>(person.labels.rows); y += kRowStep) {
    const float spread = kSpread * (y - hem.middle.y) - inset;
    const float middle = axis_x(person, y);
    const std::array<float, 2> half = torso_half_widths(person, y);
    left.emplace_back(std::max(hem.left.x - spread, middle - half[0]), y);
    right.emplace_back(std::min(hem.right.x + spread, middle + half[1]), y);
  }
  const Polyline outline = joined(left, reversed(right));
  return fill_outline(outline, person.labels.size()) > 0.5F;
}

// Between the neck points the collar of what is worn under it may stand as high as it likes.
Mask above_neck(const GarmentFit& fit, cv::Size size) {
  Mask above = Mask::zeros(size);
  const int from = std::clamp(cvRound(fit.neck[0].x), 0, size.width);
  const int to = std::clamp(cvRound(fit.neck[1].x), from, size.width);
  const int row = std::clamp(cvRound(std::max(fit.neck[0].y, fit.neck[1].y)), 0, size.height);
  above(cv::Rect(from, 0, to - from, row)).setTo(255);
  return above;
}

}  // namespace

Mask worn_under(const PersonModel& person, const Worn& jacket) {
  const Mask old = mask_of(person.labels, {Label::kUpperClothes});
  const Mask torso = jacket.dressed.parts[0].alpha > kCovered;
  Mask covered = torso.clone();
  for (std::size_t k = 1; k < kPartCount; ++k) covered |= jacket.dressed.parts[k].alpha > kCovered;
  const Mask in_sight =
      between_fronts(torso) | below_hem(person, jacket.fit) | above_neck(jacket.fit, old.size());
  return old & in_sight & ~eroded(covered, kEdge);
}

}  // namespace drape::tryon::geometric
