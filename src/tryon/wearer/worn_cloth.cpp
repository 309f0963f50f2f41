#include "tryon/wearer/worn_cloth.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "garment/colour_bleed.h"
#include "tryon/geometric/patch_fill.h"

namespace drape::tryon::wearer {
namespace {

using geometric::ColourPlane;
using image::Mask;
using image::Plane;
using person::Label;
using person::PersonModel;

constexpr float kFringe = 2;            // Pixels of mixed colour beside hair and skin.
constexpr float kHairReach = 0.12F;     // Shoulder widths beside hair where single strands lie on the cloth.
constexpr float kReach = 0.05F;         // Beside skin and trousers: as far as labels err.
constexpr double kAlike = 14;           // Lab: colours farther apart than this are not of the same thing.
constexpr float kSymmetricEdge = 0.1F;  // Shoulder widths below neckline and shoulders: collars and yokes.
constexpr float kRaggedness = 0.012F;   // Shoulder widths: finer detail of the cut-out's edge is noise.
constexpr int kEnoughPixels = 100;      // To know a region's colours.

Plane sleeve_region(const PersonModel& wearer, const WornSleeve& sleeve) {
  return geometric::fill_outline(geometric::joined(sleeve.outer, geometric::reversed(sleeve.inner)),
                                 wearer.labels.size());
}

// 255 inside the garment's outline on the body.
Mask outline_region(const PersonModel& wearer, const WornOutline& outline) {
  Plane region = torso_region(outline, wearer.labels.size());
  for (const auto& sleeve : outline.sleeves) {
    if (sleeve) region = cv::max(region, sleeve_region(wearer, *sleeve));
  }
  return region > 0.5F;
}

// Of each row what lies between its first and its last pixel of `mask`.
Mask between_in_rows(const Mask& mask) {
  Mask between = Mask::zeros(mask.size());
  for (int y = 0; y < mask.rows; ++y) {
    int first = 0;
    int last = mask.cols - 1;
    while (first < mask.cols && !mask(y, first)) ++first;
    while (last > first && !mask(y, last)) --last;
    for (int x = first; x <= last && x < mask.cols; ++x) between(y, x) = 255;
  }
  return between;
}

// What hair, arms and hands cover of the garment. An arm beside the body covers nothing: the garment ends
// there.
Mask covered_cloth(const PersonModel& wearer, const WornOutline& outline) {
  const Mask upper = geometric::mask_of(wearer.labels, {Label::kUpperClothes});
  const Mask hair = geometric::mask_of(wearer.labels, {Label::kHair});
  const Mask limbs = geometric::mask_of(
      wearer.labels, {Label::kLeftArm, Label::kRightArm, Label::kLeftHand, Label::kRightHand});
  const Mask torso = torso_region(outline, wearer.labels.size()) > 0.5F;
  Mask covered = torso & (hair | (limbs & between_in_rows(upper & torso)));
  for (const auto& sleeve : outline.sleeves) {
    if (sleeve) covered |= hair & (sleeve_region(wearer, *sleeve) > 0.5F);
  }
  return covered;
}

// The colours of a region carried on smoothly; they change slowly: a quarter of the resolution is enough.
image::LabImage carried_on(const image::LabImage& lab_quarter, const Mask& region) {
  Mask small;
  cv::resize(region, small, lab_quarter.size(), 0, 0, cv::INTER_AREA);
  Plane weight;
  Mask(small > 250).convertTo(weight, CV_32F, 1 / 255.0);
  return garment::bleed_colour(lab_quarter, weight);
}

// Pixels of the cloth within `reach` of another part of the person that have its colours.
Mask strangers(const geometric::PersonPlanes& planes, const Mask& cloth, const Mask& other, float reach) {
  const Mask sure = geometric::eroded(other, 2);
  if (cv::countNonZero(sure) < kEnoughPixels) return Mask::zeros(cloth.size());
  const Mask contested = cloth & geometric::dilated(other, reach);
  const Mask own = geometric::eroded(Mask(cloth & ~contested), 2);
  if (cv::countNonZero(own) < kEnoughPixels) return Mask::zeros(cloth.size());
  const image::LabImage others = carried_on(planes.lab_quarter, sure);
  const image::LabImage ours = carried_on(planes.lab_quarter, own);
  Mask out = Mask::zeros(cloth.size());
  for (int y = 0; y < out.rows; ++y) {
    for (int x = 0; x < out.cols; ++x) {
      if (!contested(y, x)) continue;
      const int row = std::min(y / 4, others.rows - 1);
      const int column = std::min(x / 4, others.cols - 1);
      const cv::Vec3f colour = planes.lab_calm(y, x);
      const double other_distance = cv::norm(colour - others(row, column));
      if (other_distance < kAlike && other_distance < cv::norm(colour - ours(row, column))) out(y, x) = 255;
    }
  }
  return out;
}

// The garment's pixels that surely show nothing else.
Mask seen_cloth(const PersonModel& wearer, const geometric::PersonPlanes& planes) {
  const float sw = wearer.torso.shoulder_width;
  const Mask upper = geometric::mask_of(wearer.labels, {Label::kUpperClothes});
  const Mask hair = geometric::mask_of(wearer.labels, {Label::kHair});
  const Mask skin = geometric::mask_of(wearer.labels, {Label::kLeftArm, Label::kRightArm, Label::kLeftHand,
                                                       Label::kRightHand, Label::kNeck, Label::kFace});
  const Mask lower = geometric::mask_of(wearer.labels, {Label::kLowerClothes});
  Mask seen = upper.clone();
  seen.setTo(0, strangers(planes, upper, hair, kHairReach * sw) | geometric::dilated(hair, kFringe));
  seen.setTo(0, strangers(planes, upper, skin, kReach * sw) | geometric::dilated(skin, kFringe));
  seen.setTo(0, strangers(planes, upper, lower, kReach * sw));
  cv::morphologyEx(seen, seen, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_ELLIPSE, {5, 5}));
  return seen;
}

Plane soft_alpha(const PersonModel& wearer, const Mask& cloth) {
  const Mask ground = geometric::mask_of(wearer.labels, {Label::kBackground});
  const Mask reach = cloth | (geometric::dilated(cloth, 2) & ground);
  Plane inside;
  geometric::eroded(cloth, 3).convertTo(inside, CV_32F, 1 / 255.0);
  return cv::min(geometric::soften(reach, 0.8F), cv::max(wearer.matte, inside));
}

struct CutCloth {
  Mask seen, hidden;
};

struct MirrorInput {
  const ColourPlane& seen_colour;
  const Mask& seen;
  const Mask& hidden;
};

// Distance from the garment's upper edge, where both halves are alike: collar, yoke, shoulder seams.
Plane distance_from_top(const WornOutline& outline, cv::Size size) {
  Mask edge(size, 255);
  Polyline top = geometric::joined(geometric::reversed(outline.shoulder[0]), outline.neckline);
  top = geometric::joined(std::move(top), outline.shoulder[1]);
  std::vector<cv::Point> points(top.begin(), top.end());
  cv::polylines(edge, points, false, 0, 1);
  Plane distance;
  cv::distanceTransform(edge, distance, cv::DIST_L2, 3);
  return distance;
}

// Lays the garment's other half over the hidden places near its upper edge, where that shows cloth. Returns
// where it was laid, 255.
Mask lay_mirrored(const PersonModel& wearer, const WornOutline& outline, const MirrorInput& in,
                  ColourPlane& out) {
  const float reach = kSymmetricEdge * wearer.torso.shoulder_width;
  const Plane from_top = distance_from_top(outline, out.size());
  Mask laid = Mask::zeros(out.size());
  for (int y = 0; y < out.rows; ++y) {
    const float axis = geometric::axis_x(wearer, static_cast<float>(y));
    for (int x = 0; x < out.cols; ++x) {
      const int other = cvRound(2 * axis) - x;
      if (!in.hidden(y, x) || from_top(y, x) > reach) continue;
      if (other < 0 || other >= out.cols || !in.seen(y, other)) continue;
      out(y, x) = in.seen_colour(y, other);
      laid(y, x) = 255;
    }
  }
  return laid;
}

// Colours of the cloth in the hidden places: its other half, then its texture.
ColourPlane fill_hidden(const PersonModel& wearer, const WornOutline& outline,
                        const geometric::PersonPlanes& planes, const CutCloth& cut) {
  const auto& [seen, hidden] = cut;
  ColourPlane out = garment::bleed_colour(planes.colour, geometric::as_plane(seen));
  if (cv::countNonZero(hidden) == 0) return out;
  ColourPlane filled = out.clone();
  const Mask laid = lay_mirrored(wearer, outline, {out, seen, hidden}, filled);
  filled = geometric::patch_fill(filled, {hidden & ~laid, seen | laid});
  geometric::blend(out, filled, geometric::soften(hidden, 1));
  return out;
}

}  // namespace

Plane torso_region(const WornOutline& outline, cv::Size size) {
  Polyline torso = outline.neckline;
  torso = geometric::joined(std::move(torso), outline.shoulder[1]);
  torso = geometric::joined(std::move(torso), outline.side[1]);
  torso = geometric::joined(std::move(torso), geometric::reversed(outline.side[0]));
  torso = geometric::joined(std::move(torso), geometric::reversed(outline.shoulder[0]));
  return geometric::fill_outline(torso, size);
}

WornCloth cut_worn_cloth(const PersonModel& wearer, const WornOutline& outline) {
  const geometric::PersonPlanes planes = geometric::make_planes(wearer.image);
  const Mask seen = seen_cloth(wearer, planes);
  const Mask covered = covered_cloth(wearer, outline);
  // Between what is seen and what covers it lies the fringe of both.
  const float closing = 2 * kFringe;
  const Mask joined = geometric::eroded(geometric::dilated(Mask(seen | covered), closing), closing);
  const Mask inside = geometric::mask_of(wearer.labels, {Label::kUpperClothes}) | covered;
  const Mask region = outline_region(wearer, outline);
  const Mask whole = seen | covered | ((joined | region) & inside);
  const Mask cloth = geometric::soften(whole, kRaggedness * wearer.torso.shoulder_width) > 0.5F;
  const Mask hidden = cloth & ~seen;

  WornCloth out;
  out.hidden_share = static_cast<float>(cv::countNonZero(covered)) /
                     static_cast<float>(std::max(cv::countNonZero(cloth), 1));
  out.alpha = soft_alpha(wearer, cloth);
  // The outermost pixels hold some of the ground and of the neck.
  out.colour = fill_hidden(wearer, outline, planes, {geometric::eroded(seen, 2), hidden});
  return out;
}

}  // namespace drape::tryon::wearer
