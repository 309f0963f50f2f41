#include "garment/sleeves.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "garment/polyline.h"

namespace drape::garment {
namespace {

constexpr int kEdgePoints = 24;
constexpr int kPathPoints = 140;  ///< Resolution of the search for the cuff.

float distance(cv::Point2f a, cv::Point2f b) {
  return std::hypot(a.x - b.x, a.y - b.y);
}

std::size_t nearest_on(const std::vector<cv::Point>& outline, cv::Point2f point) {
  std::size_t nearest = 0;
  for (std::size_t i = 1; i < outline.size(); ++i) {
    if (distance(cv::Point2f(outline[i]), point) < distance(cv::Point2f(outline[nearest]), point))
      nearest = i;
  }
  return nearest;
}

/// The outline from shoulder tip around the cuff to the armpit: of the two ways, the one that does not pass
/// the hem.
std::vector<cv::Point2f> way_around(const Silhouette& shape, cv::Point2f tip, cv::Point2f armpit) {
  const std::vector<cv::Point>& outline = shape.outline;
  const auto n = outline.size();
  const std::size_t from = nearest_on(outline, tip);
  const std::size_t to = nearest_on(outline, armpit);
  const std::size_t hem = nearest_on(outline, {shape.axis_x, shape.bottom_at(shape.axis_x)});
  const auto steps = [&](std::size_t a, std::size_t b) { return (b + n - a) % n; };
  const bool forward = steps(from, hem) > steps(from, to);
  const std::size_t count = forward ? steps(from, to) : steps(to, from);
  std::vector<cv::Point2f> way;
  for (std::size_t i = 0; i <= count; ++i) {
    way.emplace_back(outline[forward ? (from + i) % n : (from + n - i) % n]);
  }
  return way;
}

/// How sharply the way turns at a point, degrees, measured over `reach` points to each side.
float turn_at(const std::vector<cv::Point2f>& way, int index, int reach) {
  const auto last = static_cast<int>(way.size()) - 1;
  const cv::Point2f here = way[static_cast<std::size_t>(index)];
  const cv::Point2f in = here - way[static_cast<std::size_t>(std::max(0, index - reach))];
  const cv::Point2f out = way[static_cast<std::size_t>(std::min(last, index + reach))] - here;
  return static_cast<float>(std::atan2(in.cross(out), in.dot(out)) * 180.0 / CV_PI);
}

struct Cuff {
  int outer = 0;  ///< Index of its outer corner on the way.
  int inner = 0;
};

/// The two corners of the sleeve's end: sharp, joined by a straight piece of outline, far from the shoulder.
Cuff find_cuff(const std::vector<cv::Point2f>& way, bool turns_positive) {
  const auto last = static_cast<int>(way.size()) - 1;
  const cv::Point2f base = 0.5F * (way.front() + way.back());
  const float base_width = distance(way.front(), way.back());
  float farthest = 1;
  for (const cv::Point2f& point : way) farthest = std::max(farthest, distance(point, base));
  float length = 0;
  for (int i = 0; i < last; ++i)
    length += distance(way[static_cast<std::size_t>(i)], way[static_cast<std::size_t>(i) + 1]);
  const float step = length / static_cast<float>(last);

  std::vector<float> turns(way.size());
  const int reach = std::max(3, cvRound(0.12F * base_width / step));
  for (int i = 0; i <= last; ++i) {
    const float turn = turn_at(way, i, reach) * (turns_positive ? 1.F : -1.F);
    turns[static_cast<std::size_t>(i)] = std::clamp(turn, 0.F, 100.F) / 90.F;
  }
  Cuff best{last / 2, last / 2 + 1};
  float best_score = -1e9F;
  for (int outer = std::max(2, last / 20); outer < last - 3; ++outer) {
    for (int inner = outer + 3; inner < last - 1; ++inner) {
      const cv::Point2f a = way[static_cast<std::size_t>(outer)];
      const cv::Point2f b = way[static_cast<std::size_t>(inner)];
      const float chord = distance(a, b);
      if (chord < 0.25F * base_width || chord > 2.2F * base_width) continue;
      const float straight = chord / (static_cast<float>(inner - outer) * step);
      const float far = distance(0.5F * (a + b), base) / farthest;
      const float score = turns[static_cast<std::size_t>(outer)] + turns[static_cast<std::size_t>(inner)] +
                          3.F * std::min(straight, 0.95F) + 1.5F * far;
      if (score > best_score) {
        best_score = score;
        best = {outer, inner};
      }
    }
  }
  return best;
}

/// Centre line, its length and the half widths across it.
void measure(Sleeve& sleeve) {
  std::vector<cv::Point2f> centre;
  for (std::size_t i = 0; i < sleeve.outer_edge.size(); ++i) {
    centre.push_back(0.5F * (sleeve.outer_edge[i] + sleeve.inner_edge[i]));
  }
  sleeve.length = static_cast<float>(cv::arcLength(centre, false));
  for (std::size_t i = 0; i < centre.size(); ++i) {
    const cv::Point2f along = centre[std::min(i + 1, centre.size() - 1)] - centre[i > 0 ? i - 1 : 0];
    const float norm = std::max(1e-3F, std::hypot(along.x, along.y));
    const cv::Point2f across = sleeve.outer_edge[i] - sleeve.inner_edge[i];
    sleeve.half_width.push_back(0.5F * std::abs(across.cross(along)) / norm);
  }
}

std::optional<Sleeve> trace_one(const Silhouette& shape, cv::Point2f tip, cv::Point2f armpit) {
  const std::vector<cv::Point2f> full = way_around(shape, tip, armpit);
  if (full.size() < 20) return std::nullopt;
  std::vector<cv::Point2f> way = resample(full, kPathPoints);
  way.front() = tip;
  way.back() = armpit;
  const Cuff cuff = find_cuff(way, cv::contourArea(way, true) > 0);

  Sleeve sleeve;
  sleeve.outer_edge = resample({way.begin(), way.begin() + cuff.outer + 1}, kEdgePoints);
  sleeve.inner_edge = resample({way.rbegin(), way.rend() - cuff.inner}, kEdgePoints);
  sleeve.mask = image::Mask::zeros(shape.mask.size());
  std::vector<cv::Point> polygon;
  for (const cv::Point2f& point : full) polygon.emplace_back(point);
  polygon.emplace_back(armpit);
  polygon.emplace_back(tip);
  cv::fillPoly(sleeve.mask, std::vector<std::vector<cv::Point>>{polygon}, cv::Scalar(255));
  sleeve.mask &= shape.mask;
  measure(sleeve);
  return sleeve;
}

}  // namespace

std::array<std::optional<Sleeve>, 2> trace_sleeves(const Silhouette& shape, const Shoulders& shoulders) {
  std::array<std::optional<Sleeve>, 2> sleeves;
  for (std::size_t side = 0; side < 2; ++side) {
    if (shoulders.has_sleeve[side])
      sleeves[side] = trace_one(shape, shoulders.tip[side], shoulders.armpit[side]);
  }
  return sleeves;
}

}  // namespace drape::garment
