#include "tryon/geometric/self_check.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <optional>

namespace drape::tryon::geometric {
namespace {

constexpr double kFoldedMax = 0.04;  // Share of the triangles: more is crumpled cloth.
constexpr double kFoldedDoubt = 0.01;
constexpr double kTorsoCoverMin = 0.70;
constexpr double kOpenCoverMin = 0.35;  // Of a jacket, whose fronts may hang open.
constexpr float kAboveSeam = 2;         // Pixels: the soft end of the cloth.
// Torso lengths between the new hem and the lower garment that may stay open: nothing is known of the body
// there.
constexpr float kBareMax = 0.06F;

Error not_acceptable(std::string why) {
  Error error =
      Error::invalid("result_not_acceptable",
                     "This garment could not be laid on this person well enough. Please try another photo "
                     "of the person, standing upright with the arms beside the body.");
  error.internal_text = {std::move(why)};
  return error;
}

// Share of the torso between armpits and hem that shows cloth. What a waistband hides does not count.
double torso_cover(const person::PersonModel& person, const GarmentFit& fit, const Composed& composed) {
  Polyline left, right;
  for (const FitLevel& level : fit.levels) {
    left.push_back(level.left);
    right.push_back(level.right);
  }
  image::Plane inside = fill_outline(joined(left, reversed(right)), composed.garment_alpha.size());
  if (fit.tucked) {
    for (int x = 0; x < inside.cols; ++x) {
      const float seam = person.waist.y[static_cast<std::size_t>(x)] - kAboveSeam;
      const int row = std::clamp(static_cast<int>(seam), 0, inside.rows);
      inside.col(x).rowRange(row, inside.rows).setTo(0);
    }
  }
  const double area = cv::sum(inside)[0];
  return area > 0 ? cv::sum(inside.mul(composed.garment_alpha))[0] / area : 1;
}

// Torso lengths between the hem and the seam of the lower garment; none when the seam is not seen.
float bare_below(const person::PersonModel& person, const GarmentFit& fit) {
  const std::optional<float> seam = waist_y(person);
  if (!seam || fit.levels.empty()) return 0;
  return (*seam - fit.levels.back().middle.y) / person.torso.length;
}

Error too_short() {
  return Error::invalid("garment_too_short",
                        "This garment is too short to try on with these clothes: it would not reach the "
                        "waistband. Please choose a longer one.");
}

}  // namespace

Result<std::vector<std::string>> self_check(const person::PersonModel& person, const std::vector<Worn>& worn,
                                            const Composed& composed) {
  std::vector<std::string> warnings;
  for (const Worn& w : worn) {
    const double folded = static_cast<double>(w.dressed.folded_triangles) / std::max(1, w.dressed.triangles);
    if (folded > kFoldedMax) return fail(not_acceptable("folded triangles: " + std::to_string(folded)));
    if (folded > kFoldedDoubt) warnings.emplace_back("folded_cloth");
    if (!w.fit.is_open && bare_below(person, w.fit) > kBareMax) return fail(too_short());
    const double cover = torso_cover(person, w.fit, composed);
    if (cover < (w.fit.is_open ? kOpenCoverMin : kTorsoCoverMin))
      return fail(not_acceptable("torso covered: " + std::to_string(cover)));
  }
  return warnings;
}

}  // namespace drape::tryon::geometric
