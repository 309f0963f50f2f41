#include "garment/neckline.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "garment/collar_opening.h"
#include "garment/collar_rib.h"
#include "garment/neck_patch.h"
#include "garment/polyline.h"

namespace drape::garment {
namespace {

/// y = base + depth * (1 - |u|^power) with u from -1 to 1 between the ends of the opening and a power for
/// each side. Where the outline does not tell the ends from the shoulders, they lie further in, by shares of
/// the width.
struct Form {
  float depth = 0;
  std::array<float, 2> power{1, 1};
  std::array<float, 2> inset{};
};

constexpr std::array<float, 7> kPowers{1.0F, 1.3F, 1.7F, 2.2F, 3.0F, 4.5F, 7.0F};

Curve curve_of(const NeckPatch& patch, const Form& form) {
  const cv::Point2f left = outline_point(patch, form.inset[0]);
  const cv::Point2f right = outline_point(patch, 1.F - form.inset[1]);
  Curve points;
  for (int i = 0; i < kCurvePoints; ++i) {
    // Denser at the ends, where a round neckline is steep.
    const float u = std::sin(static_cast<float>(CV_PI) * (static_cast<float>(i) / (kCurvePoints - 1) - 0.5F));
    const cv::Point2f base = left + (right - left) * (0.5F * (u + 1.F));
    const float power = form.power[u < 0 ? 0 : 1];
    points.emplace_back(base.x, base.y + form.depth * (1.F - std::pow(std::abs(u), power)));
  }
  return resample(points, kCurvePoints);
}

/// A possible front edge, fitted to the picture.
struct Candidate {
  Curve curve;
  EdgeEvidence evidence;
  float depth = 0;      ///< Lowest point below the ends, shares of the opening's width.
  float thickness = 0;  ///< Of what lies between it and the upper outline at the middle, same unit.
};

/// Where a front edge may begin: at the ends that the outline shows, or further in as well.
enum class Ends { kOfOutline, kAnywhere };

/// The best form for each depth, then those that are better than their neighbours in depth.
std::vector<Form> promising_forms(const NeckPatch& patch, float standing_collar, Ends ends) {
  constexpr std::array<std::array<float, 2>, 6> kInsets{
      {{0, 0}, {0.12F, 0}, {0, 0.12F}, {0.12F, 0.12F}, {0.28F, 0}, {0, 0.28F}}};
  constexpr float kInsetCost = 0.4F;
  constexpr std::size_t kNeighbours = 2;
  std::vector<std::pair<float, Form>> by_depth;
  for (float depth = 0.04F; depth < 0.95F; depth += 0.02F) {
    std::pair<float, Form> best{-1.F, {}};
    for (const float power : kPowers) {
      // Below the edge of a standing collar runs its seam: as round as the edge, where the opening of a shirt
      // is a V.
      if (standing_collar > 0 && power > 1.5F && depth * kPatchWidth > 0.75F * standing_collar) continue;
      for (const auto& inset : kInsets) {
        const float inset_sum = inset[0] + inset[1];
        if (inset_sum > 0 && ends == Ends::kOfOutline) continue;
        const Form form{depth * kPatchWidth, {power, power}, inset};
        const float score = weigh(patch, curve_of(patch, form), 2.F).score - kInsetCost * inset_sum;
        if (score > best.first) best = {score, form};
      }
    }
    by_depth.push_back(best);
  }
  std::vector<Form> peaks;
  for (std::size_t i = 0; i < by_depth.size(); ++i) {
    bool is_peak = by_depth[i].first > 0.3F;
    for (std::size_t j = i - std::min(i, kNeighbours); j < std::min(i + kNeighbours + 1, by_depth.size());
         ++j) {
      is_peak = is_peak && by_depth[i].first >= by_depth[j].first;
    }
    if (is_peak) peaks.push_back(by_depth[i].second);
  }
  return peaks;
}

/// An opening that lies a little turned is rounder on one side than on the other: each side takes the power
/// that fits it, where that is clearly better.
Form with_uneven_sides(const NeckPatch& patch, Form form) {
  constexpr float kClearlyBetter = 0.05F;
  for (const std::size_t side : {0, 1}) {
    Form best = form;
    float best_score = weigh(patch, curve_of(patch, form), 2.F).score + kClearlyBetter;
    for (const float power : kPowers) {
      Form other = form;
      other.power[side] = power;
      const float score = weigh(patch, curve_of(patch, other), 2.F).score;
      if (score > best_score) {
        best_score = score;
        best = other;
      }
    }
    form = best;
  }
  return form;
}

Candidate fit(const NeckPatch& patch, const Form& form) {
  Candidate candidate;
  candidate.curve = curve_of(patch, form);
  for (const int reach : {6, 5})
    candidate.curve = resample(snap_to_edge(candidate.curve, patch, reach), kCurvePoints);
  candidate.evidence = weigh(patch, candidate.curve, 1.F);
  candidate.depth = form.depth / kPatchWidth;
  const cv::Point2f middle = candidate.curve[kCurvePoints / 2];
  candidate.thickness = (middle.y - patch.top_at(middle.x)) / kPatchWidth;
  return candidate;
}

bool is_credible(const EdgeEvidence& evidence) {
  return evidence.edge_mean > 0.35F && evidence.edge_weakest > 0.08F && std::abs(evidence.shade) > 0.25F;
}

/// The score of a front below a band along the back, in shares of the band's: less is the grain of dark
/// cloth, unless it divides clearly darker cloth from lighter.
float share_of_band(float shade) {
  return shade > 0.65F ? 0.45F : 0.65F;
}

/// The credible candidate with the highest score; but when that is only a thin band along the back (tape,
/// label or rib of the back collar), a credible one well below it is the front.
std::optional<Candidate> choose(const std::vector<Candidate>& candidates) {
  const Candidate* best = nullptr;
  for (const Candidate& candidate : candidates) {
    if (!is_credible(candidate.evidence)) continue;
    if (best == nullptr || candidate.evidence.score > best->evidence.score) best = &candidate;
  }
  if (best == nullptr) return std::nullopt;
  if (best->thickness > 0.14F) return *best;
  const Candidate* front = best;
  for (const Candidate& candidate : candidates) {
    const bool is_front = candidate.depth > best->depth + 0.12F && is_credible(candidate.evidence) &&
                          candidate.evidence.shade > 0.5F;
    const float needed = front == best ? share_of_band(candidate.evidence.shade) * best->evidence.score
                                       : front->evidence.score;
    if (is_front && candidate.evidence.score >= needed) front = &candidate;
  }
  return *front;
}

/// A collar that is open below its own height shows a clear edge; the folds of a closed one in black cloth do
/// not.
bool is_fold(const Candidate& candidate, float standing_collar) {
  constexpr float kOpenEdgeMin = 0.5F;
  return standing_collar > 0 && candidate.depth * kPatchWidth > standing_collar &&
         candidate.evidence.edge_mean < kOpenEdgeMin;
}

std::optional<Candidate> best_front_edge(const NeckPatch& patch, float standing_collar, Ends ends) {
  std::vector<Candidate> candidates;
  for (const Form& form : promising_forms(patch, standing_collar, ends)) {
    Candidate candidate = fit(patch, standing_collar > 0 ? form : with_uneven_sides(patch, form));
    if (!is_fold(candidate, standing_collar)) candidates.push_back(std::move(candidate));
  }
  return choose(candidates);
}

/// How far the upper outline hangs between the ends of the opening, shares of its width.
float dip_of_outline(const NeckPatch& patch) {
  const float middle = 0.5F * (patch.left.x + patch.right.x);
  return (patch.top_at(middle) - 0.5F * (patch.left.y + patch.right.y)) / kPatchWidth;
}

/// The front edge of an opening whose back is seen; nothing where none is.
std::optional<Curve> find_edge(const NeckPatch& patch, float standing_collar) {
  std::optional<Candidate> chosen = best_front_edge(patch, standing_collar, Ends::kOfOutline);
  // Between straps the outline is the front edge, unless a back is clearly seen behind.
  const bool is_open = dip_of_outline(patch) > 0.3F;
  if (is_open && chosen && chosen->evidence.shade < 0.6F) chosen.reset();
  const bool is_sure = chosen && chosen->evidence.score > 1.4F;
  if (!is_sure && !is_open && standing_collar <= 0) {
    const auto inner = best_front_edge(patch, standing_collar, Ends::kAnywhere);
    if (inner && (!chosen || inner->evidence.score > chosen->evidence.score + 0.3F)) chosen = inner;
  }
  if (!chosen) return std::nullopt;
  return standing_collar > 0 ? chosen->curve : resample(inside_dark_rib(patch, chosen->curve), kCurvePoints);
}

Curve upper_outline(const Silhouette& shape, const Neck& neck) {
  Curve line;
  for (int i = 0; i < kCurvePoints; ++i) {
    const float share = static_cast<float>(i) / (kCurvePoints - 1);
    const float x = neck.top[0].x + share * (neck.top[1].x - neck.top[0].x);
    line.emplace_back(x, shape.top_at(x));
  }
  return line;
}

}  // namespace

std::vector<cv::Point2f> find_front_neckline(const image::LabImage& lab, const Silhouette& shape,
                                             const Neck& neck) {
  if (neck.top[1].x - neck.top[0].x < 16.F) return upper_outline(shape, neck);
  const NeckPatch patch = take_neck_patch(lab, shape, neck);
  const float standing_collar = neck.collar_height * patch.scale;
  std::optional<Curve> curve;
  if (standing_collar > 0) curve = find_collar_opening(patch);
  if (!curve) curve = find_edge(patch, standing_collar);
  if (!curve) return upper_outline(shape, neck);
  for (cv::Point2f& point : *curve) point = patch.origin + point / patch.scale;
  return *curve;
}

}  // namespace drape::garment
