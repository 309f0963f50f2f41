#include <algorithm>
#include <array>
#include <opencv2/imgproc.hpp>

#include "person/arm_outline.h"
#include "person/label_repair.h"

namespace drape::person {
namespace {

// Log likelihood, of a neighbourhood's mean, by which lower clothes explain it so well that it is no sleeve.
constexpr float kLowerLead = 3.0F;
constexpr int kNeighbourhood = 7;        // Working pixels.
constexpr float kReach = 2.6F;           // Half widths of the arm within which a sleeve ends.
constexpr float kCore = 0.45F;           // The same, within which both sides are the sleeve's.
constexpr float kUpperArm = 0.5F;        // Along: trousers begin lower than this,
constexpr float kHand = 2.0F;            // and no sleeve goes on.
constexpr float kCuffMargin = 0.05F;     // Along, kept from the end of the sleeve.
constexpr float kSleeveShareMin = 0.2F;  // Of the way from the axis to the background.
constexpr int kBins = 96;                // Places along the arm at which its outline is looked for.
// A bare arm: half widths that it has all across, and log likelihood by which cloth may lose to skin.
constexpr float kArmWidth = 2.1F;
constexpr float kArmCore = 0.25F;
constexpr float kSkinLead = 1.0F;
constexpr float kBareFrom = 0.10F;  // Along, below the sleeve's end.

// Strands of hair on a sleeve: share of the way from the arm's axis to the background that is cloth, share of
// the places from the shoulder down where it is, and how far along before the last of them a sleeve surely
// goes.
constexpr float kSleeveOutside = 0.25F;
constexpr float kSleevedShare = 0.7F;
constexpr float kObliqueCuff = 0.25F;
constexpr float kHairLag = 1.0F;  // Log likelihood by which hair may lose to skin.

float along_of(int bin) {
  return (static_cast<float>(bin) + 0.5F) * kHand / kBins;
}

std::size_t bin_of(float along) {
  return static_cast<std::size_t>(along / kHand * kBins);
}

void repair_sleeve(image::LabelMap& parts, const ArmOutline& arm, float end, const image::Mask& like_sleeve) {
  std::array<bool, kBins> is_sleeve{};
  for (int bin = 0; bin < kBins; ++bin) {
    const float along = along_of(bin);
    if (along <= kUpperArm || along >= end) continue;
    const auto way = arm.way_out(parts, along, kPartUpper, kReach);
    is_sleeve[static_cast<std::size_t>(bin)] = way && way->share > kSleeveShareMin;
  }
  for (int y = 0; y < parts.rows; ++y) {
    for (int x = 0; x < parts.cols; ++x) {
      if (parts(y, x) != kPartLower) continue;
      const float radius = arm.field().radius(y, x);
      const float along = arm.field().along(y, x);
      if (radius > kReach || along <= kUpperArm || along >= end || !is_sleeve[bin_of(along)]) continue;
      if (like_sleeve(y, x) != 0 && (radius < kCore || arm.is_outer(y, x))) parts(y, x) = kPartUpper;
    }
  }
}

void repair_bare_arm(image::LabelMap& parts, const ArmOutline& arm, float from,
                     const image::Mask& like_cloth) {
  std::array<float, kBins> inner{};  // Half widths from the axis towards the torso.
  inner.fill(kReach);
  for (int bin = 0; bin < kBins; ++bin) {
    const auto way = arm.way_out(parts, along_of(bin), kPartArm, kReach);
    if (way && way->share > 0.5F)
      inner[static_cast<std::size_t>(bin)] = std::max(kArmWidth - way->radius, kArmCore);
  }
  for (int y = 0; y < parts.rows; ++y) {
    for (int x = 0; x < parts.cols; ++x) {
      if (parts(y, x) != kPartArm || like_cloth(y, x) == 0) continue;
      const float along = arm.field().along(y, x);
      const float radius = arm.field().radius(y, x);
      if (along < from || along >= kHand || radius < inner[bin_of(along)] || radius > kReach) continue;
      if (!arm.is_outer(y, x)) parts(y, x) = kPartUpper;
    }
  }
}

// Where, along the arm, its sleeve surely goes on: cloth lies between what was taken for the arm and the
// background beside it, and still does farther down, where the end of a sleeve is oblique.
float surely_sleeved(const image::LabelMap& parts, const ArmOutline& arm) {
  float until = 0;
  int covered = 0, seen = 0;
  for (int bin = 0; bin < kBins; ++bin) {
    const auto way = arm.way_out(parts, along_of(bin), kPartUpper, kReach);
    if (!way) continue;
    ++seen;
    if (way->share < kSleeveOutside) continue;
    ++covered;
    if (static_cast<float>(covered) > kSleevedShare * static_cast<float>(seen)) until = along_of(bin);
  }
  return until - kObliqueCuff;
}

// Hands, and the other arm where it crosses this one, are no strands on its sleeve.
bool may_be_strand(const BodyGeometry& body, std::size_t side, int y, int x) {
  if (body.arms[1 - side].field.radius(y, x) <= body.arms[side].field.radius(y, x)) return false;
  return std::all_of(body.arms.begin(), body.arms.end(),
                     [&](const ArmGeometry& arm) { return arm.hand.empty() || arm.hand(y, x) == 0; });
}

void repair_hair_on_sleeve(image::LabelMap& parts, const RepairContext& context, std::size_t side) {
  const BodyGeometry& body = context.body;
  const ArmOutline arm(body, side);
  const float until = surely_sleeved(parts, arm);
  // Below the sleeve's end, where the torso hides half of a bare arm, only what may be hair by its colours.
  const auto may_be_hair = [&](int y, int x) {
    return arm.field().along(y, x) < context.sleeve_ends[side] ||
           context.evidence.hair(y, x) > context.evidence.skin(y, x) - kHairLag;
  };
  for (int y = 0; y < parts.rows; ++y) {
    for (int x = 0; x < parts.cols; ++x) {
      const bool on_sleeve = arm.field().radius(y, x) < kReach && arm.field().along(y, x) < until;
      if (parts(y, x) != kPartArm || !on_sleeve || !may_be_hair(y, x)) continue;
      if (may_be_strand(body, side, y, x)) parts(y, x) = kPartUpper;
    }
  }
}

}  // namespace

void repair_hair_on_sleeves(image::LabelMap& parts, const RepairContext& context) {
  for (std::size_t side = 0; side < 2; ++side) repair_hair_on_sleeve(parts, context, side);
}

void repair_sleeves(image::LabelMap& parts, const RepairContext& context) {
  if (context.waist.t.empty()) return;
  image::Plane lower_lead;
  cv::blur(context.evidence.lower - context.evidence.upper, lower_lead, {kNeighbourhood, kNeighbourhood});
  for (std::size_t side = 0; side < 2; ++side) {
    const float end = std::min(kHand, context.sleeve_ends[side]) - kCuffMargin;
    repair_sleeve(parts, ArmOutline(context.body, side), end, lower_lead < kLowerLead);
  }
}

void repair_bare_arms(image::LabelMap& parts, const RepairContext& context) {
  image::Plane skin_lead;
  cv::blur(context.evidence.skin - context.evidence.upper, skin_lead, {kNeighbourhood, kNeighbourhood});
  for (std::size_t side = 0; side < 2; ++side) {
    repair_bare_arm(parts, ArmOutline(context.body, side), context.sleeve_ends[side] + kBareFrom,
                    skin_lead < kSkinLead);
  }
}

}  // namespace drape::person
