#include "tryon/geometric/erase.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "tryon/geometric/patch_fill.h"

namespace drape::tryon::geometric {
namespace {

using person::Label;
using person::PersonModel;

constexpr float kPlainFringe = 0.05F;  // Shoulder widths around the old garment that are painted anew.
constexpr float kFringe = 0.022F;
constexpr float kMixedPixels = 2.5F;  // Width of the edge between the old garment and the neck.
constexpr float kCrumb = 0.01F;       // Square shoulder widths.
constexpr float kSeenDepth =
    0.35F;  // Shoulder widths: farther inside the old garment the new one or the body is.
constexpr float kCuffMargin = 0.04F;  // The arm stays under the last bit of the sleeve.

float arc_length_of(const ArmShape& arm, const Polyline& samples, cv::Point2f p) {
  const auto i = nearest_index(samples, p);
  return arm.path.wrist_at() * 1.3F * static_cast<float>(i) / static_cast<float>(samples.size() - 1);
}

Polyline path_samples(const ArmShape& arm) {
  Polyline samples;
  constexpr int kCount = 72;
  for (int i = 0; i < kCount; ++i)
    samples.push_back(arm.path.at(arm.path.wrist_at() * 1.3F * static_cast<float>(i) / (kCount - 1)));
  return samples;
}

image::Mask arm_under_sleeve(const PersonModel& person, const ArmShape& arm, int side, float sleeve_length) {
  image::Mask covered = image::Mask::zeros(person.labels.size());
  const Polyline samples = path_samples(arm);
  const auto wanted = static_cast<unsigned char>(arm_label(side));
  const float end = sleeve_length - kCuffMargin * person.torso.shoulder_width;
  for (int y = 0; y < covered.rows; ++y) {
    for (int x = 0; x < covered.cols; ++x) {
      if (person.labels(y, x) != wanted) continue;
      const cv::Point2f p(static_cast<float>(x), static_cast<float>(y));
      if (arc_length_of(arm, samples, p) < end) covered(y, x) = 255;
    }
  }
  return covered;
}

// What surrounds the old garment: its own soft edge on the background, and the mixed pixels on the neck,
// which is painted anew. The soft edges of what stays are left alone.
image::Mask fringe(const PersonModel& person, const image::Mask& upper, const image::Plane& to_upper) {
  const float sw = person.torso.shoulder_width;
  const float reach = std::max((person.plain_background ? kPlainFringe : kFringe) * sw, 3.0F);
  const image::Mask free = mask_of(person.labels, {Label::kBackground});
  const image::Mask staying = ~free & ~upper;
  image::Plane to_staying;
  cv::distanceTransform(staying == 0, to_staying, cv::DIST_L2, 3);
  const image::Mask around = (to_upper < reach) & free & ((to_staying > 3) | (to_upper < to_staying));
  const image::Mask mixed = (to_upper < kMixedPixels) & mask_of(person.labels, {Label::kNeck});
  return around | mixed;
}

// Crumbs of the person that stand alone in what is erased.
image::Mask lone_crumbs(const PersonModel& person, const image::Mask& hole) {
  const image::Mask kept = mask_of(person.labels, {Label::kLowerClothes, Label::kLegs, Label::kLeftArm,
                                                   Label::kRightArm, Label::kNeck}) &
                           ~hole;
  cv::Mat1i component, stats;
  cv::Mat1d centres;
  cv::connectedComponentsWithStats(kept, component, stats, centres);
  const float sw = person.torso.shoulder_width;
  image::Mask crumbs = image::Mask::zeros(hole.size());
  for (int y = 0; y < crumbs.rows; ++y) {
    for (int x = 0; x < crumbs.cols; ++x) {
      const int c = component(y, x);
      if (c > 0 && static_cast<float>(stats(c, cv::CC_STAT_AREA)) < kCrumb * sw * sw) crumbs(y, x) = 255;
    }
  }
  return crumbs & dilated(hole, 0.05F * sw);
}

}  // namespace

Erased find_erased(const PersonModel& person, const BodyShape& body, const std::vector<GarmentFit>& fits) {
  const float sw = person.torso.shoulder_width;
  const image::Mask upper = mask_of(person.labels, {Label::kUpperClothes});
  Erased erased;
  cv::distanceTransform(upper == 0, erased.to_upper, cv::DIST_L2, 3);
  erased.hole = upper | fringe(person, upper, erased.to_upper);
  erased.covered_arm = image::Mask::zeros(upper.size());
  for (const int side : kSides) {
    const auto k = static_cast<std::size_t>(side);
    float longest = 0;
    for (const GarmentFit& fit : fits) {
      if (fit.sleeves[k]) longest = std::max(longest, fit.sleeves[k]->length);
    }
    if (longest > 0) erased.covered_arm |= arm_under_sleeve(person, body.arms[k], side, longest);
  }
  erased.hole |= dilated(erased.covered_arm, 0.02F * sw) & mask_of(person.labels, {Label::kBackground});
  erased.hole |= erased.covered_arm;
  erased.hole |= dilated(lone_crumbs(person, erased.hole), 2) &
                 ~mask_of(person.labels, {Label::kFace, Label::kHair, Label::kLeftHand, Label::kRightHand});
  return erased;
}

namespace {

// A smooth patch in a photograph shows by its missing grain.
void add_grain(ColourPlane& filled, const image::Plane& weight) {
  const image::Plane grain = noise(filled.size(), 1, 0.6F);
  for (int y = 0; y < filled.rows; ++y) {
    for (int x = 0; x < filled.cols; ++x) {
      const float g = grain(y, x) * 0.8F * (1 - weight(y, x));
      filled(y, x) += cv::Vec3f(g, g, g);
    }
  }
}

}  // namespace

ColourPlane fill_background(const PersonModel& person, const PersonPlanes& planes, const Erased& erased) {
  const image::Mask background = eroded((person.matte < 0.02F) & ~erased.hole, 3);
  const image::Plane weight = as_plane(background);
  ColourPlane filled = push_pull(planes.colour, weight);
  add_grain(filled, weight);
  if (person.plain_background) return filled;
  // Of the old garment's place only what lies near its edge comes to be seen.
  const float sw = person.torso.shoulder_width;
  const image::Mask hole = dilated(erased.hole, 4) & ~background & dilated(background, kSeenDepth * sw);
  return patch_fill(filled, {hole, background});
}

}  // namespace drape::tryon::geometric
