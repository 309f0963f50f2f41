#include "garment/sleeve_seams.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <optional>

namespace drape::garment {
namespace {

/// Depth of an armpit below the shoulder outline, over the width between the armpits: where it lies on most
/// garments, and above which the gap found is taken to be closed by contact.
constexpr float kArmpitDepth = 0.56F;
constexpr float kArmpitDepthMax = 0.68F;
constexpr float kArmpitDepthExtreme =
    0.90F;  ///< Of a hanging sleeve: closed by contact whatever the gap looks like.
/// How much stronger a crease must be than the strongest line of the same form in the cloth beside it.
constexpr float kCreaseGain = 1.25F;

/// A line going up, one column for each row from `bottom` to `top`.
struct Line {
  int top = 0;
  std::vector<float> columns;  ///< [0] is row `top`.
  std::vector<float> strength;
  [[nodiscard]] float mean_strength() const {
    float sum = 0;
    for (const float value : strength) sum += value;
    return strength.empty() ? 0.F : sum / static_cast<float>(strength.size());
  }
};

/// Strength of vertical lines: change of lightness across, averaged along.
cv::Mat1f vertical_edges(const image::LabImage& lab, const cv::Rect& box) {
  cv::Mat1f lightness;
  cv::extractChannel(lab, lightness, 0);
  cv::Mat1f tone(lab.size());
  for (int y = 0; y < lab.rows; ++y) {
    for (int x = 0; x < lab.cols; ++x) tone(y, x) = 60.F * std::log1p(std::max(0.F, lightness(y, x)) / 10.F);
  }
  const double along = std::max(1.5, 0.008 * box.height);
  const double across = std::max(0.8, 0.0025 * box.width);
  cv::GaussianBlur(tone, tone, cv::Size(), across, along);
  cv::Mat1f edges;
  cv::Sobel(tone, edges, CV_32F, 1, 0, 3, 1.0 / 8.0);
  return cv::abs(edges);
}

struct Search {
  cv::Point start;  ///< Lowest point; the line may begin `reach` to either side.
  int top = 0;      ///< Last row.
  int reach = 0;    ///< Columns to either side of `start`.
  int slack = 2;    ///< Columns to either side of `start` where the line may begin.
};

/// The strongest line up from `start` (dynamic programming, one column to either side for each row).
Line follow_up(const cv::Mat1f& edges, const Search& search) {
  const int rows = search.start.y - search.top + 1;
  const int left = std::max(1, search.start.x - search.reach);
  const int right = std::min(edges.cols - 2, search.start.x + search.reach);
  const int columns = right - left + 1;
  cv::Mat1f score(rows, columns, -1e9F);
  cv::Mat1i from(rows, columns, 0);
  for (int r = 0; r < rows; ++r) {
    const int y = search.start.y - r;
    for (int c = 0; c < columns; ++c) {
      float best = -1e9F;
      if (r == 0) best = std::abs(left + c - search.start.x) <= search.slack ? 0.F : -1e9F;
      for (int step = -1; r > 0 && step <= 1; ++step) {
        if (c + step < 0 || c + step >= columns) continue;
        const float value = score(r - 1, c + step) - (step == 0 ? 0.F : 0.02F);
        if (value > best) {
          best = value;
          from(r, c) = c + step;
        }
      }
      score(r, c) = best + std::min(edges(y, left + c), 3.F);
    }
  }
  int column = 0;
  for (int c = 1; c < columns; ++c) {
    if (score(rows - 1, c) > score(rows - 1, column)) column = c;
  }
  Line line;
  line.top = search.top;
  for (int r = rows - 1; r >= 0; --r) {
    line.columns.push_back(static_cast<float>(left + column));
    line.strength.push_back(std::min(edges(search.start.y - r, left + column), 3.F));
    column = from(r, column);
  }
  return line;
}

/// The same search in the cloth beside, towards the axis.
float strength_beside(const cv::Mat1f& edges, const Search& search, float axis_x) {
  Search beside = search;
  beside.start.x = cvRound(0.5F * (static_cast<float>(search.start.x) + axis_x));
  beside.slack = search.reach;
  return follow_up(edges, beside).mean_strength();
}

/// Does the gap under this armpit begin as a slit, as where sleeve and body touch above it?
bool begins_as_slit(const Silhouette& shape, cv::Point2f armpit, int side) {
  const int below =
      std::min(cvRound(armpit.y + 0.025F * static_cast<float>(shape.box.height)), shape.mask.rows - 1);
  const int outward = side == 0 ? -1 : 1;
  int width = 0;
  for (int x = cvRound(armpit.x) - 6 * outward; x > 0 && x < shape.mask.cols; x += outward) {
    if (shape.mask(below, x) == 0) {
      ++width;
    } else if (width > 0) {
      break;
    }
  }
  return static_cast<float>(width) < 0.02F * static_cast<float>(shape.box.width);
}

/// Does the sleeve of this side reach far below the armpit?
bool hangs_down(const Silhouette& shape, cv::Point2f armpit, int side) {
  const float outward = side == 0 ? -1.F : 1.F;
  float lowest = 0;
  for (float x = armpit.x + outward * 0.02F * static_cast<float>(shape.box.width);
       x > static_cast<float>(shape.box.x) && x < static_cast<float>(shape.box.br().x); x += outward) {
    lowest = std::max(lowest, shape.bottom_at(x));
  }
  return lowest > armpit.y + 0.15F * static_cast<float>(shape.box.height);
}

/// Where a sleeve that is one with the body in the outline ends beside the hem: a notch or a step of the
/// lower edge.
std::optional<cv::Point> cuff_beside_hem(const Silhouette& shape, int side) {
  const float half = 0.5F * static_cast<float>(shape.box.width);
  const auto height = static_cast<float>(shape.box.height);
  const float outward = side == 0 ? -1.F : 1.F;
  const auto column = [&](float share) { return shape.axis_x + outward * share * half; };
  constexpr float kStep = 0.01F;
  std::optional<cv::Point> best;
  float deepest = 0.006F * height;
  for (float share = 0.40F; share < 0.96F; share += kStep) {
    float inner = 0;
    float outer = 0;
    for (float s = 0.1F; s < share; s += kStep) inner = std::max(inner, shape.bottom_at(column(s)));
    for (float s = share + kStep; s < 0.99F; s += kStep) outer = std::max(outer, shape.bottom_at(column(s)));
    const float here = shape.bottom_at(column(share));
    const float notch = std::min(inner, outer) - here;
    if (notch > deepest) {
      deepest = notch;
      best = cv::Point(cvRound(column(share)), static_cast<int>(here));
    }
  }
  if (best) return best;
  float steepest = 0.012F * height;
  for (float share = 0.45F; share < 0.92F; share += kStep) {
    const float rise =
        shape.bottom_at(column(share + 2 * kStep)) - shape.bottom_at(column(share - 2 * kStep));
    if (rise > steepest) {
      steepest = rise;
      best = cv::Point(cvRound(column(share)), static_cast<int>(shape.bottom_at(column(share - 2 * kStep))));
    }
  }
  return best;
}

/// Cuts the mask along a line, wide enough for an outline to follow both sides.
void cut_along(image::Mask& mask, const Line& line) {
  for (std::size_t i = 0; i < line.columns.size(); ++i) {
    const int y = line.top + static_cast<int>(i);
    const int x = cvRound(line.columns[i]);
    for (int dx = -1; dx <= 1; ++dx) {
      if (x + dx >= 0 && x + dx < mask.cols) mask(y, x + dx) = 0;
    }
  }
}

struct Cut {
  Line line;
  bool is_crease = false;  ///< A line is seen; else it is drawn straight up.
};

Cut find_cut(const cv::Mat1f& edges, const Silhouette& shape, cv::Point start, int top) {
  const Search search{start, top, std::max(4, shape.box.width / 12), 2};
  Cut cut;
  cut.line = follow_up(edges, search);
  const float beside = strength_beside(edges, search, shape.axis_x);
  cut.is_crease = cut.line.mean_strength() > kCreaseGain * beside;
  return cut;
}

/// A gap that the cuff closes below is a hole in the silhouette: opens it straight down.
void open_below(image::Mask& mask, cv::Point2f armpit) {
  image::Mask ground;
  cv::copyMakeBorder(mask == 0, ground, 1, 1, 1, 1, cv::BORDER_CONSTANT, cv::Scalar(255));
  cv::Mat1i regions;
  cv::connectedComponents(ground, regions, 4);
  const cv::Point inside(cvRound(armpit.x) + 1, cvRound(armpit.y) + 2);
  const int gap = regions(inside);
  if (gap == 0 || gap == regions(0, 0)) return;
  cv::Point lowest = inside;
  for (int y = inside.y; y < regions.rows; ++y) {
    for (int x = 0; x < regions.cols; ++x) {
      if (regions(y, x) == gap) lowest = {x, y};
    }
  }
  for (int y = lowest.y - 1; y < mask.rows && regions(y + 1, lowest.x) != regions(0, 0); ++y) {
    for (int x = std::max(0, lowest.x - 2); x <= std::min(mask.cols - 1, lowest.x); ++x) mask(y, x) = 0;
  }
}

/// Gap seen below: continue it up to where armpits are.
void continue_gaps(PartedShape& parted, const cv::Mat1f& edges) {
  const Silhouette original = parted.shape;
  const float chest = parted.armpits[1].point.x - parted.armpits[0].point.x;
  std::array<bool, 2> is_closed{};
  for (std::size_t side = 0; side < 2; ++side) {
    const cv::Point2f armpit = parted.armpits[side].point;
    const float depth = (armpit.y - original.top_at(armpit.x)) / chest;
    is_closed[side] =
        depth > kArmpitDepthMax && hangs_down(original, armpit, static_cast<int>(side)) &&
        (depth > kArmpitDepthExtreme || begins_as_slit(original, armpit, static_cast<int>(side)));
  }
  for (std::size_t side = 0; side < 2; ++side) {
    Armpit& armpit = parted.armpits[side];
    if (is_closed[side]) {
      float target = original.top_at(armpit.point.x) + kArmpitDepth * chest;
      if (!is_closed[1 - side])
        target = std::max(target, std::min(armpit.point.y, parted.armpits[1 - side].point.y));
      const int top = cvRound(target);
      Cut cut = find_cut(edges, original, armpit.point, top);
      if (!cut.is_crease) std::fill(cut.line.columns.begin(), cut.line.columns.end(), armpit.point.x);
      cut_along(parted.shape.mask, cut.line);
      armpit.point = {cut.line.columns.front(), static_cast<float>(top)};
    }
    open_below(parted.shape.mask, armpit.point);
  }
  parted.shape = trace_silhouette(parted.shape.mask);
}

/// No gap seen: a crease on both sides that ends beside the hem parts the sleeves.
void part_fused_sleeves(PartedShape& parted, const cv::Mat1f& edges) {
  const Silhouette& shape = parted.shape;
  const auto left = cuff_beside_hem(shape, 0);
  const auto right = cuff_beside_hem(shape, 1);
  if (!left || !right) return;
  const auto chest = static_cast<float>(right->x - left->x);
  std::array<Cut, 2> cuts;
  for (std::size_t side = 0; side < 2; ++side) {
    const cv::Point start = side == 0 ? *left : *right;
    const int top = cvRound(shape.top_at(static_cast<float>(start.x)) + kArmpitDepth * chest);
    if (top > start.y - shape.box.height / 5) return;
    cuts[side] = find_cut(edges, shape, {start.x, start.y - 1}, top);
    if (!cuts[side].is_crease) return;
  }
  image::Mask mask = shape.mask.clone();
  for (std::size_t side = 0; side < 2; ++side) {
    cut_along(mask, cuts[side].line);
    open_below(mask, {cuts[side].line.columns.front(), static_cast<float>(cuts[side].line.top)});
    parted.armpits[side] = {{cuts[side].line.columns.front(), static_cast<float>(cuts[side].line.top)}, true};
  }
  parted.shape = trace_silhouette(mask);
}

}  // namespace

namespace {

// Where the line between a sleeve and the body that it hangs along is looked for, as shares of half the
// garment's width: at the armpit and at the lower end.
constexpr float kLineFrom = 0.52F;
constexpr float kLineTo = 0.80F;
constexpr float kLineExpected = 0.66F;
constexpr float kLineStep = 0.02F;
constexpr float kUnlikeWeight = 15;     // Of the square of the difference between both sides.
constexpr float kLineWeight = 25;       // Of the square of the distance from there, in strength of the line.
constexpr float kCreaseMin = 0.55F;     // Without one there may be no sleeves at all, as on a vest.
constexpr float kHiddenArmpit = 0.36F;  // Depth of the armpits, as a share of the garment's width.

float square(float value) {
  return value * value;
}

Line straight_line(const cv::Mat1f& edges, cv::Point top, cv::Point bottom) {
  Line line;
  line.top = top.y;
  for (int y = top.y; y <= bottom.y; ++y) {
    const float t = static_cast<float>(y - top.y) / static_cast<float>(std::max(1, bottom.y - top.y));
    const float x = static_cast<float>(top.x) + t * static_cast<float>(bottom.x - top.x);
    line.columns.push_back(x);
    line.strength.push_back(std::min(edges(y, cvRound(x)), 3.F));
  }
  return line;
}

struct Seam {
  Line line;
  float above = 0, below = 0;  ///< Places of its ends, as shares of half the garment's width.
  float score = 0;
};

/// Straight lines between a sleeve and the body, which score for what they show of a crease and for lying
/// where sleeves end.
std::vector<Seam> possible_seams(const cv::Mat1f& edges, const Silhouette& shape, int side) {
  const float half = 0.5F * static_cast<float>(shape.box.width);
  const float outward = side == 0 ? -half : half;
  std::vector<Seam> seams;
  for (float above = kLineFrom; above <= kLineTo; above += kLineStep) {
    for (float below = kLineFrom; below <= kLineTo; below += kLineStep) {
      const int top_x = cvRound(shape.axis_x + above * outward);
      const int bottom_x = cvRound(shape.axis_x + below * outward);
      // The axis of an uneven outline may lie so far from its middle that a side has no room.
      const auto [first, last] = std::minmax(top_x, bottom_x);
      if (first < shape.box.x + 2 || last > shape.box.br().x - 3) continue;
      const int top = cvRound(shape.top_at(static_cast<float>(top_x)) + kHiddenArmpit * 2 * half);
      const int bottom = static_cast<int>(shape.bottom_at(static_cast<float>(bottom_x)));
      if (top > bottom - std::max(4, shape.box.height / 5)) continue;
      Line line = straight_line(edges, {top_x, top}, {bottom_x, bottom});
      const float far = square(above - kLineExpected) + square(below - kLineExpected);
      const float score = line.mean_strength() - kLineWeight * far;
      seams.push_back({std::move(line), above, below, score});
    }
  }
  return seams;
}

/// How much more of a crease a line shows than the lines beside it, towards the axis.
float crease_of(const cv::Mat1f& edges, const Silhouette& shape, const Line& line, int side) {
  const float half = (side == 0 ? 0.5F : -0.5F) * static_cast<float>(shape.box.width);
  float sum = 0;
  int count = 0;
  for (float inward = 0.15F; inward < 0.5F; inward += 0.03F) {
    for (std::size_t i = 0; i < line.columns.size(); ++i, ++count)
      sum += std::min(edges(line.top + static_cast<int>(i), cvRound(line.columns[i] + inward * half)), 3.F);
  }
  return line.mean_strength() - sum / static_cast<float>(std::max(count, 1));
}

/// The best of each side that lie alike; nothing where there is no room for them.
std::optional<std::array<Line, 2>> hidden_seams(const cv::Mat1f& edges, const Silhouette& shape) {
  const std::array<std::vector<Seam>, 2> seams{possible_seams(edges, shape, 0),
                                               possible_seams(edges, shape, 1)};
  const Seam* left = nullptr;
  const Seam* right = nullptr;
  float best = -1e9F;
  for (const Seam& l : seams[0]) {
    for (const Seam& r : seams[1]) {
      const float score =
          l.score + r.score - kUnlikeWeight * (square(l.above - r.above) + square(l.below - r.below));
      if (score <= best) continue;
      best = score;
      left = &l;
      right = &r;
    }
  }
  if (left == nullptr || right == nullptr) return std::nullopt;
  return std::array{left->line, right->line};
}

}  // namespace

std::optional<PartedShape> part_hidden_sleeves(const image::LabImage& lab, const Silhouette& shape) {
  const cv::Mat1f edges = vertical_edges(lab, shape.box);
  const auto seams = hidden_seams(edges, shape);
  if (!seams) return std::nullopt;
  const float creases = crease_of(edges, shape, (*seams)[0], 0) + crease_of(edges, shape, (*seams)[1], 1);
  if (creases < 2 * kCreaseMin) return std::nullopt;
  PartedShape parted{shape, {}};
  image::Mask mask = shape.mask.clone();
  for (std::size_t side = 0; side < 2; ++side) {
    const Line& seam = (*seams)[side];
    const cv::Point2f armpit(seam.columns.front(), static_cast<float>(seam.top));
    cut_along(mask, seam);
    open_below(mask, armpit);
    parted.armpits[side] = {armpit, true};
  }
  parted.shape = trace_silhouette(mask);
  return parted;
}

PartedShape part_sleeves(const image::LabImage& lab, const Silhouette& shape) {
  PartedShape parted{shape, find_sleeve_armpits(shape)};
  parted.shape.mask = shape.mask.clone();
  const cv::Mat1f edges = vertical_edges(lab, shape.box);
  if (parted.armpits[0].has_sleeve && parted.armpits[1].has_sleeve) {
    continue_gaps(parted, edges);
  } else if (!parted.armpits[0].has_sleeve && !parted.armpits[1].has_sleeve) {
    part_fused_sleeves(parted, edges);
  }
  return parted;
}

}  // namespace drape::garment
