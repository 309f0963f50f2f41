#include "tryon/geometric/lower_body.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "tryon/geometric/body_shape.h"
#include "tryon/geometric/fit.h"

namespace drape::tryon::geometric {
namespace {

using person::Label;
using person::PersonModel;

constexpr float kNone = std::numeric_limits<float>::quiet_NaN();
// Torso lengths. Hip joints lie this far above the crotch;
constexpr float kCrotchBelowHip = 0.24F;
// thigh and shank of a standing person, where the picture does not show them.
constexpr float kThigh = 0.74F;
constexpr float kShank = 0.70F;
// A top whose lower edge lies lower than this (t) hangs over the trousers.
constexpr float kTuckedMax = 0.95F;
constexpr float kJointSeen = 0.4F;
constexpr float kPartedMin = 0.3F;
constexpr float kHemMargin = 0.04F;  // Torso lengths from a hem in which a leg's edge is not sure.
constexpr float kSeenReach = 0.5F;   // Torso lengths over which the seen edge of a leg tells about the rest.

// Half width of a bare leg in torso lengths at hip (0) -> knee (1) -> ankle (2).
float bare_half_width(float along) {
  static const std::vector<float> places{0.0F, 0.33F, 0.6F, 0.85F, 1.0F, 1.15F, 1.4F, 1.7F, 1.9F, 2.1F};
  static const std::vector<float> widths{0.165F, 0.158F, 0.135F, 0.108F, 0.096F,
                                         0.092F, 0.098F, 0.072F, 0.054F, 0.050F};
  return interpolate(places, widths, along);
}

void find_joints(const PersonModel& person, int side, LegShape& leg) {
  // The person's right leg is on the picture's left.
  const auto joint = [&](int left) {
    return person.pose.points[static_cast<std::size_t>(left + (side == 0))];
  };
  const float tl = person.torso.length;
  const auto bottom = static_cast<float>(person.labels.rows);
  leg.hip = joint(vision::kLeftHip).position;
  const vision::KeyPoint knee = joint(vision::kLeftKnee);
  const bool knee_seen =
      knee.visibility > kJointSeen && knee.position.y < bottom && knee.position.y > leg.hip.y + 0.3F * tl;
  // Outside of the frame the estimate is kept only as a direction.
  leg.knee = knee_seen
                 ? knee.position
                 : cv::Point2f(leg.hip.x + std::clamp(knee.position.x - leg.hip.x, -0.12F * tl, 0.12F * tl),
                               leg.hip.y + kThigh * tl);
  const vision::KeyPoint ankle = joint(vision::kLeftAnkle);
  const bool ankle_seen =
      ankle.visibility > kJointSeen && ankle.position.y < bottom && ankle.position.y > leg.knee.y + 0.3F * tl;
  leg.ankle = ankle_seen ? ankle.position : leg.knee + cv::Point2f(0, kShank * tl);
}

cv::Point2f on_leg(const LegShape& leg, float y) {
  if (y < leg.knee.y)
    return leg.hip + (leg.knee - leg.hip) * ((y - leg.hip.y) / std::max(1.0F, leg.knee.y - leg.hip.y));
  return leg.knee + (leg.ankle - leg.knee) * ((y - leg.knee.y) / std::max(1.0F, leg.ankle.y - leg.knee.y));
}

float along_leg(const LegShape& leg, float y) {
  if (y < leg.knee.y) return (y - leg.hip.y) / std::max(1.0F, leg.knee.y - leg.hip.y);
  return 1 + (y - leg.knee.y) / std::max(1.0F, leg.ankle.y - leg.knee.y);
}

// Fills NaN linearly between what is known, level beyond.
std::vector<float> filled(std::vector<float> line, float fallback) {
  int last = -1;
  const auto n = static_cast<int>(line.size());
  const auto at = [&](int i) -> float& { return line[static_cast<std::size_t>(i)]; };
  for (int i = 0; i < n; ++i) {
    if (std::isnan(at(i))) continue;
    for (int k = last + 1; k < i; ++k) {
      at(k) = last < 0 ? at(i)
                       : at(last) +
                             (at(i) - at(last)) * static_cast<float>(k - last) / static_cast<float>(i - last);
    }
    last = i;
  }
  for (int k = last + 1; k < n; ++k) at(k) = last < 0 ? fallback : at(last);
  return line;
}

class Measurer {
 public:
  explicit Measurer(const PersonModel& person)
      : person_(person),
        tl_(person.torso.length),
        rows_(person.labels.rows),
        clothed_(mask_of(person.labels, {Label::kLowerClothes, Label::kLegs})),
        hiding_(mask_of(person.labels, {Label::kLeftArm, Label::kRightArm, Label::kLeftHand,
                                        Label::kRightHand, Label::kUpperClothes, Label::kFeet})) {}

  LowerBody run() {
    body_.seam = person_.waist.y;
    body_.seam_y = *waist_y(person_);
    body_.top_hangs_over = top_hangs_over(person_);
    for (const int side : kSides) {
      find_joints(person_, side, leg(side));
      LegShape& l = leg(side);
      for (int y = 0; y < rows_; ++y)
        l.centre.push_back(on_leg(l, std::max(static_cast<float>(y), l.hip.y)).x);
    }
    const float hips = (leg(0).hip.y + leg(1).hip.y) / 2;
    body_.crotch_y = hips + kCrotchBelowHip * tl_;
    for (const int side : kSides) read_outline(side);
    lift_crotch();
    body_.legs_parted = parted_share() > kPartedMin;
    for (const int side : kSides) {
      centre(side);
      bare(side);
      find_ends(side);
    }
    return std::move(body_);
  }

 private:
  LegShape& leg(int side) { return body_.legs[static_cast<std::size_t>(side)]; }

  [[nodiscard]] bool inside(int y, int x) const { return x >= 0 && x < clothed_.cols && clothed_(y, x) != 0; }

  // The nearest pixel of the leg to where it should be; -1 when there is none near.
  [[nodiscard]] int seed(int y, float expected) const {
    const int reach = static_cast<int>(0.12F * tl_);
    for (int d = 0; d <= reach; ++d) {
      for (const int x : {static_cast<int>(expected) + d, static_cast<int>(expected) - d}) {
        if (inside(y, x)) return x;
      }
    }
    return -1;
  }

  // Last pixel from `x` in a direction, over gaps of a few pixels.
  [[nodiscard]] int reach(int y, int x, int step) const {
    constexpr int kGap = 3;
    int last = x;
    for (int gap = 0; gap <= kGap; x += step) {
      if (inside(y, x)) {
        last = x;
        gap = 0;
      } else {
        ++gap;
      }
      if (x < 0 || x >= clothed_.cols) break;
    }
    return last;
  }

  [[nodiscard]] bool hidden(int y, int x, int step) const {
    for (int d = 1; d <= 4; ++d) {
      const int at = x + d * step;
      if (at < 0 || at >= hiding_.cols) return true;  // Cut by the frame.
      if (hiding_(y, at)) return true;
    }
    return false;
  }

  void read_outline(int side) {
    LegShape& l = leg(side);
    const int step = side == 0 ? -1 : 1;
    std::vector<float> outer(static_cast<std::size_t>(rows_), kNone);
    std::vector<float> at_least = outer;  // Where an arm hides the edge.
    l.inner.assign(static_cast<std::size_t>(rows_), kNone);
    const int first = std::max(0, static_cast<int>(body_.seam_y));
    for (int y = first; y < rows_; ++y) {
      const auto row = static_cast<std::size_t>(y);
      const float other = leg(1 - side).centre[row];
      const float middle = (l.centre[row] + other) / 2;
      // Above the crotch the search starts on the axis, which no hand hides from the sides.
      const bool low = static_cast<float>(y) > body_.crotch_y - 0.1F * tl_;
      const int start = seed(y, low ? l.centre[row] : 0.5F * (l.centre[row] + middle));
      if (start < 0) continue;
      const int out = reach(y, start, step);
      if (!hidden(y, out, step)) outer[row] = static_cast<float>(out);
      at_least[row] = static_cast<float>(out);
      const int in = reach(y, start, -step);
      if (low && static_cast<float>(in - static_cast<int>(middle)) * static_cast<float>(step) > 0 &&
          !hidden(y, in, -step))
        l.inner[row] = static_cast<float>(in);
    }
    above_seam(side, first, outer);
    const float fallback =
        l.centre[static_cast<std::size_t>(rows_ - 1)] + static_cast<float>(step) * 0.1F * tl_;
    l.outer = filled(median_filter_known(outer), fallback);
    const auto sign = static_cast<float>(step);
    for (std::size_t row = 0; row < at_least.size(); ++row) {
      if (!std::isnan(at_least[row]))
        l.outer[row] = sign * std::max(sign * l.outer[row], sign * at_least[row]);
    }
    l.outer = smooth(l.outer, 0.012F * tl_);
  }

  // Under a top the body's own sides.
  void above_seam(int side, int first, std::vector<float>& outer) const {
    for (int y = std::max(0, first - static_cast<int>(0.4F * tl_)); y < first; y += 6) {
      const auto row = static_cast<float>(y);
      outer[static_cast<std::size_t>(y)] =
          axis_x(person_, row) +
          sign_of(side) * torso_half_widths(person_, row)[static_cast<std::size_t>(side)];
    }
  }

  static std::vector<float> median_filter_known(const std::vector<float>& line) {
    std::vector<float> out = line;
    constexpr int kReach = 4;
    for (int i = kReach; i + kReach < static_cast<int>(line.size()); ++i) {
      std::vector<float> near(line.begin() + i - kReach, line.begin() + i + kReach + 1);
      if (std::any_of(near.begin(), near.end(), [](float v) { return std::isnan(v); })) continue;
      std::nth_element(near.begin(), near.begin() + kReach, near.end());
      out[static_cast<std::size_t>(i)] = near[kReach];
    }
    return out;
  }

  // Legs that are seen apart higher up than the usual crotch show where it is.
  void lift_crotch() {
    const int from = std::max(0, static_cast<int>(body_.crotch_y - 0.1F * tl_));
    for (int y = from; y < std::min(rows_, static_cast<int>(body_.crotch_y + 0.1F * tl_)); ++y) {
      const auto row = static_cast<std::size_t>(y);
      if (std::isnan(leg(0).inner[row]) || std::isnan(leg(1).inner[row])) continue;
      body_.crotch_y = std::min(body_.crotch_y + 0.06F * tl_, static_cast<float>(y));
      return;
    }
  }

  // Of the rows from the crotch to half way down the thighs.
  [[nodiscard]] float parted_share() const {
    const int from = std::clamp(static_cast<int>(body_.crotch_y + 0.12F * tl_), 0, rows_);
    const int to = std::clamp(static_cast<int>(body_.crotch_y + 0.45F * tl_), from, rows_);
    int parted = 0;
    for (int y = from; y < to; ++y) {
      const auto row = static_cast<std::size_t>(y);
      parted += !std::isnan(body_.legs[0].inner[row]) || !std::isnan(body_.legs[1].inner[row]);
    }
    return to > from ? static_cast<float>(parted) / static_cast<float>(to - from) : 0;
  }

  // Where both edges of a leg are seen, its middle line follows them.
  void centre(int side) {
    LegShape& l = leg(side);
    std::vector<float> offset(static_cast<std::size_t>(rows_), kNone);
    for (int y = 0; y < rows_; ++y) {
      const auto row = static_cast<std::size_t>(y);
      if (static_cast<float>(y) < l.hip.y) offset[row] = 0;
      if (!std::isnan(l.inner[row]) && static_cast<float>(y) < l.ankle.y)
        offset[row] =
            std::clamp((l.inner[row] + l.outer[row]) / 2 - l.centre[row], -0.10F * tl_, 0.10F * tl_);
    }
    offset = smooth(filled(std::move(offset), 0), 0.05F * tl_);
    for (std::size_t row = 0; row < offset.size(); ++row) l.centre[row] += offset[row];
  }

  [[nodiscard]] bool is_bare(int y, float x) const {
    const int column = std::clamp(static_cast<int>(x), 0, person_.labels.cols - 1);
    return person_.labels(y, column) == static_cast<unsigned char>(Label::kLegs);
  }

  // How much wider this person's legs are than usual, as far as they are seen bare.
  [[nodiscard]] float thickness(const LegShape& l) const {
    std::vector<float> ratios;
    for (int y = 0; y < rows_; ++y) {
      const auto row = static_cast<std::size_t>(y);
      if (!is_bare(y, l.centre[row]) || std::isnan(l.inner[row]) || static_cast<float>(y) > l.ankle.y)
        continue;
      const float usual = bare_half_width(along_leg(l, static_cast<float>(y))) * tl_;
      ratios.push_back(std::abs(l.outer[row] - l.inner[row]) / 2 / usual);
    }
    if (ratios.size() < 12) return 1;
    const auto middle = ratios.begin() + static_cast<std::ptrdiff_t>(ratios.size() / 2);
    std::nth_element(ratios.begin(), middle, ratios.end());
    return std::clamp(*middle, 0.75F, 1.3F);
  }

  // Without the rows next to those where nothing is seen: there hems are in the way.
  [[nodiscard]] std::vector<float> off_hems(const std::vector<float>& seen) const {
    const auto margin = static_cast<std::size_t>(kHemMargin * tl_);
    std::vector<float> sure = seen;
    for (std::size_t row = 0; row < seen.size(); ++row) {
      if (!std::isnan(seen[row])) continue;
      const std::size_t from = row > margin ? row - margin : 0;
      for (std::size_t k = from; k < std::min(row + margin + 1, sure.size()); ++k) sure[k] = kNone;
    }
    return sure;
  }

  // Shifts an estimated edge so that it goes on from where it is seen; less and less farther away. `seen`:
  // NaN where it is not.
  void carry_on(std::vector<float>& edge, const std::vector<float>& seen) const {
    std::vector<float> shift(edge.size(), 0);
    std::vector<float> strength(edge.size(), 0);
    const float fading = std::exp(-1 / (kSeenReach * tl_));
    const auto pass = [&](std::size_t row, std::size_t before) {
      if (!std::isnan(seen[row])) {
        strength[row] = 1;
        shift[row] = seen[row] - edge[row];
      } else if (fading * strength[before] > strength[row]) {
        strength[row] = fading * strength[before];
        shift[row] = fading * shift[before];
      }
    };
    for (std::size_t row = 0; row < edge.size(); ++row) pass(row, row > 0 ? row - 1 : 0);
    for (std::size_t row = edge.size(); row-- > 0;) pass(row, std::min(row + 1, edge.size() - 1));
    for (std::size_t row = 0; row < edge.size(); ++row) edge[row] += shift[row];
  }

  void bare(int side) {
    LegShape& l = leg(side);
    const float out = sign_of(side);
    const float factor = thickness(l);
    std::vector<float> seen_outer(static_cast<std::size_t>(rows_), kNone);
    std::vector<float> seen_inner = seen_outer;
    for (int y = 0; y < rows_; ++y) {
      const auto row = static_cast<std::size_t>(y);
      float half = factor * bare_half_width(along_leg(l, static_cast<float>(y))) * tl_;
      float centre = l.centre[row];
      const bool parted = !std::isnan(l.inner[row]);
      const bool bare = parted && (is_bare(y, (centre + l.outer[row]) / 2) || is_bare(y, centre) ||
                                   is_bare(y, (centre + l.inner[row]) / 2));
      if (bare) {
        seen_outer[row] = l.outer[row];
        seen_inner[row] = l.inner[row];
      } else if (parted) {
        half = std::min(half, std::abs(l.outer[row] - l.inner[row]) / 2);
      }
      float edge = centre + out * half;
      // The cloth does not cut into the body: what is worn now is wider than the body.
      if (static_cast<float>(y) < body_.crotch_y) edge = out * std::min(out * edge, out * l.outer[row]);
      l.bare_outer.push_back(edge);
      l.bare_inner.push_back(centre - out * half);
    }
    carry_on(l.bare_outer, off_hems(seen_outer));
    carry_on(l.bare_inner, off_hems(seen_inner));
    l.bare_outer = smooth(l.bare_outer, 0.03F * tl_);
    l.bare_inner = smooth(l.bare_inner, 0.03F * tl_);
  }

  void find_ends(int side) {
    LegShape& l = leg(side);
    l.foot_top = static_cast<float>(rows_) + tl_;
    l.cover_end = body_.seam_y;
    for (int y = static_cast<int>(body_.crotch_y); y < rows_; ++y) {
      const float row = static_cast<float>(y);
      const int centre = static_cast<int>(l.centre[static_cast<std::size_t>(y)]);
      const int reach = static_cast<int>(0.06F * tl_);
      int lower = 0, foot = 0, seen = 0;
      for (int x = std::max(0, centre - reach); x <= std::min(person_.labels.cols - 1, centre + reach); ++x) {
        lower += person_.labels(y, x) == static_cast<unsigned char>(Label::kLowerClothes);
        foot += person_.labels(y, x) == static_cast<unsigned char>(Label::kFeet);
        ++seen;
      }
      if (3 * lower > seen) l.cover_end = row;
      if (2 * foot > seen && row < l.foot_top && row > l.knee.y) l.foot_top = row;
    }
  }

  const PersonModel& person_;
  const float tl_;
  const int rows_;
  const image::Mask clothed_, hiding_;
  LowerBody body_;
};

}  // namespace

bool top_hangs_over(const PersonModel& person) {
  return (*waist_y(person) - person.torso.shoulder_mid.y) / person.torso.length > kTuckedMax;
}

float at_row(const std::vector<float>& line, float y) {
  const float last = static_cast<float>(line.size() - 1);
  const float clamped = std::clamp(y, 0.0F, last);
  const auto i = static_cast<std::size_t>(clamped);
  const auto next = std::min(i + 1, line.size() - 1);
  return line[i] + (line[next] - line[i]) * (clamped - static_cast<float>(i));
}

float LowerBody::middle(float y) const {
  return (at_row(legs[0].centre, y) + at_row(legs[1].centre, y)) / 2;
}

LowerBody measure_lower_body(const PersonModel& person) {
  return Measurer(person).run();
}

}  // namespace drape::tryon::geometric
