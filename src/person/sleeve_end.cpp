#include "person/sleeve_end.h"

#include <cmath>
#include <vector>

namespace drape::person {
namespace {

constexpr float kCoreRadius = 0.65F;  // Only the middle of the arm: its edge is shade and ground.
constexpr float kLegCoreRadius = 0.6F;
constexpr float kEvidenceClip = 5.0F;

constexpr int kArmBins = 36;
constexpr float kArmSpan = 2.6F;  // Along the arm; beyond are fingers.
constexpr float kArmBinFull = 6;  // Pixels for a bin to count fully.
constexpr float kArmMaskMin = 0.45F;
constexpr float kBackgroundMargin = 3;  // A pixel may be this much more like background than like the person.
constexpr float kNoSkinSeen = 3.0F;
// Few sleeves end between elbow and forearm.
constexpr float kRareFrom = 1.05F;
constexpr float kRareTo = 1.75F;
constexpr float kRareCost = 0.8F;
constexpr float kPairCost = 1.0F;  // For each bin that both arms differ, up to
constexpr int kPairBinsMax = 8;

constexpr int kLegBins = 24;
constexpr float kLegSpan = 2.0F;
constexpr float kLegBinFull = 8;
constexpr float kLegMaskMin = 0.5F;
constexpr float kLegTopT = 1.05F;
constexpr float kCoveredBonus = 1.5F;  // Full trousers are the rule.
constexpr float kFullyCovered = 2.5F;

/// Mean evidence for skin in each bin along a limb.
class BinnedEvidence {
 public:
  BinnedEvidence(int bins, float span)
      : sums_(static_cast<std::size_t>(bins)), counts_(sums_.size()), span_(span) {}

  void add(float along, float evidence) {
    const int bins = static_cast<int>(sums_.size());
    const int bin = std::clamp(static_cast<int>(along / span_ * static_cast<float>(bins)), 0, bins - 1);
    sums_[static_cast<std::size_t>(bin)] += evidence;
    counts_[static_cast<std::size_t>(bin)] += 1;
  }

  /// For each number of covered bins (0 .. bins): evidence for skin behind the change minus before it.
  [[nodiscard]] std::vector<float> change_scores(float bin_full) const {
    std::vector<float> covered = {0};
    for (std::size_t i = 0; i < sums_.size(); ++i) {
      const float mean = counts_[i] > 0 ? sums_[i] / counts_[i] : 0;
      covered.push_back(covered.back() + mean * std::min(counts_[i] / bin_full, 1.0F));
    }
    std::vector<float> scores;
    for (float before : covered) scores.push_back(covered.back() - 2 * before);
    return scores;
  }

 private:
  std::vector<float> sums_, counts_;
  float span_;
};

float sleeve_place(std::size_t bin) {
  return bin == kArmBins ? kNoSkinSeen : kArmSpan * static_cast<float>(bin) / kArmBins;
}

std::vector<float> arm_scores(const ArmGeometry& arm, const image::Plane& skin_lead,
                              const image::Mask& usable) {
  BinnedEvidence bins(kArmBins, kArmSpan);
  for (int y = 0; y < usable.rows; ++y) {
    for (int x = 0; x < usable.cols; ++x) {
      if (usable(y, x) == 0 || arm.field.radius(y, x) >= kCoreRadius) continue;
      bins.add(arm.field.along(y, x), std::clamp(skin_lead(y, x), -kEvidenceClip, kEvidenceClip));
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
      const float score = left[i] + right[j] - kPairCost * static_cast<float>(std::min(apart, kPairBinsMax));
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
  const image::Plane lead = evidence.skin - cloth_likelihood(body, evidence, waist);
  const image::Plane person = cv::max(cv::max(evidence.skin, evidence.upper), evidence.lower);
  const image::Mask usable =
      (mask > kArmMaskMin) & (evidence.background.log_likelihood < person + kBackgroundMargin);
  return best_pair(arm_scores(body.arms[0], lead, usable), arm_scores(body.arms[1], lead, usable));
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
