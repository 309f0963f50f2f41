#include "garment/neckline.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <optional>

#include "garment/sleeves.h"

namespace drape::garment {
namespace {

constexpr int kCurvePoints = 72;
constexpr float kFullEdge = 3.F;  ///< Lab units per pixel that count as a full edge.

/// Gradient of the colours in the part of the picture where the neckline may be.
struct EdgeField {
  cv::Mat3f along_x, along_y;
  cv::Point origin;

  /// Strength 0..1 of the edge at `point` for a curve with normal `normal`.
  [[nodiscard]] float at(cv::Point2f point, cv::Point2f normal) const {
    const int x = cvRound(point.x) - origin.x;
    const int y = cvRound(point.y) - origin.y;
    if (x < 0 || y < 0 || x >= along_x.cols || y >= along_x.rows) return 0;
    const cv::Vec3f slope = along_x(y, x) * normal.x + along_y(y, x) * normal.y;
    return std::min(std::sqrt(slope.dot(slope)), kFullEdge) / kFullEdge;
  }
};

EdgeField measure_edges(const image::LabImage& lab, const cv::Rect& region) {
  EdgeField field;
  field.origin = region.tl();
  image::LabImage smooth;
  cv::GaussianBlur(lab(region), smooth, {}, 1.2);
  cv::Sobel(smooth, field.along_x, CV_32F, 1, 0, 3, 1.0 / 8.0);
  cv::Sobel(smooth, field.along_y, CV_32F, 0, 1, 3, 1.0 / 8.0);
  return field;
}

/// y = base + depth * (1 - |u|^power) with u from -1 to 1 between the neck points.
struct Candidate {
  float depth = 0;
  float power = 1;
  float score = -1;
  float weakest = 0;  ///< 20th percentile of the edge along it.
  float mean = 0;
};

struct Opening {
  cv::Point2f left, right;
  [[nodiscard]] float width() const { return right.x - left.x; }
  [[nodiscard]] std::vector<cv::Point2f> curve(float depth, float power) const {
    std::vector<cv::Point2f> points;
    for (int i = 0; i < kCurvePoints; ++i) {
      const float u = -1.F + 2.F * static_cast<float>(i) / (kCurvePoints - 1);
      const cv::Point2f base = left + (right - left) * (0.5F * (u + 1.F));
      points.emplace_back(base.x, base.y + depth * (1.F - std::pow(std::abs(u), power)));
    }
    return points;
  }
};

cv::Point2f normal_at(const std::vector<cv::Point2f>& curve, std::size_t i) {
  const cv::Point2f along = curve[std::min(i + 1, curve.size() - 1)] - curve[i > 0 ? i - 1 : 0];
  const float length = std::max(1e-3F, std::hypot(along.x, along.y));
  return {-along.y / length, along.x / length};  // points down for a curve from left to right
}

/// Rates a candidate; a score below 0 where it leaves the garment.
void rate(Candidate& candidate, const Opening& opening, const EdgeField& edges, const Silhouette& shape) {
  const std::vector<cv::Point2f> curve =
      resample(opening.curve(candidate.depth, candidate.power), kCurvePoints);
  std::vector<float> strengths;
  int outside = 0;
  for (std::size_t i = 3; i + 3 < curve.size(); ++i) {
    const float below_top = curve[i].y - shape.top_at(curve[i].x);
    outside += below_top < 2.F;
    const bool on_outline = below_top < std::max(3.F, 0.012F * static_cast<float>(shape.box.height));
    strengths.push_back(on_outline ? 0.F : edges.at(curve[i], normal_at(curve, i)));
  }
  if (outside > static_cast<int>(strengths.size()) / 4) return;
  float sum = 0;
  for (const float strength : strengths) sum += strength;
  const auto fifth = strengths.begin() + static_cast<std::ptrdiff_t>(strengths.size() / 5);
  std::nth_element(strengths.begin(), fifth, strengths.end());
  candidate.mean = sum / static_cast<float>(strengths.size());
  candidate.weakest = *fifth;
  candidate.score = candidate.mean + candidate.weakest - 0.10F * candidate.depth / opening.width();
}

/// For each depth the best-rated curve.
std::vector<Candidate> rate_all(const Opening& opening, const EdgeField& edges, const Silhouette& shape) {
  constexpr std::array<float, 7> kPowers{1.0F, 1.3F, 1.7F, 2.2F, 3.0F, 4.5F, 7.0F};
  std::vector<Candidate> by_depth;
  for (float share = 0.05F; share < 0.85F; share += 0.01F) {
    Candidate best;
    best.depth = share * opening.width();
    for (const float power : kPowers) {
      Candidate candidate;
      candidate.depth = best.depth;
      candidate.power = power;
      rate(candidate, opening, edges, shape);
      if (candidate.score > best.score) best = candidate;
    }
    by_depth.push_back(best);
  }
  return by_depth;
}

/// The best-rated curve; but a nearly as good one far below it is the true front, and what was best was the
/// seam or the lower edge of the back collar. Of the two edges of a ring collar the upper one counts.
std::optional<Candidate> choose(const std::vector<Candidate>& by_depth, float width) {
  const auto best =
      std::max_element(by_depth.begin(), by_depth.end(),
                       [](const Candidate& a, const Candidate& b) { return a.score < b.score; });
  if (best == by_depth.end() || best->score < 0) return std::nullopt;
  std::vector<Candidate> peaks;
  for (std::size_t i = 0; i < by_depth.size(); ++i) {
    bool is_peak = by_depth[i].score >= 0.8F * best->score && by_depth[i].weakest > 0.3F;
    for (std::size_t j = i >= 3 ? i - 3 : 0; j < std::min(i + 4, by_depth.size()); ++j) {
      is_peak = is_peak && by_depth[i].score >= by_depth[j].score;
    }
    if (is_peak) peaks.push_back(by_depth[i]);
  }
  if (peaks.empty() || peaks.back().depth < best->depth + 0.12F * width) return *best;
  const Candidate deepest = peaks.back();
  Candidate chosen = deepest;
  for (const Candidate& peak : peaks) {
    const float above = deepest.depth - peak.depth;
    if (above > 0.05F * width && above < 0.20F * width) chosen = peak;
  }
  return chosen;
}

/// Lab distance between what lies just above and just below the curve, in its middle part.
float contrast_across(const image::LabImage& lab, const Silhouette& shape,
                      const std::vector<cv::Point2f>& curve) {
  std::array<std::vector<float>, 3> above;
  std::array<std::vector<float>, 3> below;
  const float width = curve.back().x - curve.front().x;
  const auto median = [](std::vector<float>& values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
  };
  for (const cv::Point2f& point : curve) {
    const int x = cvRound(point.x);
    if (point.x < curve.front().x + 0.12F * width || point.x > curve.back().x - 0.12F * width) continue;
    const auto collect = [&](int from, int to, auto& into) {
      for (int y = std::max(0, from); y < std::min(to, lab.rows); ++y) {
        for (std::size_t c = 0; c < 3; ++c) into[c].push_back(lab(y, x)[static_cast<int>(c)]);
      }
    };
    collect(cvRound(shape.top_at(point.x)) + 3, cvRound(point.y) - 3, above);
    collect(cvRound(point.y) + 4, cvRound(point.y + 0.12F * width), below);
  }
  if (above[0].empty() || below[0].empty()) return 0;
  float sum = 0;
  for (std::size_t c = 0; c < 3; ++c) sum += std::abs(median(above[c]) - median(below[c]));
  return sum;
}

/// Moves each point along its normal to the edge, neighbours together (dynamic programming over the offsets).
std::vector<cv::Point2f> snap_to_edge(const std::vector<cv::Point2f>& curve, const EdgeField& edges,
                                      int reach) {
  const auto count = static_cast<int>(curve.size());
  const int states = 2 * reach + 1;
  cv::Mat1f cost(count, states);
  cv::Mat1i from(count, states);
  for (int i = 0; i < count; ++i) {
    const cv::Point2f normal = normal_at(curve, static_cast<std::size_t>(i));
    const bool is_end = i == 0 || i == count - 1;
    for (int s = 0; s < states; ++s) {
      const auto offset = static_cast<float>(s - reach);
      float own = 1.F - edges.at(curve[static_cast<std::size_t>(i)] + normal * offset, normal);
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
  cv::Mat1f offsets(1, count);
  int state = 0;
  for (int s = 1; s < states; ++s) {
    if (cost(count - 1, s) < cost(count - 1, state)) state = s;
  }
  for (int i = count - 1; i >= 0; --i) {
    offsets(0, i) = static_cast<float>(state - reach);
    if (i > 0) state = from(i, state);
  }
  cv::GaussianBlur(offsets, offsets, cv::Size(7, 1), 0, 0, cv::BORDER_REPLICATE);
  std::vector<cv::Point2f> snapped;
  for (int i = 0; i < count; ++i) {
    const auto k = static_cast<std::size_t>(i);
    snapped.push_back(curve[k] + normal_at(curve, k) * offsets(0, i));
  }
  return snapped;
}

std::vector<cv::Point2f> upper_outline(const Silhouette& shape, const Neck& neck) {
  std::vector<cv::Point2f> line;
  for (int i = 0; i < kCurvePoints; ++i) {
    const float share = static_cast<float>(i) / (kCurvePoints - 1);
    const float x = neck.base[0].x + share * (neck.base[1].x - neck.base[0].x);
    line.emplace_back(x, shape.top_at(x));
  }
  return line;
}

}  // namespace

std::vector<cv::Point2f> find_front_neckline(const image::LabImage& lab, const Silhouette& shape,
                                             const Neck& neck) {
  const Opening opening{neck.base[0], neck.base[1]};
  if (opening.width() < 20.F || neck.collar_height > 0) return upper_outline(shape, neck);
  const int width = cvRound(opening.width());
  const int top = std::max(0, shape.box.y - 4);
  const cv::Rect region =
      cv::Rect(cvRound(opening.left.x) - 4, top, width + 8,
               cvRound(1.1F * opening.width()) + cvRound(std::max(opening.left.y, opening.right.y)) - top) &
      cv::Rect(0, 0, lab.cols, lab.rows);
  const EdgeField edges = measure_edges(lab, region);
  const std::optional<Candidate> chosen = choose(rate_all(opening, edges, shape), opening.width());
  if (!chosen || chosen->weakest < 0.10F || chosen->mean < 0.22F) return upper_outline(shape, neck);
  const std::vector<cv::Point2f> curve = resample(opening.curve(chosen->depth, chosen->power), kCurvePoints);
  const float contrast_min = chosen->depth < 0.35F * opening.width() ? 3.F : 7.F;
  if (contrast_across(lab, shape, curve) < contrast_min) return upper_outline(shape, neck);
  return snap_to_edge(curve, edges, std::max(4, width / 28));
}

}  // namespace drape::garment
