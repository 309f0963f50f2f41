#include "garment/neckline.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <optional>

#include "garment/polyline.h"

namespace drape::garment {
namespace {

constexpr int kCurvePoints = 72;
/// Width of the neck opening in the patch that is searched: the search does not depend on the picture's
/// resolution.
constexpr float kPatchWidth = 160.F;
constexpr float kFullEdge = 3.F;  ///< Tone units per patch pixel that count as a full edge.

/// The neighbourhood of the neck opening at a fixed scale. The inner back lies in the shade, so its tone is
/// darker than that of the front, on black cloth as on white: tone is a logarithm of lightness.
struct Patch {
  cv::Mat1f tone;
  cv::Mat1f tone_dx, tone_dy;
  cv::Mat3f lab_dx, lab_dy;
  std::vector<float> top;   ///< Upper outline of the garment in each column.
  cv::Point2f origin;       ///< Of the patch, in the picture.
  float scale = 1;          ///< Patch pixels per picture pixel.
  cv::Point2f left, right;  ///< Ends of the opening, in the patch.

  [[nodiscard]] bool holds(cv::Point2f p) const {
    return p.x >= 0 && p.y >= 0 && p.x < static_cast<float>(tone.cols) - 1 &&
           p.y < static_cast<float>(tone.rows) - 1;
  }
  [[nodiscard]] float top_at(float x) const {
    return top[static_cast<std::size_t>(std::clamp(cvRound(x), 0, tone.cols - 1))];
  }
  /// Strength 0..1 of an edge at `p` for a curve with the normal `n` pointing to the front: one from dark to
  /// light counts in full.
  [[nodiscard]] float edge_at(cv::Point2f p, cv::Point2f n) const {
    if (!holds(p) || p.y < top_at(p.x) + 2.5F) return 0;
    const int x = cvRound(p.x);
    const int y = cvRound(p.y);
    const float tone_step = tone_dx(y, x) * n.x + tone_dy(y, x) * n.y;
    const cv::Vec3f step = lab_dx(y, x) * n.x + lab_dy(y, x) * n.y;
    const float chroma_step = std::hypot(step[1], step[2]);
    const float strength = (tone_step > 0 ? tone_step : -0.35F * tone_step) + 0.5F * chroma_step;
    return std::min(strength, kFullEdge) / kFullEdge;
  }
};

cv::Mat1f tone_of(const image::LabImage& lab) {
  cv::Mat1f tone(lab.size());
  for (int y = 0; y < lab.rows; ++y) {
    for (int x = 0; x < lab.cols; ++x) tone(y, x) = 60.F * std::log1p(std::max(0.F, lab(y, x)[0]) / 10.F);
  }
  return tone;
}

Patch take_patch(const image::LabImage& lab, const Silhouette& shape, const Neck& neck) {
  const float width = neck.top[1].x - neck.top[0].x;
  const auto top = std::min(neck.top[0].y, neck.top[1].y);
  const cv::Rect region = cv::Rect(cvRound(neck.top[0].x - 0.06F * width), cvRound(top - 0.05F * width),
                                   cvRound(1.12F * width), cvRound(1.15F * width)) &
                          cv::Rect(0, 0, lab.cols, lab.rows);
  Patch patch;
  patch.scale = kPatchWidth / width;
  patch.origin = region.tl();
  image::LabImage scaled;
  cv::resize(lab(region), scaled, {}, static_cast<double>(patch.scale), static_cast<double>(patch.scale),
             patch.scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
  cv::GaussianBlur(scaled, scaled, {}, 1.2);
  patch.tone = tone_of(scaled);
  cv::Sobel(patch.tone, patch.tone_dx, CV_32F, 1, 0, 3, 1.0 / 8.0);
  cv::Sobel(patch.tone, patch.tone_dy, CV_32F, 0, 1, 3, 1.0 / 8.0);
  cv::Sobel(scaled, patch.lab_dx, CV_32F, 1, 0, 3, 1.0 / 8.0);
  cv::Sobel(scaled, patch.lab_dy, CV_32F, 0, 1, 3, 1.0 / 8.0);
  for (int x = 0; x < scaled.cols; ++x) {
    const float column = patch.origin.x + static_cast<float>(x) / patch.scale;
    patch.top.push_back((shape.top_at(column) - patch.origin.y) * patch.scale);
  }
  patch.left = (neck.top[0] - patch.origin) * patch.scale;
  patch.right = (neck.top[1] - patch.origin) * patch.scale;
  return patch;
}

/// y = base + depth * (1 - |u|^power) with u from -1 to 1 between the ends of the opening. Where the outline
/// does not tell the ends from the shoulders, they lie further in, by shares of the width.
struct Form {
  float depth = 0;
  float power = 1;
  std::array<float, 2> inset{};
};

using Curve = std::vector<cv::Point2f>;

/// A point of the upper outline, a share of the way from the opening's left end to its right end.
cv::Point2f outline_point(const Patch& patch, float share) {
  const cv::Point2f straight = patch.left + (patch.right - patch.left) * share;
  return {straight.x, share > 0 && share < 1 ? patch.top_at(straight.x) : straight.y};
}

Curve curve_of(const Patch& patch, const Form& form) {
  const cv::Point2f left = outline_point(patch, form.inset[0]);
  const cv::Point2f right = outline_point(patch, 1.F - form.inset[1]);
  Curve points;
  for (int i = 0; i < kCurvePoints; ++i) {
    // Denser at the ends, where a round neckline is steep.
    const float u = std::sin(static_cast<float>(CV_PI) * (static_cast<float>(i) / (kCurvePoints - 1) - 0.5F));
    const cv::Point2f base = left + (right - left) * (0.5F * (u + 1.F));
    points.emplace_back(base.x, base.y + form.depth * (1.F - std::pow(std::abs(u), form.power)));
  }
  return resample(points, kCurvePoints);
}

cv::Point2f normal_at(const Curve& curve, std::size_t i) {
  const cv::Point2f along = curve[std::min(i + 1, curve.size() - 1)] - curve[i > 0 ? i - 1 : 0];
  const float length = std::max(1e-3F, std::hypot(along.x, along.y));
  return {-along.y / length, along.x / length};  // away from the opening for a curve from left to right
}

/// How much darker the inner side of the curve is than its outer side: 2 P(inner < outer) - 1.
float shade_across(const Patch& patch, const Curve& curve) {
  constexpr int kBins = 96;
  std::array<float, kBins> inner{};
  std::array<float, kBins> outer{};
  float inner_count = 0;
  float outer_count = 0;
  for (std::size_t i = 6; i + 6 < curve.size(); ++i) {
    const cv::Point2f normal = normal_at(curve, i);
    for (int offset = 2; offset <= 12; ++offset) {
      const cv::Point2f in = curve[i] - normal * static_cast<float>(offset);
      const cv::Point2f out = curve[i] + normal * static_cast<float>(offset);
      const auto bin = [&](cv::Point2f p) {
        const float tone = patch.tone(cvRound(p.y), cvRound(p.x));
        return static_cast<std::size_t>(std::clamp(tone / 150.F * kBins, 0.F, kBins - 1.F));
      };
      if (patch.holds(in) && in.y > patch.top_at(in.x) + 2.F) {
        inner[bin(in)] += 1;
        inner_count += 1;
      }
      if (patch.holds(out) && out.y > patch.top_at(out.x) + 2.F) {
        outer[bin(out)] += 1;
        outer_count += 1;
      }
    }
  }
  if (inner_count < 60 || outer_count < 60) return 0;
  float below = 0;
  float probability = 0;
  for (std::size_t bin = 0; bin < kBins; ++bin) {
    probability += outer[bin] * (below + 0.5F * inner[bin]);
    below += inner[bin];
  }
  return 2.F * probability / (inner_count * outer_count) - 1.F;
}

/// What speaks for a curve as the front edge.
struct Evidence {
  float edge_mean = 0;
  float edge_weakest = 0;  ///< 20th percentile.
  float shade = 0;         ///< See shade_across.
  float score = -1;        ///< Negative: leaves the garment.
};

/// `tolerance` in patch pixels: how far beside the curve an edge still counts.
Evidence weigh(const Patch& patch, const Curve& curve, float tolerance) {
  std::vector<float> strengths;
  int outside = 0;
  for (std::size_t i = 3; i + 3 < curve.size(); ++i) {
    outside += curve[i].y < patch.top_at(curve[i].x) + 1.F;
    const cv::Point2f normal = normal_at(curve, i);
    float strength = patch.edge_at(curve[i], normal);
    for (const float offset : {-tolerance, tolerance}) {
      strength = std::max(strength, 0.9F * patch.edge_at(curve[i] + normal * offset, normal));
    }
    strengths.push_back(strength);
  }
  Evidence evidence;
  if (outside > static_cast<int>(strengths.size()) / 4) return evidence;
  float sum = 0;
  for (const float strength : strengths) sum += strength;
  const auto fifth = strengths.begin() + static_cast<std::ptrdiff_t>(strengths.size() / 5);
  std::nth_element(strengths.begin(), fifth, strengths.end());
  evidence.edge_mean = sum / static_cast<float>(strengths.size());
  evidence.edge_weakest = *fifth;
  evidence.shade = shade_across(patch, curve);
  // The inner back is darker as a rule, but seldom (velvet, a lining) lighter.
  evidence.score =
      evidence.edge_mean + evidence.edge_weakest + 0.8F * std::max(evidence.shade, -0.5F * evidence.shade);
  return evidence;
}

/// Moves each point along its normal to the edge, neighbours together (dynamic programming over the offsets).
Curve snap_to_edge(const Curve& curve, const Patch& patch, int reach) {
  const auto count = static_cast<int>(curve.size());
  const int states = 2 * reach + 1;
  cv::Mat1f cost(count, states);
  cv::Mat1i from(count, states);
  for (int i = 0; i < count; ++i) {
    const cv::Point2f normal = normal_at(curve, static_cast<std::size_t>(i));
    const bool is_end = i == 0 || i == count - 1;
    for (int s = 0; s < states; ++s) {
      const auto offset = static_cast<float>(s - reach);
      float own = 1.F - patch.edge_at(curve[static_cast<std::size_t>(i)] + normal * offset, normal);
      if (is_end) own = std::abs(offset);
      float best = i == 0 ? 0.F : 1e9F;
      for (int previous = std::max(0, s - 1); i > 0 && previous <= std::min(states - 1, s + 1); ++previous) {
        const float total = cost(i - 1, previous) + (previous == s ? 0.F : 0.06F);
        if (total >= best) continue;
        best = total;
        from(i, s) = previous;
      }
      cost(i, s) = own + best;
    }
  }
  int state = 0;
  for (int s = 1; s < states; ++s) {
    if (cost(count - 1, s) < cost(count - 1, state)) state = s;
  }
  cv::Mat1f offsets(1, count);
  for (int i = count - 1; i >= 0; --i) {
    offsets(0, i) = static_cast<float>(state - reach);
    if (i > 0) state = from(i, state);
  }
  cv::GaussianBlur(offsets, offsets, cv::Size(7, 1), 0, 0, cv::BORDER_REPLICATE);
  Curve snapped;
  for (int i = 0; i < count; ++i) {
    const auto k = static_cast<std::size_t>(i);
    snapped.push_back(curve[k] + normal_at(curve, k) * offsets(0, i));
  }
  return snapped;
}

/// A possible front edge, fitted to the picture.
struct Candidate {
  Curve curve;
  Evidence evidence;
  float depth = 0;      ///< Lowest point below the ends, shares of the opening's width.
  float thickness = 0;  ///< Of what lies between it and the upper outline at the middle, same unit.
};

/// Where a front edge may begin: at the ends that the outline shows, or further in as well.
enum class Ends { kOfOutline, kAnywhere };

/// The best form for each depth, then those that are better than their neighbours in depth.
std::vector<Form> promising_forms(const Patch& patch, float standing_collar, Ends ends) {
  constexpr std::array<float, 7> kPowers{1.0F, 1.3F, 1.7F, 2.2F, 3.0F, 4.5F, 7.0F};
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
        const Form form{depth * kPatchWidth, power, inset};
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

Candidate fit(const Patch& patch, const Form& form) {
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

bool is_credible(const Evidence& evidence) {
  return evidence.edge_mean > 0.35F && evidence.edge_weakest > 0.08F && std::abs(evidence.shade) > 0.25F;
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
  float front_score = 0.45F * best->evidence.score;
  for (const Candidate& candidate : candidates) {
    const bool is_front = candidate.depth > best->depth + 0.12F && is_credible(candidate.evidence) &&
                          candidate.evidence.shade > 0.5F;
    if (!is_front || candidate.evidence.score < front_score) continue;
    front = &candidate;
    front_score = candidate.evidence.score;
  }
  return *front;
}

std::optional<Candidate> best_front_edge(const Patch& patch, float standing_collar, Ends ends) {
  std::vector<Candidate> candidates;
  for (const Form& form : promising_forms(patch, standing_collar, ends))
    candidates.push_back(fit(patch, form));
  return choose(candidates);
}

/// How far the upper outline hangs between the ends of the opening, shares of its width.
float dip_of_outline(const Patch& patch) {
  const float middle = 0.5F * (patch.left.x + patch.right.x);
  return (patch.top_at(middle) - 0.5F * (patch.left.y + patch.right.y)) / kPatchWidth;
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
  const Patch patch = take_patch(lab, shape, neck);
  const float standing_collar = neck.collar_height * patch.scale;
  std::optional<Candidate> chosen = best_front_edge(patch, standing_collar, Ends::kOfOutline);
  // Between straps the outline is the front edge, unless a back is clearly seen behind.
  const bool is_open = dip_of_outline(patch) > 0.3F;
  if (is_open && chosen && chosen->evidence.shade < 0.6F) chosen.reset();
  const bool is_sure = chosen && chosen->evidence.score > 1.4F;
  if (!is_sure && !is_open && standing_collar <= 0) {
    const auto inner = best_front_edge(patch, standing_collar, Ends::kAnywhere);
    if (inner && (!chosen || inner->evidence.score > chosen->evidence.score + 0.3F)) chosen = inner;
  }
  if (!chosen) return upper_outline(shape, neck);
  Curve curve = chosen->curve;
  for (cv::Point2f& point : curve) point = patch.origin + point / patch.scale;
  return curve;
}

}  // namespace drape::garment
