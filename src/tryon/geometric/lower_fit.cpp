#include "tryon/geometric/lower_fit.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "tryon/geometric/body_shape.h"

namespace drape::tryon::geometric {
namespace {

using garment::GarmentModel;
using garment::LowerLandmarks;
using person::PersonModel;

// Cloth spread flat shows half its girth, a body only its width, which is about .72 of that; garments shot on
// a form are between. Lengths are this much larger than widths say.
constexpr float kFlatStretch = 1.20F;
constexpr float kFlatStretchMin = 0.85F;
constexpr float kFlatStretchMax = 1.50F;
// Height (t) of a waistband that a top hides.
constexpr float kHiddenWaist = 0.80F;
constexpr float kHighestWaist = 0.62F;
// Share of the inseam from which trousers are taken for long ones: photographs do not tell more exactly.
constexpr float kFullLength = 0.86F;
// Torso lengths. An outline this near to the one worn before is the same; from twice as far it is its own.
constexpr float kSameOutline = 0.035F;
// Inseam over rise of long trousers.
constexpr float kInseamByRise = 2.75F;
// Length over width of the waistband from which trousers are long whatever their rise.
constexpr float kLongSlimness = 2.3F;
// Height over width at the hips: of shorts up to 1.0, to the knee 1.4; of long trousers 1.4 at least, mostly
// 1.8. The share of the inseam grows with what exceeds the least.
constexpr float kShortsByHips = 1.35F;
constexpr float kShortestByHips = 0.8F;
constexpr float kShortsLength = 0.9F;
constexpr float kShortest = 0.15F;
constexpr float kClothThickness = 0.008F;
// A hem hangs in folds, so it is narrower than flat.
constexpr float kHemInFolds = 0.90F;
constexpr float kHemCurve = 0.10F;
constexpr float kWaistByHips = 0.80F;  // Width of a waist over that of the hips.
constexpr float kWaistToHips = 0.22F;
constexpr double kWaistSlope = 0.12;
constexpr double kWaistBend = 0.30;
constexpr float kSkirtLength = 1.12F;

// How much two outlines are the same at a point, 0..1.
float sameness(float wanted, float seen, float tl) {
  return 1 - smooth_step(std::abs(wanted - seen) / (kSameOutline * tl) - 1);
}

// For each point of the wanted outline how much it is the one seen; -1 where nothing is seen.
std::vector<float> samenesses(const Polyline& wanted, const std::vector<float>& seen, float tl) {
  std::vector<float> share(wanted.size(), -1);
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (!std::isnan(seen[i])) share[i] = sameness(wanted[i].x, seen[i], tl);
  }
  return share;
}

// Moves the wanted outline towards the one seen by these shares, which change over smoothly.
Polyline moved(Polyline wanted, const std::vector<float>& seen, std::vector<float> share) {
  for (float& s : share) s = std::max(s, 0.0F);
  share = smooth(share, 3.0F);
  // Where nothing is seen any more the last difference is kept.
  float offset = 0;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (!std::isnan(seen[i])) offset = seen[i] - wanted[i].x;
    wanted[i].x += offset * std::clamp(share[i], 0.0F, 1.0F);
  }
  return wanted;
}

// The share that two thirds of the known ones exceed; 0 when none is known.
float common_share(std::vector<float> share) {
  share.erase(std::remove_if(share.begin(), share.end(), [](float s) { return s < 0; }), share.end());
  if (share.empty()) return 0;
  const auto third = share.begin() + static_cast<std::ptrdiff_t>(share.size() / 3);
  std::nth_element(share.begin(), third, share.end());
  return *third;
}

std::vector<float> arc_shares(const Polyline& line) {
  std::vector<float> shares(line.size(), 0);
  for (std::size_t i = 1; i < line.size(); ++i)
    shares[i] = shares[i - 1] + static_cast<float>(cv::norm(line[i] - line[i - 1]));
  const float whole = std::max(1e-3F, shares.back());
  for (float& s : shares) s /= whole;
  return shares;
}

// Column of a side line at a row of the garment.
float side_at(const Polyline& line, float y) {
  for (std::size_t i = 1; i < line.size(); ++i) {
    if (line[i].y >= y) {
      const float step = std::max(1e-3F, line[i].y - line[i - 1].y);
      return line[i - 1].x + (line[i].x - line[i - 1].x) * std::clamp((y - line[i - 1].y) / step, 0.0F, 1.0F);
    }
  }
  return line.back().x;
}

class Fitter {
 public:
  Fitter(const PersonModel& person, const LowerBody& body, const LowerLandmarks& marks, bool over_top)
      : person_(person),
        body_(body),
        marks_(marks),
        over_top_(over_top),
        tl_(person.torso.length),
        garment_waist_((marks.waist[0].y + marks.waist[1].y) / 2) {}

  LowerFit run() {
    if (marks_.legs)
      place_trousers();
    else
      place_skirt();
    for (const int side : kSides) lay_side(side);
    follow_old_outline();
    if (marks_.legs) {
      for (const int side : kSides) lay_inner(side);
    }
    lay_waistband();
    if (!marks_.legs) lay_hem();
    return std::move(fit_);
  }

 private:
  [[nodiscard]] const LegShape& leg(int side) const { return body_.legs[static_cast<std::size_t>(side)]; }
  [[nodiscard]] const Polyline& garment_side(int side) const {
    return marks_.side[static_cast<std::size_t>(side)];
  }

  [[nodiscard]] float t_row(float t) const { return person_.torso.at(t, 0).y; }

  [[nodiscard]] float body_width(float y) const {
    return at_row(leg(1).bare_outer, y) - at_row(leg(0).bare_outer, y);
  }
  [[nodiscard]] float garment_width(float y) const {
    return side_at(garment_side(1), y) - side_at(garment_side(0), y);
  }

  // Width of trousers at the hips.
  [[nodiscard]] float garment_hips() const {
    return garment_width(garment_waist_ + 0.72F * std::max(1.0F, marks_.legs->crotch.y - garment_waist_));
  }

  // Waistband, scales, crotch and hems of trousers.
  void place_trousers() {
    const float crotch = marks_.legs->crotch.y;
    const float rise = std::max(1.0F, crotch - garment_waist_);
    const float hips = body_.crotch_y - 0.12F * tl_;
    fit_.across = body_width(hips) / std::max(1.0F, garment_hips());
    const bool hidden = body_.top_hangs_over && !over_top_;
    const float usual =
        body_.top_hangs_over ? std::min(t_row(kHiddenWaist), body_.seam_y - 0.03F * tl_) : body_.seam_y;
    const float by_rise = (body_.crotch_y - usual) / rise;
    const float by_hips = kFlatStretch * fit_.across;
    fit_.down = std::clamp(std::sqrt(by_rise * by_hips), kFlatStretchMin * fit_.across,
                           kFlatStretchMax * fit_.across);
    place_waist(body_.crotch_y - fit_.down * rise, hidden);
    // A deep crotch hangs below the body's.
    fit_.crotch_y = std::max(body_.crotch_y, fit_.waist_y + kFlatStretchMin * fit_.across * rise);
    for (const int side : kSides) fit_.hem_y[static_cast<std::size_t>(side)] = trouser_hem(side);
  }

  // A waistband in sight stays where the old one was unless the garment's own height says clearly otherwise.
  void place_waist(float natural, bool hidden) {
    const float highest = t_row(kHighestWaist);
    if (hidden || body_.top_hangs_over) {
      fit_.waist_y = std::clamp(natural, highest, body_.seam_y - 0.03F * tl_);
    } else if (natural < body_.seam_y - 0.15F * tl_) {
      fit_.waist_y = std::max(natural + 0.10F * tl_, highest);
    } else {
      fit_.waist_y = body_.seam_y;
    }
  }

  // Length of a leg as a share of the body's inseam; nothing for long trousers.
  [[nodiscard]] std::optional<float> short_leg(int side) const {
    const float inseam = length(marks_.legs->inner[static_cast<std::size_t>(side)]);
    const float body_inseam = std::max(1.0F, leg(side).ankle.y - body_.crotch_y);
    // Two opinions: by the scale, and by the garment's proportions alone, which do not depend on how high
    // this person wears a waistband.
    const float by_scale = fit_.down * inseam / body_inseam;
    const float by_shape = inseam / (kInseamByRise * std::max(1.0F, marks_.legs->crotch.y - garment_waist_));
    const float own = (by_scale + by_shape) / 2;
    const float height = marks_.hem_y() - garment_waist_;
    // Shorts whose crotch was not made out are told by how wide they are for their length.
    const float by_hips = height / std::max(1.0F, garment_hips());
    if (by_hips < kShortsByHips)
      return std::min(own, std::max(kShortsLength * (by_hips - kShortestByHips), kShortest));
    const float slimness = height / std::max(1.0F, marks_.waist[1].x - marks_.waist[0].x);
    if (own < kFullLength && by_shape < kFullLength && slimness < kLongSlimness) return own;
    return std::nullopt;
  }

  float trouser_hem(int side) {
    const LegShape& l = leg(side);
    if (const std::optional<float> share = short_leg(side))
      return fit_.crotch_y + std::max(*share, 0.02F) * (l.ankle.y - body_.crotch_y);
    fit_.full_length = true;
    const float ankle = l.ankle.y + 0.02F * tl_;
    // Where long trousers ended before, these end too: on the shoe.
    if (l.cover_end > l.ankle.y - 0.08F * tl_)
      return std::max(ankle, std::min(l.cover_end, l.ankle.y + 0.14F * tl_));
    return ankle;
  }

  void place_skirt() {
    const bool hidden = body_.top_hangs_over && !over_top_;
    const float usual =
        body_.top_hangs_over ? std::min(t_row(kHiddenWaist), body_.seam_y - 0.03F * tl_) : body_.seam_y;
    // A top that hangs over the waist hides how narrow it is.
    const float hips = kWaistByHips * body_width(body_.crotch_y - 0.12F * tl_);
    const float waist = body_.top_hangs_over ? std::min(hips, body_width(usual)) : body_width(usual);
    fit_.across = waist / std::max(1.0F, marks_.waist[1].x - marks_.waist[0].x);
    fit_.down = kSkirtLength * fit_.across;
    place_waist(usual, hidden);
    const float own = marks_.hem_y() - marks_.waist_y();
    const float floor = (leg(0).ankle.y + leg(1).ankle.y) / 2;
    const float hem = std::min(fit_.waist_y + fit_.down * own, floor);
    fit_.down = (hem - fit_.waist_y) / std::max(1.0F, own);
    fit_.hem_y = {hem, hem};
    fit_.crotch_y = body_.crotch_y;
  }

  void lay_side(int side) {
    const auto k = static_cast<std::size_t>(side);
    const Polyline& from = garment_side(side);
    const std::vector<float> rows = marks_.legs ? trouser_rows(side) : skirt_rows(side);
    // The sides of a skirt's hem lie higher than its middle.
    const float end = leg(side).cover_end - (body_.legs_parted ? 0 : kHemCurve * tl_);
    for (std::size_t i = 0; i < from.size(); ++i) {
      const float y = rows[i];
      fit_.side[k].emplace_back(marks_.legs ? trouser_outer(side, from[i], y) : skirt_outer(side, from[i], y),
                                y);
      // A skirt is no guide for trousers, nor trousers for a skirt; above the crotch they are alike.
      const bool alike = body_.legs_parted == marks_.legs.has_value() || (marks_.legs && y < fit_.crotch_y);
      seen_[k].push_back(alike && y < end ? at_row(leg(side).outer, y)
                                          : std::numeric_limits<float>::quiet_NaN());
    }
  }

  // Trousers follow the old ones piece by piece; a skirt follows an old one on both sides alike.
  void follow_old_outline() {
    std::array<std::vector<float>, 2> share;
    for (std::size_t k = 0; k < 2; ++k) share[k] = samenesses(fit_.side[k], seen_[k], tl_);
    const float common = std::min(common_share(share[0]), common_share(share[1]));
    for (std::size_t k = 0; k < 2; ++k) {
      if (!marks_.legs) std::fill(share[k].begin(), share[k].end(), common);
      fit_.side[k] = smooth(moved(fit_.side[k], seen_[k], share[k]), 1.5F);
    }
  }

  // Rows on the person of the points of a side: waist -> crotch by height, crotch -> hem by length.
  [[nodiscard]] std::vector<float> trouser_rows(int side) const {
    const Polyline& from = garment_side(side);
    const float crotch = marks_.legs->crotch.y;
    std::size_t first = 0;
    while (first + 2 < from.size() && from[first].y < crotch) ++first;
    const Polyline leg_part(from.begin() + static_cast<std::ptrdiff_t>(first), from.end());
    const std::vector<float> shares = arc_shares(leg_part);
    const float hem = fit_.hem_y[static_cast<std::size_t>(side)];
    std::vector<float> rows;
    for (std::size_t i = 0; i < from.size(); ++i) {
      if (i < first) {
        const float share = (from[i].y - from.front().y) / std::max(1.0F, crotch - from.front().y);
        rows.push_back(fit_.waist_y + share * (fit_.crotch_y - fit_.waist_y));
      } else {
        rows.push_back(fit_.crotch_y + shares[i - first] * (hem - fit_.crotch_y));
      }
    }
    return rows;
  }

  [[nodiscard]] std::vector<float> skirt_rows(int side) const {
    const Polyline& from = garment_side(side);
    std::vector<float> rows;
    for (const cv::Point2f p : from) rows.push_back(fit_.waist_y + (p.y - from.front().y) * fit_.down);
    return rows;
  }

  // Half the width of a leg of the garment at a share of its length below the crotch.
  [[nodiscard]] float flat_half(int side, float share) const {
    const auto k = static_cast<std::size_t>(side);
    const Polyline& inner = marks_.legs->inner[k];
    const Polyline& outer = marks_.side[k];
    const cv::Point2f on_inner =
        inner[static_cast<std::size_t>(std::lround(share * static_cast<float>(inner.size() - 1)))];
    // The legs of a pattern are cut across: the nearest point of the other edge.
    float nearest = 1e9F;
    for (const cv::Point2f p : outer) nearest = std::min(nearest, static_cast<float>(cv::norm(p - on_inner)));
    return nearest / 2;
  }

  [[nodiscard]] float leg_share(int side, float y) const {
    const float hem = fit_.hem_y[static_cast<std::size_t>(side)];
    return std::clamp((y - fit_.crotch_y) / std::max(1.0F, hem - fit_.crotch_y), 0.0F, 1.0F);
  }

  [[nodiscard]] float wanted_half(int side, float y) const {
    const LegShape& l = leg(side);
    const float bare =
        std::abs(at_row(l.bare_outer, y) - at_row(l.bare_inner, y)) / 2 + kClothThickness * tl_;
    return std::max(bare, fit_.across * flat_half(side, leg_share(side, y)));
  }

  // A waistband is as wide as the waist; from there the garment's own width takes over.
  [[nodiscard]] float from_waist(int side, float flat, float y) const {
    const float out = sign_of(side);
    const float body = at_row(leg(side).outer, y);
    const float share = smooth_step((y - fit_.waist_y) / (kWaistToHips * tl_));
    return flat + (out * std::min(out * body, out * flat) - flat) * (1 - share);
  }

  [[nodiscard]] float trouser_outer(int side, cv::Point2f garment_point, float y) const {
    const float out = sign_of(side);
    const LegShape& l = leg(side);
    const float bare = at_row(l.bare_outer, y) + out * kClothThickness * tl_;
    const float middle = body_.middle(y);
    const float by_hips = middle + (garment_point.x - marks_.axis_x) * fit_.across;
    const float by_leg = leg_outer(side, y);
    const float share = smooth_step((y - fit_.crotch_y + 0.05F * tl_) / (0.30F * tl_));
    const float flat = by_hips + (by_leg - by_hips) * share;
    return from_waist(side, out * std::max(out * bare, out * flat), y);
  }

  // What does not fit between the legs goes to the outside.
  [[nodiscard]] float leg_outer(int side, float y) const {
    const float out = sign_of(side);
    const float half = wanted_half(side, y);
    const float centre = at_row(leg(side).centre, y);
    const float room = out * (centre - body_.middle(y));
    return centre + out * (half + std::max(0.0F, half - room) * 0.5F);
  }

  void lay_inner(int side) {
    const auto k = static_cast<std::size_t>(side);
    const float out = sign_of(side);
    const LegShape& l = leg(side);
    const Polyline& from = marks_.legs->inner[k];
    const std::vector<float> shares = arc_shares(from);
    Polyline& to = fit_.inner[k];
    std::vector<float> seen;
    for (const float share : shares) {
      const float y = fit_.crotch_y + share * (fit_.hem_y[k] - fit_.crotch_y);
      to.emplace_back(at_row(l.centre, y) - out * wanted_half(side, y), y);
      seen.push_back(
          l.inner[static_cast<std::size_t>(std::clamp(y, 0.0F, static_cast<float>(l.inner.size() - 1)))]);
    }
    to = moved(to, seen, samenesses(to, seen, tl_));
    for (cv::Point2f& p : to) p.x = out * std::max(out * p.x, out * body_.middle(p.y));
    to.front().x = body_.middle(fit_.crotch_y);
    to = smooth(to, 2.0F);
  }

  [[nodiscard]] float skirt_outer(int side, cv::Point2f garment_point, float y) const {
    const float out = sign_of(side);
    const float share =
        std::clamp((y - fit_.waist_y) / std::max(1.0F, fit_.hem_y[0] - fit_.waist_y), 0.0F, 1.0F);
    const float folds = 1 + (kHemInFolds - 1) * share;
    const float flat = body_.middle(y) + (garment_point.x - marks_.axis_x) * fit_.across * folds;
    const float bare = at_row(leg(side).bare_outer, y) + out * kClothThickness * tl_;
    return from_waist(side, out * std::max(out * bare, out * flat), y);
  }

  // The old waistband as a flat parabola: at the sides, where hands and hips disturb it, it is not trusted.
  // Height over the share of the width, 0..1.
  [[nodiscard]] std::vector<float> seam_between(float left, float right) const {
    cv::Matx33d normal = cv::Matx33d::zeros();
    cv::Vec3d sums;
    for (float share = 0.12F; share <= 0.881F; share += 0.02F) {
      const double u = 2 * static_cast<double>(share) - 1;
      const cv::Vec3d row(1, u, u * u - 0.3);
      normal += row * row.t();
      sums += row * static_cast<double>(at_row(body_.seam, left + (right - left) * share));
    }
    cv::Vec3d line = normal.inv() * sums;
    line[1] =
        std::clamp(line[1], -kWaistSlope * static_cast<double>(tl_), kWaistSlope * static_cast<double>(tl_));
    line[2] =
        std::clamp(line[2], -kWaistBend * static_cast<double>(tl_), kWaistBend * static_cast<double>(tl_));
    std::vector<float> rows;
    for (const cv::Point2f p : marks_.waistband) {
      const double u = 2 * static_cast<double>(waist_share(p)) - 1;
      rows.push_back(static_cast<float>(line[0] + line[1] * u + line[2] * (u * u - 0.3)));
    }
    return rows;
  }

  [[nodiscard]] float waist_share(cv::Point2f p) const {
    const float width = std::max(1.0F, marks_.waist[1].x - marks_.waist[0].x);
    return std::clamp((p.x - marks_.waist[0].x) / width, 0.0F, 1.0F);
  }

  void lay_waistband() {
    const cv::Point2f left = fit_.side[0].front();
    const cv::Point2f right = fit_.side[1].front();
    const bool on_seam = !body_.top_hangs_over && std::abs(fit_.waist_y - body_.seam_y) < 1;
    const std::vector<float> seam = seam_between(left.x, right.x);
    for (std::size_t i = 0; i < marks_.waistband.size(); ++i) {
      const float x = left.x + (right.x - left.x) * waist_share(marks_.waistband[i]);
      fit_.waistband.emplace_back(x, on_seam ? seam[i] : fit_.waist_y);
    }
    fit_.waistband = smooth(fit_.waistband, 2.0F);
    fit_.side[0].front() = fit_.waistband.front();
    fit_.side[1].front() = fit_.waistband.back();
  }

  void lay_hem() {
    const cv::Point2f left = fit_.side[0].back();
    const cv::Point2f right = fit_.side[1].back();
    const cv::Point2f from = marks_.hem.front();
    const cv::Point2f to = marks_.hem.back();
    const float width = std::max(1.0F, to.x - from.x);
    for (const cv::Point2f p : marks_.hem) {
      const float share = (p.x - from.x) / width;
      const float chord = from.y + (to.y - from.y) * share;
      fit_.hem.push_back(left + (right - left) * share + cv::Point2f(0, (p.y - chord) * fit_.down));
    }
  }

  const PersonModel& person_;
  const LowerBody& body_;
  const LowerLandmarks& marks_;
  const bool over_top_;
  const float tl_;
  const float garment_waist_;
  std::array<std::vector<float>, 2>
      seen_;  // Columns of the old outline along fit_.side; NaN where it is no guide.
  LowerFit fit_;
};

}  // namespace

LowerFit fit_lower(const PersonModel& person, const LowerBody& body, const GarmentModel& garment,
                   bool over_top) {
  return Fitter(person, body, *garment.lower, over_top).run();
}

}  // namespace drape::tryon::geometric
