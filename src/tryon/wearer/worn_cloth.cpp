#include "tryon/wearer/worn_cloth.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "garment/colour_bleed.h"

namespace drape::tryon::wearer {
namespace {

using geometric::ColourPlane;
using image::Mask;
using image::Plane;
using person::Label;
using person::PersonModel;

constexpr float kFringe = 2;             // Pixels of mixed colour beside hair and skin.
constexpr float kHairReach = 0.12F;      // Shoulder widths beside hair where single strands lie on the cloth.
constexpr float kReach = 0.05F;          // Beside skin and trousers: as far as labels err.
constexpr double kAlike = 14;            // Lab: colours farther apart than this are not of the same thing.
constexpr float kSymmetricEdge = 0.13F;  // Shoulder widths below neckline and shoulders: collars and yokes.
constexpr float kRaggedness = 0.012F;    // Shoulder widths: finer detail of the cut-out's edge is noise.
constexpr int kEnoughPixels = 100;       // To know a region's colours.
constexpr float kMirrorFrom = 0.20F;     // Shoulder widths from the axis: nearer to it are prints.
constexpr float kTextureScale = 0.06F;   // Shoulder widths: broader changes of tone are light, not texture.

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

cv::Vec3f usual_colour(const image::LabImage& lab_quarter, const Mask& seen) {
  Mask small;
  cv::resize(seen, small, lab_quarter.size(), 0, 0, cv::INTER_AREA);
  std::array<std::vector<float>, 3> values;
  for (int y = 0; y < small.rows; ++y) {
    for (int x = 0; x < small.cols; ++x) {
      for (std::size_t c = 0; small(y, x) > 250 && c < 3; ++c)
        values[c].push_back(lab_quarter(y, x)[static_cast<int>(c)]);
    }
  }
  cv::Vec3f usual;
  for (std::size_t c = 0; c < 3 && !values[c].empty(); ++c) {
    const auto middle = values[c].begin() + static_cast<std::ptrdiff_t>(values[c].size() / 2);
    std::nth_element(values[c].begin(), middle, values[c].end());
    usual[static_cast<int>(c)] = *middle;
  }
  return usual;
}

struct CutCloth {
  Mask seen, hidden;
};

struct MirrorInput {
  const ColourPlane& seen_colour;
  const Mask& seen;
  const Mask& hidden;
};

ColourPlane blurred(const ColourPlane& colour, float sigma) {
  ColourPlane out;
  cv::GaussianBlur(colour, out, {}, static_cast<double>(sigma));
  return out;
}

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

// Lays the garment's other half over the hidden places, where that shows cloth: near the upper edge its
// colours, farther down its texture, what differs from the smooth tones, on the tones of this side; near the
// axis, where prints are, nothing.
void lay_mirrored(const PersonModel& wearer, const WornOutline& outline, const MirrorInput& in,
                  ColourPlane& out) {
  const float sw = wearer.torso.shoulder_width;
  const Plane from_top = distance_from_top(outline, out.size());
  const ColourPlane tones_here = blurred(out, kTextureScale * sw);
  const ColourPlane tones_there = blurred(in.seen_colour, kTextureScale * sw);
  for (int y = 0; y < out.rows; ++y) {
    const float axis = geometric::axis_x(wearer, static_cast<float>(y));
    for (int x = 0; x < out.cols; ++x) {
      const int other = cvRound(2 * axis) - x;
      if (!in.hidden(y, x) || other < 0 || other >= out.cols || !in.seen(y, other)) continue;
      const float own = geometric::smooth_step(2 - from_top(y, x) / (kSymmetricEdge / 2 * sw));
      const float texture = std::abs(static_cast<float>(x) - axis) < kMirrorFrom * sw ? 0.0F : 1.0F;
      const cv::Vec3f there = in.seen_colour(y, other);
      const cv::Vec3f textured = out(y, x) + (there - tones_there(y, other)) * texture;
      out(y, x) = there * own + textured * (1 - own);
    }
  }
}

// How much each pixel says of the cloth around it. On plain cloth a print says little: hair that covers an
// end of it must not be painted in its colours.
Plane trust_in(const geometric::PersonPlanes& planes, const Mask& seen) {
  constexpr float kPrintTrust = 0.02F;
  constexpr float kPlainDistance = 18;  // Lab, shade and folds included.
  constexpr float kPlainCloth = 0.6F;   // Share of the cloth that must have its usual colour.
  Plane trust;
  seen.convertTo(trust, CV_32F, 1 / 255.0);
  const cv::Vec3f usual = usual_colour(planes.lab_quarter, seen);
  Plane distrusted = trust.clone();
  int plain = 0;
  for (int y = 0; y < trust.rows; ++y) {
    for (int x = 0; x < trust.cols; ++x) {
      if (!seen(y, x)) continue;
      if (cv::norm(planes.lab_calm(y, x) - usual) < kPlainDistance)
        ++plain;
      else
        distrusted(y, x) = kPrintTrust;
    }
  }
  const bool is_plain = static_cast<float>(plain) > kPlainCloth * static_cast<float>(cv::countNonZero(seen));
  return is_plain ? distrusted : trust;
}

// Colours of the cloth in the hidden places.
ColourPlane fill_hidden(const PersonModel& wearer, const WornOutline& outline,
                        const geometric::PersonPlanes& planes, const CutCloth& cut) {
  const auto& [seen, hidden] = cut;
  const ColourPlane& colour = planes.colour;
  Plane weight;
  seen.convertTo(weight, CV_32F, 1 / 255.0);
  ColourPlane out = garment::bleed_colour(colour, weight);
  if (cv::countNonZero(hidden) == 0) return out;
  ColourPlane filled = garment::bleed_colour(colour, trust_in(planes, seen));
  lay_mirrored(wearer, outline, {out, seen, hidden}, filled);
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
