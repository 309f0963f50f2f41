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

// The jacket's torso as if it were closed, continued straight down to the picture's lower edge.
Mask inside_of_sides(const PersonModel& person, const GarmentFit& fit) {
  const float inset = kInset * person.torso.shoulder_width;
  Polyline left, right;
  for (const FitLevel& level : fit.levels) {
    left.push_back(level.left + cv::Point2f(inset, 0));
    right.push_back(level.right - cv::Point2f(inset, 0));
  }
  const auto bottom = static_cast<float>(person.labels.rows);
  left.emplace_back(left.back().x, bottom);
  right.emplace_back(right.back().x, bottom);
  Polyline outline = joined(reversed(fit.shoulder[0]), fit.shoulder[1]);
  outline = joined(std::move(outline), right);
  outline = joined(std::move(outline), reversed(left));
  Mask inside = fill_outline(outline, person.labels.size()) > 0.5F;
  // Between the neck points the collar of what is worn under it may stand as high as it likes.
  const int from = std::clamp(cvRound(fit.neck[0].x), 0, inside.cols);
  const int to = std::clamp(cvRound(fit.neck[1].x), from, inside.cols);
  const int row = std::clamp(cvRound(std::max(fit.neck[0].y, fit.neck[1].y)), 0, inside.rows);
  inside(cv::Rect(from, 0, to - from, row)).setTo(255);
  return inside;
}

}  // namespace

Mask worn_under(const PersonModel& person, const Worn& jacket) {
  const Mask old = mask_of(person.labels, {Label::kUpperClothes});
  Mask covered = jacket.dressed.parts[0].alpha > kCovered;
  for (std::size_t k = 1; k < kPartCount; ++k) covered |= jacket.dressed.parts[k].alpha > kCovered;
  return old & inside_of_sides(person, jacket.fit) & ~eroded(covered, kEdge);
}

}  // namespace drape::tryon::geometric
