#include "garment/lower_landmarks.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "garment/polyline.h"
#include "garment/waistband.h"

namespace drape::garment {
namespace {

using Line = LowerLandmarks::Line;

constexpr int kSidePoints = 64;
constexpr int kHemPoints = 48;
// The corners of the waistband lie in the uppermost part of the box.
constexpr float kWaistReach = 0.15F;
// A gap between legs narrower than this share of the width is a crease.
constexpr float kGapMin = 0.008F;
// The gap lies this near to the axis, as a share of the width.
constexpr float kGapOffAxisMax = 0.22F;
// Trousers longer than this many waist widths are long. Their crotch lies in the upper part: legs that seem
// to join lower only touch each other,
constexpr float kLongTrousers = 1.7F;
constexpr float kRiseShareMax = 0.42F;
// and the crotch is where it usually is.
constexpr float kUsualRiseShare = 0.30F;
// Legs of one pair are equally long; more is a leg folded or turned away.
constexpr float kLegDifferenceMax = 0.16F;
constexpr float kSideDifferenceMax = 0.14F;

float outward(std::size_t side) {
  return side == 0 ? -1.F : 1.F;
}

float length_of(const Line& line) {
  float sum = 0;
  for (std::size_t i = 1; i < line.size(); ++i) sum += static_cast<float>(cv::norm(line[i] - line[i - 1]));
  return sum;
}

// The closed outline as a ring of points.
class Ring {
 public:
  explicit Ring(const std::vector<cv::Point>& points) : points_(points) {}

  // The point with the highest score.
  template <typename Score>
  [[nodiscard]] std::size_t best(Score&& score) const {
    std::size_t best = 0;
    float highest = -1e9F;
    for (std::size_t i = 0; i < points_.size(); ++i) {
      const float s = score(cv::Point2f(points_[i]));
      if (s > highest) {
        highest = s;
        best = i;
      }
    }
    return best;
  }

  [[nodiscard]] std::size_t nearest(cv::Point2f p) const {
    return best([&](cv::Point2f q) { return -static_cast<float>(cv::norm(p - q)); });
  }

  // The way from one point to another that does not pass a third.
  [[nodiscard]] Line way(std::size_t from, std::size_t to, std::size_t avoided) const {
    const std::size_t n = points_.size();
    const auto steps = [n](std::size_t a, std::size_t b) { return (b + n - a) % n; };
    const bool forward = steps(from, avoided) > steps(from, to);
    const std::size_t count = forward ? steps(from, to) : steps(to, from);
    Line line;
    for (std::size_t i = 0; i <= count; ++i)
      line.emplace_back(points_[forward ? (from + i) % n : (from + n - i) % n]);
    return line;
  }

  [[nodiscard]] cv::Point2f at(std::size_t i) const { return points_[i]; }

 private:
  const std::vector<cv::Point>& points_;
};

// Evenly spaced and without the steps of the pixels. Ends stay.
Line calm(const Line& line, int count) {
  Line even = resample(line, count);
  for (int round = 0; round < 2; ++round) {
    const Line before = even;
    for (std::size_t i = 1; i + 1 < even.size(); ++i)
      even[i] = before[i - 1] * 0.25F + before[i] * 0.5F + before[i + 1] * 0.25F;
  }
  return even;
}

// Index along a line at which its direction score is highest.
template <typename Score>
std::size_t best_on(const Line& line, Score&& score) {
  std::size_t best = 0;
  for (std::size_t i = 1; i < line.size(); ++i) {
    if (score(line[i]) > score(line[best])) best = i;
  }
  return best;
}

struct Corners {
  std::array<std::size_t, 2> waist{};  // Indices into the ring.
};

Corners find_waist_corners(const Ring& ring, const Silhouette& shape) {
  Corners corners;
  const float limit =
      static_cast<float>(shape.box.y) + std::max(4.F, kWaistReach * static_cast<float>(shape.box.height));
  for (std::size_t side = 0; side < 2; ++side) {
    corners.waist[side] =
        ring.best([&](cv::Point2f p) { return p.y > limit ? -1e8F : outward(side) * p.x - 2.F * p.y; });
  }
  return corners;
}

// The opening between the legs.
struct Gap {
  cv::Point2f top;
  int row = 0;  // Where it was found.
};

// The gap of a row that lies nearest to the axis; empty when there is none near it.
std::optional<Run> gap_in_row(const Silhouette& shape, int y) {
  const auto width = static_cast<float>(shape.box.width);
  const std::vector<Run> runs = row_runs(shape.mask, y);
  std::optional<Run> nearest;
  for (std::size_t i = 0; i + 1 < runs.size(); ++i) {
    const Run gap{runs[i].last + 1, runs[i + 1].first - 1};
    if (static_cast<float>(gap.length()) < kGapMin * width) continue;
    const auto off = [&](const Run& run) { return std::abs(run.middle() - shape.axis_x); };
    if (off(gap) > kGapOffAxisMax * width) continue;
    if (!nearest || off(gap) < off(*nearest)) nearest = gap;
  }
  return nearest;
}

std::optional<Gap> find_gap(const Silhouette& shape) {
  const int first = shape.box.y + shape.box.height / 8;
  for (int y = shape.box.br().y - 1 - shape.box.height / 50; y > first; --y) {
    const auto seed = gap_in_row(shape, y);
    if (!seed) continue;
    // Follow it upwards: at every row the background that touches the gap below.
    Run gap = *seed;
    int row = y;
    while (row > first) {
      std::optional<Run> above;
      const std::vector<Run> runs = row_runs(shape.mask, row - 1);
      for (std::size_t i = 0; i + 1 < runs.size(); ++i) {
        const Run next{runs[i].last + 1, runs[i + 1].first - 1};
        if (next.last < gap.first || next.first > gap.last) continue;
        if (!above || next.length() > above->length()) above = next;
      }
      if (!above) break;
      gap = *above;
      --row;
    }
    // A nick in the hem is no gap between legs.
    if (y - row < shape.box.height / 60) continue;
    return Gap{{gap.middle(), static_cast<float>(row)}, y};
  }
  return std::nullopt;
}

// One leg's part of the outline: waist corner -> around the hem -> top of the gap.
struct LegOutline {
  Line outer, inner;  // Waist -> hem, gap -> hem.
};

// How sharply the way turns towards the leg's inside at a point, radians.
float turn_at(const Line& way, std::size_t i, std::size_t side) {
  constexpr std::size_t kReach = 7;
  const cv::Point2f in = way[i] - way[i < kReach ? 0 : i - kReach];
  const cv::Point2f out = way[std::min(i + kReach, way.size() - 1)] - way[i];
  const auto cross = static_cast<float>(in.cross(out)) * outward(side);
  return std::clamp(std::atan2(cross, static_cast<float>(in.dot(out))), -1.4F, 1.4F);
}

// The two ends of the hem: sharp corners, joined by a fairly straight and level piece of outline that holds
// the leg's lowest point.
std::pair<std::size_t, std::size_t> hem_corners(const Line& way, std::size_t side) {
  constexpr float kLevel = 0.6F;  // Radians that a hem may slant freely.
  const std::size_t low = best_on(way, [](cv::Point2f p) { return p.y; });
  std::vector<float> turns;
  for (std::size_t i = 0; i < way.size(); ++i) turns.push_back(turn_at(way, i, side));
  const auto step = static_cast<float>(cv::norm(way[1] - way[0]));
  std::pair<std::size_t, std::size_t> best{low, std::min(low + 1, way.size() - 1)};
  float highest = -1e9F;
  for (std::size_t i = way.size() / 5; i <= low; ++i) {
    for (std::size_t j = std::max(low, i + 4); j < way.size(); ++j) {
      const cv::Point2f chord = way[j] - way[i];
      const float bend =
          static_cast<float>(j - i) * step / std::max(1.F, static_cast<float>(cv::norm(chord))) - 1;
      const float slant = std::abs(std::atan2(chord.y, std::abs(chord.x)));
      const float score = turns[i] + turns[j] - 4 * bend - 2 * std::max(0.F, slant - kLevel);
      if (score <= highest) continue;
      highest = score;
      best = {i, j};
    }
  }
  return best;
}

LegOutline part_leg(const Line& outline, std::size_t side) {
  constexpr int kSteps = 200;
  const Line way = calm(outline, kSteps);
  const auto [outer, inner] = hem_corners(way, side);
  LegOutline leg;
  leg.outer.assign(way.begin(), way.begin() + static_cast<std::ptrdiff_t>(outer) + 1);
  leg.inner.assign(way.begin() + static_cast<std::ptrdiff_t>(inner), way.end());
  std::reverse(leg.inner.begin(), leg.inner.end());
  return leg;
}

// Legs that touch below the crotch seem to part only lower.
cv::Point2f crotch_of(const LowerLandmarks& marks, cv::Point2f gap) {
  const auto waist_width = static_cast<float>(cv::norm(marks.waist[1] - marks.waist[0]));
  const float waist = (marks.waist[0].y + marks.waist[1].y) / 2;
  const float hem = (marks.side[0].back().y + marks.side[1].back().y) / 2;
  const float share = (gap.y - waist) / std::max(1.F, hem - waist);
  if (hem - waist < kLongTrousers * waist_width || share < kRiseShareMax) return gap;
  return {(marks.axis_x + gap.x) / 2, waist + kUsualRiseShare * (hem - waist)};
}

bool differ(float a, float b, float share) {
  return std::abs(a - b) > share * std::max(a, b);
}

std::optional<LowerLandmarks> find_trousers(const Silhouette& shape, LowerLandmarks marks, const Ring& ring,
                                            const Corners& corners) {
  const auto gap = find_gap(shape);
  if (!gap) return std::nullopt;
  const std::size_t top = ring.nearest(gap->top);
  LowerLandmarks::Legs legs;
  std::array<Line, 2> inner;
  for (std::size_t side = 0; side < 2; ++side) {
    const LegOutline leg = part_leg(ring.way(corners.waist[side], top, corners.waist[1 - side]), side);
    if (leg.outer.size() < 8 || leg.inner.size() < 2) return std::nullopt;
    marks.side[side] = calm(leg.outer, kSidePoints);
    inner[side] = leg.inner;
  }
  legs.crotch = crotch_of(marks, gap->top);
  for (std::size_t side = 0; side < 2; ++side) {
    if (legs.crotch != gap->top) inner[side].insert(inner[side].begin(), legs.crotch);
    legs.inner[side] = calm(inner[side], kSidePoints);
  }
  const float waist = (marks.waist[0].y + marks.waist[1].y) / 2;
  if (differ(length_of(legs.inner[0]) + legs.crotch.y - waist,
             length_of(legs.inner[1]) + legs.crotch.y - waist, kLegDifferenceMax))
    return std::nullopt;
  marks.legs = std::move(legs);
  return marks;
}

LowerLandmarks find_skirt(const Silhouette& shape, LowerLandmarks marks, const Ring& ring,
                          const Corners& corners) {
  const float middle = static_cast<float>(shape.box.y) + 0.4F * static_cast<float>(shape.box.height);
  std::array<std::size_t, 2> hem{};
  for (std::size_t side = 0; side < 2; ++side) {
    hem[side] =
        ring.best([&](cv::Point2f p) { return p.y < middle ? -1e8F : outward(side) * p.x + 0.8F * p.y; });
  }
  for (std::size_t side = 0; side < 2; ++side) {
    marks.side[side] = calm(ring.way(corners.waist[side], hem[side], hem[1 - side]), kSidePoints);
  }
  marks.hem = calm(ring.way(hem[0], hem[1], corners.waist[0]), kHemPoints);
  return marks;
}

}  // namespace

std::optional<LowerLandmarks> find_lower_landmarks(const image::LabImage& lab, const Silhouette& shape,
                                                   Category category) {
  const Ring ring(shape.outline);
  const Corners corners = find_waist_corners(ring, shape);
  LowerLandmarks marks;
  marks.axis_x = shape.axis_x;
  for (std::size_t side = 0; side < 2; ++side) marks.waist[side] = ring.at(corners.waist[side]);
  if (marks.waist[1].x - marks.waist[0].x < 0.2F * static_cast<float>(shape.box.width)) return std::nullopt;
  marks.waistband = find_waistband(lab, shape, marks.waist);
  std::optional<LowerLandmarks> found = category == Category::kLower
                                            ? find_trousers(shape, std::move(marks), ring, corners)
                                            : find_skirt(shape, std::move(marks), ring, corners);
  if (found && differ(length_of(found->side[0]), length_of(found->side[1]), kSideDifferenceMax))
    return std::nullopt;
  return found;
}

}  // namespace drape::garment
