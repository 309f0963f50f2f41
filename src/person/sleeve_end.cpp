#include "person/sleeve_end.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace drape::person {
namespace {

constexpr float kCoreRadius = 0.65F;  // Only the middle of the arm: its edge is shade and ground.
constexpr float kLegCoreRadius = 0.6F;
constexpr float kEvidenceClip = 5.0F;

constexpr double kBarerShare = 0.7;
constexpr int kArmBins = 36;
constexpr float kArmSpan = 2.6F;  // Along the arm; beyond are fingers.
constexpr float kArmBinFull = 6;  // Pixels for a bin to count fully.
constexpr float kArmMaskMin = 0.45F;
constexpr float kBackgroundMargin = 3;  // A pixel may be this much more like background than like the person.
// Cloth seen where an arm's path crosses the torso may be the torso's, and what clearly has the lower
// garment's colours is no sleeve: such an arm follows the other one.
constexpr float kTorsoCore = 0.42F;
constexpr float kTorsoTop = 0.1F;
constexpr float kTorsoBottom = 1.0F;
constexpr float kOtherClothWeight = 0.2F;
constexpr float kClearlyLower = 3;
constexpr float kNoSkinSeen = 3.0F;
// Few sleeves end between elbow and forearm.
constexpr float kRareFrom = 1.05F;
constexpr float kRareTo = 1.75F;
constexpr float kRareCost = 0.8F;
// For each bin that both arms differ: an arm that disagrees is mostly hidden behind the torso.
constexpr float kPairCost = 4.0F;

constexpr int kLegBins = 24;
constexpr float kLegSpan = 2.0F;
constexpr float kLegBinFull = 8;
constexpr float kLegMaskMin = 0.5F;
constexpr float kLegTopT = 1.05F;
constexpr float kCoveredBonus = 1.5F;  // Full trousers are the rule.
constexpr float kFullyCovered = 2.5F;

/// Evidence for skin in bins along a limb. A bin is as bare as its barer part: where a torso hides half of a
/// bare arm, skin is still seen, but no skin is seen on a dressed one.
class BinnedEvidence {
 public:
  BinnedEvidence(int bins, float span) : values_(static_cast<std::size_t>(bins)), span_(span) {}

  void add(float along, float evidence) {
    const int bins = static_cast<int>(values_.size());
    const int bin = std::clamp(static_cast<int>(along / span_ * static_cast<float>(bins)), 0, bins - 1);
    values_[static_cast<std::size_t>(bin)].push_back(evidence);
  }

  /// For each number of covered bins (0 .. bins): evidence for skin behind the change minus before it. A bin
  /// counts fully from `bin_full` pixels on. Reorders the values.
  [[nodiscard]] std::vector<float> change_scores(float bin_full) {
    std::vector<float> covered = {0};
    for (std::vector<float>& bin : values_) {
      const float weight = std::min(static_cast<float>(bin.size()) / bin_full, 1.0F);
      covered.push_back(covered.back() + weight * barer_part(bin));
    }
    std::vector<float> scores;
    for (float before : covered) scores.push_back(covered.back() - 2 * before);
    return scores;
  }

 private:
  static float barer_part(std::vector<float>& values) {
    if (values.empty()) return 0;
    const auto place =
        values.begin() + static_cast<std::ptrdiff_t>(kBarerShare * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), place, values.end());
    return *place;
  }

  std::vector<std::vector<float>> values_;
  float span_;
};

float sleeve_place(std::size_t bin) {
  return bin == kArmBins ? kNoSkinSeen : kArmSpan * static_cast<float>(bin) / kArmBins;
}

// What an arm's evidence is gathered from.
struct ArmEvidence {
  image::Plane skin_lead;     ///< Log likelihood of skin minus that of any cloth.
  image::Mask usable;         ///< 255 where the picture shows the person.
  image::Mask clearly_lower;  ///< 255 where the lower garment's colours win clearly over the upper's.
};

bool is_torso_core(const TorsoCoordinates& torso, int y, int x) {
  const float t = torso.t(y, x);
  return t > kTorsoTop && t < kTorsoBottom && std::abs(torso.e(y, x)) < kTorsoCore;
}

std::vector<float> arm_scores(const ArmGeometry& arm, const TorsoCoordinates& torso,
                              const ArmEvidence& seen) {
  BinnedEvidence bins(kArmBins, kArmSpan);
  for (int y = 0; y < seen.usable.rows; ++y) {
    for (int x = 0; x < seen.usable.cols; ++x) {
      if (seen.usable(y, x) == 0 || arm.field.radius(y, x) >= kCoreRadius) continue;
      const float lead = std::clamp(seen.skin_lead(y, x), -kEvidenceClip, kEvidenceClip);
      const bool may_be_other = lead < 0 && (is_torso_core(torso, y, x) || seen.clearly_lower(y, x) != 0);
      bins.add(arm.field.along(y, x), may_be_other ? kOtherClothWeight * lead : lead);
    }
  }
  std::vector<float> scores = bins.change_scores(kArmBinFull);
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const float place = sleeve_place(i);
    if (place > kRareFrom && place < kRareTo) scores[i] -= kRareCost;
  }
  return scores;
}

CoverEnds best_pair(const std::vector<float>& left, const std::vector<float>& right) {
  CoverEnds best{};
  float best_score = -1e9F;
  for (std::size_t i = 0; i < left.size(); ++i) {
    for (std::size_t j = 0; j < right.size(); ++j) {
      const int apart = std::abs(static_cast<int>(i) - static_cast<int>(j));
      const float score = left[i] + right[j] - kPairCost * static_cast<float>(apart);
      if (score <= best_score) continue;
      best_score = score;
      best = {sleeve_place(i), sleeve_place(j)};
    }
  }
  return best;
}

// The best garment explanation of each pixel; the lower garment only where it may be.
image::Plane cloth_likelihood(const BodyGeometry& body, const ColourEvidence& evidence,
                              const WaistLine& waist) {
  constexpr float kAboveWaist = 0.05F;
  image::Plane cloth = evidence.upper.clone();
  for (int y = 0; y < cloth.rows; ++y) {
    for (int x = 0; x < cloth.cols; ++x) {
      if (body.torso_at.t(y, x) > waist.at(body.torso_at.e(y, x)) - kAboveWaist) {
        cloth(y, x) = std::max(cloth(y, x), evidence.lower(y, x));
      }
    }
  }
  return cloth;
}

}  // namespace

CoverEnds find_sleeve_ends(const BodyGeometry& body, const ColourEvidence& evidence, const WaistLine& waist,
                           const image::Plane& mask) {
  ArmEvidence seen;
  seen.skin_lead = evidence.skin - cloth_likelihood(body, evidence, waist);
  seen.clearly_lower = evidence.lower > evidence.upper + kClearlyLower;
  const image::Plane person = cv::max(cv::max(evidence.skin, evidence.upper), evidence.lower);
  seen.usable = (mask > kArmMaskMin) & (evidence.background.log_likelihood < person + kBackgroundMargin);
  const auto scores = [&](std::size_t side) { return arm_scores(body.arms[side], body.torso_at, seen); };
  return best_pair(scores(0), scores(1));
}

CoverEnds find_leg_cover_ends(const BodyGeometry& body, const ColourEvidence& evidence,
                              const image::Plane& mask) {
  CoverEnds ends{};
  for (std::size_t side = 0; side < 2; ++side) {
    const LimbField& leg = body.legs[side];
    BinnedEvidence bins(kLegBins, kLegSpan);
    for (int y = 0; y < mask.rows; ++y) {
      for (int x = 0; x < mask.cols; ++x) {
        if (leg.radius(y, x) >= kLegCoreRadius || mask(y, x) <= kLegMaskMin) continue;
        if (body.torso_at.t(y, x) <= kLegTopT) continue;
        const float cloth = std::max(evidence.lower(y, x), evidence.upper(y, x));
        bins.add(leg.along(y, x), std::clamp(evidence.skin(y, x) - cloth, -kEvidenceClip, kEvidenceClip));
      }
    }
    std::vector<float> scores = bins.change_scores(kLegBinFull);
    scores.back() += kCoveredBonus;
    const auto best = std::max_element(scores.begin(), scores.end()) - scores.begin();
    ends[side] = best == kLegBins ? kFullyCovered : kLegSpan * static_cast<float>(best) / kLegBins;
  }
  return ends;
}

}  // namespace drape::person
