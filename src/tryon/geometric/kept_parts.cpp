#include "tryon/geometric/kept_parts.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "tryon/geometric/body_shape.h"

namespace drape::tryon::geometric {
namespace {

using image::Mask;
using person::Label;

constexpr float kMixedPixels = 2.5F;  // Width of the edge between the old garment and a part.
constexpr int kReach = 6;          // Pixels around a mixed one where the part's own colours are looked for.
constexpr float kNearness = 2.5F;  // Deviation of their weights, pixels.

// Weighted mean of the part's sure pixels around `at`; nothing when there are none.
bool own_colour(const ColourPlane& colour, const Mask& sure, cv::Point at, cv::Vec3f& out) {
  const cv::Rect around =
      cv::Rect(at.x - kReach, at.y - kReach, 2 * kReach + 1, 2 * kReach + 1) & cv::Rect({}, sure.size());
  cv::Vec3f sum(0, 0, 0);
  float total = 0;
  for (int y = around.y; y < around.y + around.height; ++y) {
    for (int x = around.x; x < around.x + around.width; ++x) {
      if (!sure(y, x)) continue;
      const auto square = static_cast<float>((x - at.x) * (x - at.x) + (y - at.y) * (y - at.y));
      const float weight = std::exp(-0.5F * square / (kNearness * kNearness));
      sum += colour(y, x) * weight;
      total += weight;
    }
  }
  if (total <= 0) return false;
  out = sum / total;
  return true;
}

void clean(const PersonPlanes& planes, const Mask& part, const image::Plane& to_upper, KeptParts& kept) {
  const Mask mixed = part & Mask(to_upper < kMixedPixels);
  const Mask sure = part & Mask(to_upper >= kMixedPixels);
  for (int y = 0; y < mixed.rows; ++y) {
    for (int x = 0; x < mixed.cols; ++x) {
      if (!mixed(y, x)) continue;
      if (own_colour(planes.colour, sure, {x, y}, kept.colour(y, x))) kept.repainted(y, x) = 255;
    }
  }
}

}  // namespace

KeptParts cleaned_parts(const person::PersonModel& person, const PersonPlanes& planes,
                        const image::Plane& to_upper) {
  KeptParts kept{planes.colour.clone(), Mask::zeros(person.labels.size())};
  clean(planes, mask_of(person.labels, {Label::kLeftArm, Label::kLeftHand}), to_upper, kept);
  clean(planes, mask_of(person.labels, {Label::kRightArm, Label::kRightHand}), to_upper, kept);
  clean(planes, mask_of(person.labels, {Label::kLowerClothes}), to_upper, kept);
  return kept;
}

}  // namespace drape::tryon::geometric
