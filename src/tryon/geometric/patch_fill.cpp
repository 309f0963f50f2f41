#include "tryon/geometric/patch_fill.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <opencv2/imgproc.hpp>
#include <random>
#include <vector>

#include "tryon/geometric/planes.h"

namespace drape::tryon::geometric {
namespace {

using image::Mask;
using image::Plane;

constexpr int kRadius = 3;    // Of a patch, pixels.
constexpr int kThinHole = 4;  // Pixels: a hole of this depth is filled without a coarser picture.
constexpr int kLevelsMax = 8;
constexpr std::size_t kImprovedMax =
    40'000;                        // Patches: more of them keep what was found at half the resolution.
constexpr double kPairsMax = 1e6;  // Of patches, at the coarsest level, where all are compared.
constexpr int kReachMin = 48;      // Pixels around the hole from where texture may come.
constexpr int kMatchPasses = 3;    // Of propagation and search between two votes.
constexpr int kVotesFinest = 2;    // At the full resolution; one more at each coarser one.
constexpr int kVotesMax = 6;
constexpr float kSharpness = 1;  // A patch whose distance is so many times the usual one says little.

// One resolution: colours, where they are wanted and where texture may come from.
struct Level {
  ColourPlane colour;
  Mask hole, source;
  Mask usable;   // Hole or source.
  Mask centres;  // Patches around these lie in the source.
};

Mask halved(const Mask& mask, double share) {
  Mask small;
  cv::resize(mask, small, (mask.size() + cv::Size(1, 1)) / 2, 0, 0, cv::INTER_AREA);
  return small >= share * 255;
}

void find_centres(Level& level) {
  level.usable = level.hole | level.source;
  const Mask square = cv::getStructuringElement(cv::MORPH_RECT, {2 * kRadius + 1, 2 * kRadius + 1});
  cv::erode(level.source, level.centres, square, {-1, -1}, 1, cv::BORDER_CONSTANT, 0);
}

Level coarser(const Level& fine) {
  Level out;
  // What is neither hole nor source must not colour its neighbours.
  Plane weight = as_plane(fine.usable);
  ColourPlane weighted(fine.colour.size(), cv::Vec3f());
  fine.colour.copyTo(weighted, fine.usable);
  const cv::Size size = (fine.hole.size() + cv::Size(1, 1)) / 2;
  cv::resize(weighted, out.colour, size, 0, 0, cv::INTER_AREA);
  cv::resize(weight, weight, size, 0, 0, cv::INTER_AREA);
  out.colour.forEach([&](cv::Vec3f& c, const int* at) { c *= 1 / std::max(weight(at[0], at[1]), 1e-3F); });
  out.hole = halved(fine.hole, 0.01);
  out.source = halved(fine.source, 0.99) & ~out.hole;
  find_centres(out);
  return out;
}

double depth_of(const Mask& hole) {
  Mask framed;
  cv::copyMakeBorder(hole, framed, 1, 1, 1, 1, cv::BORDER_CONSTANT, 0);
  Plane distance;
  cv::distanceTransform(framed, distance, cv::DIST_L2, 3);
  double deepest = 0;
  cv::minMaxLoc(distance, nullptr, &deepest);
  return deepest;
}

// For each patch that touches the hole the patch of the source that is most like it.
class Matches {
 public:
  explicit Matches(const Level& level)
      : level_(level), best_(level.hole.size(), cv::Vec2i(-1, -1)), distance_(level.hole.size(), kNone) {
    for (int y = 0; y < level.centres.rows; ++y) {
      for (int x = 0; x < level.centres.cols; ++x)
        if (level.centres(y, x)) sources_.emplace_back(x, y);
    }
    Mask touching;
    const Mask square = cv::getStructuringElement(cv::MORPH_RECT, {2 * kRadius + 1, 2 * kRadius + 1});
    cv::dilate(level.hole, touching, square);
    touching &= level.usable;
    for (int y = 0; y < touching.rows; ++y) {
      for (int x = 0; x < touching.cols; ++x)
        if (touching(y, x)) targets_.emplace_back(x, y);
    }
  }

  [[nodiscard]] bool possible() const { return !sources_.empty() && !targets_.empty(); }
  [[nodiscard]] const std::vector<cv::Point>& targets() const { return targets_; }
  [[nodiscard]] cv::Point best(cv::Point target) const {
    const cv::Vec2i at = best_(target);
    return {at[0], at[1]};
  }
  [[nodiscard]] float distance(cv::Point target) const { return distance_(target); }

  // What was found at half of the resolution; chance where that leads nowhere. REQUIRES: possible()
  void begin(const Matches& coarse) {
    for (const cv::Point target : targets_) {
      const cv::Point guess = coarse.guess(target);
      const cv::Point source = inside(guess) && level_.centres(guess) ? guess : anywhere();
      best_(target) = {source.x, source.y};
      distance_(target) = 0;
    }
  }

  // Looks at all of the source. REQUIRES: possible()
  void look_everywhere() {
    for (const cv::Point target : targets_) look_everywhere(target);
  }
  void look_everywhere(cv::Point target) {
    distance_(target) = kNone;
    for (const cv::Point source : sources_) consider(target, source);
  }

  // The colours in the hole have changed.
  void measure_again() {
    for (const cv::Point target : targets_) distance_(target) = compare(target, best(target), kNone);
  }

  void improve() {
    for (int pass = 0; pass < kMatchPasses; ++pass) {
      const int step = pass % 2 == 0 ? 1 : -1;
      const auto count = static_cast<int>(targets_.size());
      for (int i = 0; i < count; ++i) {
        const cv::Point target = targets_[static_cast<std::size_t>(step > 0 ? i : count - 1 - i)];
        follow(target, {step, 0});
        follow(target, {0, step});
        search(target);
      }
    }
  }

 private:
  static constexpr float kNone = std::numeric_limits<float>::max();

  [[nodiscard]] bool inside(cv::Point at) const { return cv::Rect({}, best_.size()).contains(at); }

  // What a match at half of the resolution means here.
  [[nodiscard]] cv::Point guess(cv::Point fine_target) const {
    const cv::Point half(std::min(fine_target.x / 2, best_.cols - 1),
                         std::min(fine_target.y / 2, best_.rows - 1));
    const cv::Point at = best(half);
    if (at.x < 0) return {-1, -1};
    return fine_target + 2 * (at - half);
  }

  cv::Point anywhere() { return sources_[random_() % sources_.size()]; }

  void consider(cv::Point target, cv::Point source) {
    if (!inside(source) || !level_.centres(source)) return;
    const float found = compare(target, source, distance_(target));
    if (found >= distance_(target)) return;
    distance_(target) = found;
    best_(target) = {source.x, source.y};
  }

  void follow(cv::Point target, cv::Point back) {
    const cv::Point neighbour = target - back;
    if (!inside(neighbour) || best_(neighbour)[0] < 0) return;
    consider(target, best(neighbour) + back);
  }

  void search(cv::Point target) {
    for (int radius = std::max(best_.rows, best_.cols); radius >= 1; radius /= 2) {
      const auto span = static_cast<unsigned>(2 * radius + 1);
      const cv::Point step(static_cast<int>(random_() % span) - radius,
                           static_cast<int>(random_() % span) - radius);
      consider(target, best(target) + step);
    }
  }

  // Mean squared difference over what is usable of the target's patch; stops once it is over `enough`.
  [[nodiscard]] float compare(cv::Point target, cv::Point source, float enough) const {
    float sum = 0;
    int count = 0;
    const int top = std::max(-kRadius, -target.y);
    const int bottom = std::min(kRadius, best_.rows - 1 - target.y);
    const int left = std::max(-kRadius, -target.x);
    const int right = std::min(kRadius, best_.cols - 1 - target.x);
    const float limit =
        enough == kNone ? kNone : enough * static_cast<float>((bottom - top + 1) * (right - left + 1));
    for (int dy = top; dy <= bottom; ++dy) {
      const std::uint8_t* usable = level_.usable[target.y + dy] + target.x;
      const cv::Vec3f* here = level_.colour[target.y + dy] + target.x;
      const cv::Vec3f* there = level_.colour[source.y + dy] + source.x;
      for (int dx = left; dx <= right; ++dx) {
        if (!usable[dx]) continue;
        const cv::Vec3f difference = here[dx] - there[dx];
        sum += difference.dot(difference);
        ++count;
      }
      if (sum > limit) return kNone;
    }
    return sum / static_cast<float>(std::max(count, 1));
  }

  const Level& level_;
  cv::Mat2i best_;
  Plane distance_;
  std::vector<cv::Point> sources_, targets_;
  std::minstd_rand random_;
};

// How far a usual patch is from its match.
float usual_distance(const Matches& matches) {
  std::vector<float> all;
  all.reserve(matches.targets().size());
  for (const cv::Point target : matches.targets()) all.push_back(matches.distance(target));
  const auto middle = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
  std::nth_element(all.begin(), middle, all.end());
  return std::max(*middle, 1.0F);
}

// Every pixel of the hole becomes the mean of what the patches over it say.
void vote(const Matches& matches, Level& level) {
  ColourPlane sum(level.colour.size(), cv::Vec3f());
  Plane weight(level.colour.size(), 0.0F);
  const float usual = usual_distance(matches) * kSharpness;
  for (const cv::Point target : matches.targets()) {
    const cv::Point source = matches.best(target);
    const float say = std::exp(-matches.distance(target) / usual);
    for (int dy = -kRadius; dy <= kRadius; ++dy) {
      const int y = target.y + dy;
      if (y < 0 || y >= level.hole.rows) continue;
      for (int dx = std::max(-kRadius, -target.x); dx <= kRadius && target.x + dx < level.hole.cols; ++dx) {
        const int x = target.x + dx;
        if (!level.hole(y, x)) continue;
        sum(y, x) += level.colour(source.y + dy, source.x + dx) * say;
        weight(y, x) += say;
      }
    }
  }
  for (int y = 0; y < sum.rows; ++y) {
    for (int x = 0; x < sum.cols; ++x)
      if (weight(y, x) > 0) level.colour(y, x) = sum(y, x) * (1 / weight(y, x));
  }
}

// Every pixel of the hole becomes what the most alike patch over it says: crisp, where a mean is soft.
void take_best(const Matches& matches, Level& level) {
  ColourPlane taken = level.colour.clone();
  Plane distance(level.colour.size(), std::numeric_limits<float>::max());
  for (const cv::Point target : matches.targets()) {
    const cv::Point source = matches.best(target);
    const float found = matches.distance(target);
    for (int dy = -kRadius; dy <= kRadius; ++dy) {
      for (int dx = -kRadius; dx <= kRadius; ++dx) {
        const cv::Point at = target + cv::Point(dx, dy);
        if (!cv::Rect({}, level.hole.size()).contains(at) || !level.hole(at) || found >= distance(at))
          continue;
        taken(at) = level.colour(source + cv::Point(dx, dy));
        distance(at) = found;
      }
    }
  }
  level.colour = taken;
}

// Pixel by pixel from the rim inwards, each from the patch that is most like what is known around it (Efros,
// Leung, "Texture synthesis by non-parametric sampling", ICCV 1999).
void grow_inwards(Matches& matches, Level& level) {
  Mask unknown = level.hole.clone();
  level.usable = level.source.clone();
  while (cv::countNonZero(unknown) > 0) {
    Mask inner;
    cv::erode(unknown, inner, {}, {-1, -1}, 1, cv::BORDER_CONSTANT, 255);
    Mask rim = unknown & ~inner;
    if (cv::countNonZero(rim) == 0) rim = unknown;  // Nothing known touches it.
    for (const cv::Point target : matches.targets()) {
      if (!rim(target)) continue;
      matches.look_everywhere(target);
      level.colour(target) = level.colour(matches.best(target));
    }
    level.usable |= rim;
    unknown.setTo(0, rim);
  }
}

// Comparisons if every patch were compared with every other.
double pairs(const Level& level) {
  return static_cast<double>(cv::countNonZero(level.hole)) * cv::countNonZero(level.centres);
}

std::vector<Level> make_levels(Level finest) {
  double depth = depth_of(finest.hole);
  std::vector<Level> levels;
  levels.push_back(std::move(finest));
  while ((depth > kThinHole || pairs(levels.back()) > kPairsMax) && levels.size() < kLevelsMax) {
    Level next = coarser(levels.back());
    if (cv::countNonZero(next.centres) == 0) break;
    levels.push_back(std::move(next));
    depth /= 2;
  }
  return levels;
}

void fill_levels(std::vector<Level>& levels) {
  std::vector<Matches> matches;
  matches.reserve(levels.size());
  for (std::size_t i = levels.size(); i-- > 0;) {
    Level& level = levels[i];
    Matches& here = matches.emplace_back(level);
    if (matches.size() == 1) {
      grow_inwards(here, level);
      here.look_everywhere();
    } else {
      here.begin(matches[matches.size() - 2]);
    }
    vote(here, level);
    if (here.targets().size() > kImprovedMax) {
      here.measure_again();
      continue;
    }
    const int votes = std::min(kVotesFinest + static_cast<int>(i), kVotesMax);
    for (int n = 0; n < votes; ++n) {
      here.measure_again();
      here.improve();
      vote(here, level);
    }
  }
  take_best(matches.back(), levels.front());
}

}  // namespace

ColourPlane patch_fill(const ColourPlane& colour, const PatchFillMasks& masks) {
  CV_Assert(colour.size() == masks.hole.size() && colour.size() == masks.source.size());
  ColourPlane out = colour.clone();
  const cv::Rect box = cv::boundingRect(masks.hole);
  if (box.empty()) return out;
  const int reach = std::max(kReachMin, std::max(box.width, box.height));
  const cv::Rect area = cv::Rect(box.tl() - cv::Point(reach, reach), box.br() + cv::Point(reach, reach)) &
                        cv::Rect({}, colour.size());
  Level finest;
  finest.colour = out(area).clone();
  finest.hole = masks.hole(area).clone();
  finest.source = masks.source(area) & ~finest.hole;
  find_centres(finest);
  if (cv::countNonZero(finest.centres) == 0) return out;
  std::vector<Level> levels = make_levels(std::move(finest));
  fill_levels(levels);
  levels.front().colour.copyTo(out(area), levels.front().hole);
  return out;
}

}  // namespace drape::tryon::geometric
