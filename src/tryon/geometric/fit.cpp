#include "tryon/geometric/fit.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "tryon/geometric/edge_fit.h"
#include "tryon/geometric/old_outline.h"
#include "tryon/geometric/skirt_fit.h"
#include "tryon/geometric/sleeve_fit.h"

namespace drape::tryon::geometric {
namespace {

using garment::GarmentModel;
using garment::UpperLandmarks;
using person::PersonModel;

// A neck opening that lies flat is wider than the same opening around a neck.
constexpr float kNeckNarrowing = 0.80F;
constexpr float kStrapNarrowing = 0.90F;
// Shoulders lie wider flat than on a body: a scale taken from them makes the garment too long by the inverse.
constexpr float kWornLength = 0.97F;
// Tucked in, it blouses over the waistband: less of its length is seen.
constexpr float kTuckedLength = 0.95F;
constexpr float kWornWidth = 0.95F;
// Neck to hem of a usual top in torso lengths; how far that is believed against the width of the shoulders.
constexpr float kUsualLength = 1.30F;
constexpr float kLengthWeight = 0.6F;
constexpr float kLengthTrustMin = 0.75F;
constexpr float kLengthTrustMax = 1.30F;
// Share of the tip's distance from the axis at which the shoulder line meets the neck.
constexpr float kNeckBaseShare = 0.37F;

// Within these the old garment's outline is kept: across in shoulder widths, the hem in torso lengths, the
// neck in shares of the shoulder line.
constexpr float kSideReach = 0.10F;
constexpr float kHemReach = 0.12F;
constexpr float kNeckReach = 0.25F;
constexpr float kUpTheNeck = 1.08F;  // Share of the shoulder line.
// Cloth cannot hang wider than it lies flat; the picture's perspective adds a little.
constexpr float kFlatWidthMax = 1.08F;
constexpr float kArmpitMin = 0.38F;  // Shoulder widths from the axis.
constexpr float kArmpitTilt = 0.5F;
constexpr float kArmholeSlope = 0.30F;  // Outwards for each pixel down.
constexpr float kTiltReach = 0.5F;      // Torso lengths below the armpits.
constexpr std::size_t kLevels = 18;

// A garment spread flat is as wide as half its girth, which a body shows only in part: drawn in to the body
// it seems too short by as much.
constexpr float kFlatLayStretchMax = 1.60F;

float tip_width(const UpperLandmarks& marks) {
  return static_cast<float>(cv::norm(marks.shoulder_tip[1] - marks.shoulder_tip[0]));
}

// What cloth that lay flat loses by being worn; cloth taken from its wearer has lost it already.
float worn_share(const UpperLandmarks& marks, float share) {
  return marks.on_body ? 1 : share;
}

bool has_sleeves(const UpperLandmarks& marks) {
  return marks.sleeves[0] && marks.sleeves[1];
}

// How far along tip (0) -> neck base (1) -> up the neck (1.35) a point of the garment's shoulder belongs that
// is `half_width` person pixels from the axis.
float shoulder_share(const BodyShape& body, float half_width) {
  const auto body_half = static_cast<float>(cv::norm(body.tip[1] - body.tip[0])) / 2;
  const float placed = std::clamp(half_width / body_half, 0.15F, 1.0F);
  return std::clamp((1 - placed) / (1 - kNeckBaseShare), 0.0F, kShoulderReach);
}

// Share of the shoulder line at which the old garment ends at the neck; NaN where hair hides it, and where a
// collar stands up the neck.
float old_neck_share(const PersonModel& person, const BodyShape& body, std::size_t side) {
  const Polyline& line = body.shoulder[side];
  const cv::Point2f inward(0, 0.025F * person.torso.shoulder_width);
  std::size_t last = 0;
  bool ends_at_skin = false;
  for (std::size_t i = line.size() / 4; i < line.size(); ++i) {
    const cv::Point p(cvRound(line[i].x), cvRound((line[i] + inward).y));
    if (!cv::Rect({}, person.labels.size()).contains(p)) continue;
    const auto label = static_cast<person::Label>(person.labels(p));
    if (label == person::Label::kUpperClothes)
      last = i;
    else if (last == i - 1)
      ends_at_skin = label == person::Label::kNeck || label == person::Label::kBackground;
  }
  if (last == 0 || !ends_at_skin) return std::numeric_limits<float>::quiet_NaN();
  const float share = kShoulderReach * static_cast<float>(last) / static_cast<float>(line.size() - 1);
  return share < kUpTheNeck ? share : std::numeric_limits<float>::quiet_NaN();
}

// The part of the body's shoulder line that the garment covers, neck first.
Polyline covered_shoulder(const PersonModel& person, const BodyShape& body, const UpperLandmarks& marks,
                          const SideRequest& request) {
  const auto side = static_cast<std::size_t>(request.side);
  const float scale = request.scale;
  const Polyline& line = body.shoulder[side];
  const auto index = [&](float share) {
    return static_cast<std::size_t>(
        std::lround(share / kShoulderReach * static_cast<float>(line.size() - 1)));
  };
  const float neck_half = std::abs(marks.neck[side].x - marks.axis_x) * scale;
  const float tip_half = std::abs(marks.shoulder_tip[side].x - marks.axis_x) * scale;
  const bool wide = neck_half > 0.7F * tip_half;
  const float natural = shoulder_share(
      body, neck_half * worn_share(marks, has_sleeves(marks) || !wide ? kNeckNarrowing : kStrapNarrowing));
  // One that was seen on a body is known; the old one says nothing about it.
  const float neck =
      marks.on_body ? natural : kept_unless_clear(old_neck_share(person, body, side), natural, kNeckReach);
  const float tip = has_sleeves(marks) ? 0 : shoulder_share(body, tip_half * worn_share(marks, 0.97F));
  const std::size_t first = std::min(index(tip), line.size() - 4);
  const std::size_t last = std::max(index(neck), first + 3);
  return reversed({line.begin() + static_cast<std::ptrdiff_t>(first),
                   line.begin() + static_cast<std::ptrdiff_t>(last) + 1});
}

float mean_y(const std::array<cv::Point2f, 2>& points) {
  return (points[0].y + points[1].y) / 2;
}

// How much of its natural length the garment is stretched or compressed to so that its hem falls well.
float hem_factor(const PersonModel& person, float neck_y, float natural_length, bool tucked) {
  const person::TorsoFrame& torso = person.torso;
  const float natural = neck_y + natural_length;
  const float lowest = torso.shoulder_mid.y + 1.40F * torso.length;
  const auto to = [&](float y) { return (y - neck_y) / natural_length; };
  const std::optional<float> old_hem = waist_y(person);
  if (old_hem && tucked) {
    if (natural < *old_hem + 0.05F * torso.length)
      return std::min(to(*old_hem + 0.07F * torso.length), 1.35F);
    return 1;
  }
  if (old_hem) {
    // A shorter garment would bare what nobody has seen.
    if (natural < *old_hem) return std::min(to(*old_hem), kFlatLayStretchMax);
    const float kept = kept_unless_clear(*old_hem, natural, kHemReach * torso.length);
    if (kept < natural - 1) return std::max(0.82F, to(kept));
  }
  return natural > lowest ? std::max(0.82F, to(lowest)) : 1;
}

// The old garment was tucked in, so the new one is too unless it is far too short for that.
bool wears_tucked(const PersonModel& person, float natural_hem) {
  const std::optional<float> seam = waist_y(person);
  if (!seam) return false;
  const float t = (*seam - person.torso.shoulder_mid.y) / person.torso.length;
  return t < 0.95F && natural_hem > *seam - 0.30F * person.torso.length;
}

struct LevelFit {
  const PersonModel& person;
  const BodyShape& shape;
  const UpperLandmarks& marks;
  const GarmentFit& fit;
  float neck_y, garment_neck_y;

  [[nodiscard]] float y_of(float garment_y) const {
    return neck_y + (garment_y - garment_neck_y) * fit.scale_down;
  }

  [[nodiscard]] FitLevel place(const UpperLandmarks::Level& level, std::array<float, 2> half) const {
    const float y = y_of(level.y);
    const SkirtFit skirt(person);
    const cv::Point2f middle(fit.is_dress ? skirt.middle(y) : axis_x(person, y), y);
    const cv::Point2f across = fit.is_dress ? skirt.across(y) : across_at(y);
    return {
        level.y, level.left_x, level.right_x, middle - across * half[0], middle, middle + across * half[1]};
  }

  // Armpits are tilted half with the shoulders, which need not stand square on the torso; the hem is square.
  [[nodiscard]] cv::Point2f across_at(float y) const {
    const cv::Point2f tips = fit.tip[1] - fit.tip[0];
    const float below = (y - y_of(mean_y(marks.armpit))) / (kTiltReach * person.torso.length);
    const float share = kArmpitTilt * (1 - smooth_step(below));
    const cv::Point2f across =
        tips * (share / static_cast<float>(cv::norm(tips))) + person.torso.across * (1 - share);
    return across / static_cast<float>(cv::norm(across));
  }

  [[nodiscard]] FitLevel armpits() const {
    const float sw = person.torso.shoulder_width;
    const bool sleeves = has_sleeves(marks);
    const float width = fit.scale * worn_share(marks, kWornWidth);
    std::array<float, 2> half{};
    for (std::size_t k = 0; k < 2; ++k) {
      const float garment_half = std::abs(marks.armpit[k].x - marks.axis_x) * width;
      half[k] = sleeves ? std::clamp(garment_half, 0.45F * sw, 0.54F * sw)
                        : std::clamp(garment_half, 0.38F * sw, 0.45F * sw);
      if (!sleeves || marks.on_body || shape.arms[k].behind) continue;
      // The seam lies where the sleeve leaves the torso: an arm that hangs covers the torso's side.
      const float inner =
          inner_distance(person, shape.arms[k], static_cast<int>(k), y_of(mean_y(marks.armpit)));
      half[k] = std::min(half[k], std::max(inner, kArmpitMin * sw));
    }
    return place({mean_y(marks.armpit), marks.armpit[0].x, marks.armpit[1].x}, half);
  }

  [[nodiscard]] FitLevel side(const UpperLandmarks::Level& level, std::array<float, 2> body) const {
    const float sw = person.torso.shoulder_width;
    float loosest = 1.28F;
    if (const auto seam = waist_y(person); seam && fit.tucked) {
      const float tl = person.torso.length;
      loosest -= 0.18F * smooth_step((y_of(level.y) - (*seam - 0.20F * tl)) / (0.2F * tl));
    }
    const float width = fit.scale * worn_share(marks, kWornWidth);
    const std::array<float, 2> garment_half{(marks.axis_x - level.left_x) * width,
                                            (level.right_x - marks.axis_x) * width};
    std::array<float, 2> half{};
    for (std::size_t k = 0; k < 2; ++k) {
      half[k] = fit.is_dress
                    ? SkirtFit(person).half_width(y_of(level.y), garment_half[k], body[k])
                    : std::clamp(garment_half[k], body[k] + 0.01F * sw, loosest * body[k] + 0.01F * sw);
    }
    return place(level, half);
  }
};

// Body widths at the heights of the levels, smoothed down the torso.
std::vector<std::array<float, 2>> body_widths(const LevelFit& at,
                                              const std::vector<UpperLandmarks::Level>& sides) {
  std::array<std::vector<float>, 2> widths;
  for (const UpperLandmarks::Level& level : sides) {
    const std::array<float, 2> half = torso_half_widths(at.person, at.y_of(level.y));
    for (std::size_t k = 0; k < 2; ++k) widths[k].push_back(half[k]);
  }
  std::vector<std::array<float, 2>> out(widths[0].size());
  for (std::size_t k = 0; k < 2; ++k) {
    widths[k] = smooth(widths[k], 2.0F);
    for (std::size_t i = 0; i < out.size(); ++i) out[i][k] = widths[k][i];
  }
  return out;
}

// The garment's sides at closer steps.
std::vector<UpperLandmarks::Level> dense_sides(const UpperLandmarks& marks) {
  std::vector<float> ys, lefts, rights;
  for (const UpperLandmarks::Level& level : marks.sides) {
    ys.push_back(level.y);
    lefts.push_back(level.left_x);
    rights.push_back(level.right_x);
  }
  std::vector<UpperLandmarks::Level> out;
  for (std::size_t i = 0; i < kLevels; ++i) {
    const float y = ys.front() + (ys.back() - ys.front()) * static_cast<float>(i) / (kLevels - 1);
    out.push_back({y, interpolate(ys, lefts, y), interpolate(ys, rights, y)});
  }
  return out;
}

// Below the armpits the sides keep to the old garment's where it hangs nearly as the new one would.
void follow_old_sides(const PersonModel& person, const UpperLandmarks& marks, GarmentFit& fit) {
  const OldOutline old(person);
  const float reach = kSideReach * person.torso.shoulder_width;
  for (const int side : kSides) {
    Polyline line;
    for (const FitLevel& level : fit.levels) line.push_back(side == 0 ? level.left : level.right);
    const Polyline followed = old.followed(line, sign_of(side), reach);
    std::vector<float> ys, xs;
    for (const cv::Point2f p : followed) {
      ys.push_back(ys.empty() ? p.y : std::max(p.y, ys.back()));
      xs.push_back(p.x);
    }
    for (std::size_t i = 1; i < fit.levels.size(); ++i) {
      FitLevel& level = fit.levels[i];
      cv::Point2f& edge = side == 0 ? level.left : level.right;
      const float garment_half =
          std::abs((side == 0 ? level.garment_left : level.garment_right) - marks.axis_x);
      const float widest =
          std::max(kFlatWidthMax * garment_half * fit.scale, std::abs(edge.x - level.middle.x));
      const float half = std::min(std::abs(interpolate(ys, xs, edge.y) - level.middle.x), widest);
      edge.x = level.middle.x + sign_of(side) * half;
    }
  }
}

// A sleeveless garment lies at the body where its armholes end, however wide the old garment hung there: its
// sides leave the armholes' ends at no more than a slope.
void slope_from_armholes(GarmentFit& fit) {
  const FitLevel top = fit.levels.front();
  const auto keep_within = [&](cv::Point2f& edge, cv::Point2f start, const FitLevel& level) {
    const float start_half = std::abs(start.x - top.middle.x);
    const float widest = start_half + kArmholeSlope * std::max(edge.y - start.y, 0.0F);
    const float half = edge.x - level.middle.x;
    edge.x = level.middle.x + std::clamp(half, -widest, widest);
  };
  for (std::size_t i = 1; i < fit.levels.size(); ++i) {
    keep_within(fit.levels[i].left, top.left, fit.levels[i]);
    keep_within(fit.levels[i].right, top.right, fit.levels[i]);
  }
}

void fit_torso(const PersonModel& person, const BodyShape& body, const UpperLandmarks& marks,
               GarmentFit& fit) {
  const float garment_neck_y = mean_y(marks.neck);
  const float neck_y = mean_y(fit.neck);
  const float worn_length = has_sleeves(marks) ? worn_share(marks, kWornLength) : 1;
  const float natural_length = (marks.hem_y - garment_neck_y) * fit.scale * worn_length;
  fit.tucked = fit.tucked && !fit.is_dress && !fit.is_open && wears_tucked(person, neck_y + natural_length);
  const float shown = fit.tucked ? worn_share(marks, kTuckedLength) : 1;
  fit.scale_down = fit.scale * worn_length * shown *
                   (fit.is_dress  ? SkirtFit(person).length_factor(neck_y, natural_length)
                    : fit.is_open ? 1  // What is worn under it may show below it.
                                  : hem_factor(person, neck_y, natural_length * shown, fit.tucked));
  const LevelFit at{person, body, marks, fit, neck_y, garment_neck_y};
  const std::vector<UpperLandmarks::Level> sides = dense_sides(marks);
  const std::vector<std::array<float, 2>> widths = body_widths(at, sides);
  std::vector<FitLevel> levels{at.armpits()};
  for (std::size_t i = 0; i < sides.size(); ++i) {
    if (sides[i].y > mean_y(marks.armpit) + 2) levels.push_back(at.side(sides[i], widths[i]));
  }
  fit.levels = std::move(levels);
  if (!fit.is_dress) follow_old_sides(person, marks, fit);
  if (!has_sleeves(marks) && !marks.on_body) slope_from_armholes(fit);
  fit.armpit = {fit.levels[0].left, fit.levels[0].right};
}

// Tops are cut to end at the hips, whatever their width: the length tells an oversized garment from a small
// one, which the width cannot.
float scale_by_length(const PersonModel& person, const UpperLandmarks& marks) {
  return kUsualLength * person.torso.length / std::max(marks.hem_y - mean_y(marks.neck), 1.0F);
}

float garment_scale(const PersonModel& person, const BodyShape& body, const GarmentModel& garment) {
  const UpperLandmarks& marks = *garment.upper;
  const float by_tips = static_cast<float>(cv::norm(body.tip[1] - body.tip[0])) / tip_width(marks);
  // What is seen of a garment on its wearer is not its length, and straps are where they belong.
  if (marks.on_body) return by_tips;
  if (has_sleeves(marks)) {
    if (garment.category == garment::Category::kDress) return by_tips;
    const float ratio =
        std::clamp(scale_by_length(person, marks) / by_tips, kLengthTrustMin, kLengthTrustMax);
    return by_tips * std::pow(ratio, kLengthWeight);
  }
  // Straps say nothing about the size of the body: the width at the armholes does.
  const float chest = std::max(marks.armpit[1].x - marks.armpit[0].x, 1.0F);
  const float by_chest = 1.06F * person.torso.shoulder_width / chest;
  const float shoulders = smooth_step((tip_width(marks) / chest - 0.65F) / 0.25F);
  return std::min(by_tips, by_chest * (1 - shoulders) + 0.97F * by_tips * shoulders);
}

void place_shoulder(const ShoulderAndSleeve& joined, std::size_t k, GarmentFit& fit) {
  fit.shoulder[k] = joined.shoulder;
  fit.neck[k] = joined.shoulder.front();
  fit.tip[k] = joined.shoulder.back();
}

}  // namespace

std::optional<float> waist_y(const PersonModel& person) {
  if (!person.waist.seen || person.waist.y.empty()) return {};
  const float x = axis_x(person, person.torso.hip_mid.y);
  const int column = std::clamp(static_cast<int>(x), 0, static_cast<int>(person.waist.y.size()) - 1);
  return person.waist.y[static_cast<std::size_t>(column)];
}

GarmentFit fit_garment(const PersonModel& person, const BodyShape& body, const GarmentModel& garment,
                       bool may_tuck) {
  const UpperLandmarks& marks = *garment.upper;
  GarmentFit fit;
  fit.tucked = may_tuck;
  fit.is_open = garment.category == garment::Category::kOuter;
  fit.is_dress = garment.category == garment::Category::kDress;
  fit.scale = fit.scale_down = garment_scale(person, body, garment);
  std::array<SideRequest, 2> requests;
  for (const int side : kSides) {
    const auto k = static_cast<std::size_t>(side);
    requests[k] = {side, fit.scale, covered_shoulder(person, body, marks, {side, fit.scale, {}})};
    place_shoulder(join_shoulder(person, body, garment, requests[k]), k, fit);
  }
  fit_torso(person, body, marks, fit);
  fit.neckline = fit_neckline(person, garment, fit);
  fit.hem = fit_hem(person, garment, fit);
  for (const int side : kSides) {
    const auto k = static_cast<std::size_t>(side);
    if (!marks.sleeves[k]) continue;
    // Once more, now that the armpit is known: no sleeve ends above it.
    requests[k].armpit = fit.armpit[k];
    ShoulderAndSleeve joined = join_shoulder(person, body, garment, requests[k]);
    place_shoulder(joined, k, fit);
    requests[k].line = std::move(joined.outer);
    for (const FitLevel& level : fit.levels)
      requests[k].torso_side.push_back(side == 0 ? level.left : level.right);
    fit.sleeves[k] = fit_sleeve(person, body, garment, requests[k]);
  }
  return fit;
}

}  // namespace drape::tryon::geometric
