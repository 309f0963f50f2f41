#include "tryon/geometric/sleeve_fit.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

#include "tryon/geometric/old_outline.h"
#include "tryon/geometric/past_cuff.h"

namespace drape::tryon::geometric {
namespace {

using garment::GarmentModel;
using garment::Sleeve;
using person::PersonModel;

constexpr int kSamples = 60;
constexpr float kOutlineStep = 2;  // Pixels between points of an outline.
// Shoulder widths within which the old garment's outline, or the end of its sleeve, is kept.
constexpr float kOutlineReach = 0.12F;
// How wide a gap between sleeve and torso is closed, and how far the sleeve then laps over the torso.
constexpr float kTouchReach = 0.16F;
constexpr float kTouch = 0.015F;
constexpr float kCuffReach = 0.22F;
// Half widths of a close sleeve and of its inner edge, of the bare arm's.
constexpr float kClothed = 1.14F;
constexpr float kInnerClothed = 1.04F * kClothed;
// A sleeve whose arm hangs this far outward of the armpit does not hang in front of the torso by more than
// the lap.
constexpr float kBeside = 0.10F;
constexpr float kLap = 0.03F;
constexpr float kInnerSmoothing = 0.05F;
// A short sleeve's outer edge spread flat and hanging on the arm; from the tip to the path's beginning, and
// the shortest sleeve, shoulder widths.
constexpr float kHangingLength = 0.95F;
constexpr float kTipToPath = 0.20F;
constexpr float kLongSleeve = 1.15F;  // Of the shoulders' width.
// Of the length from neck to hem: half sleeves reach .35, long ones .65 and more.
constexpr float kLongOfBody = 0.58F;
constexpr float kShortest = 0.30F;

struct SleeveLine {
  std::vector<float> at;            // Arc lengths along the arm.
  std::vector<float> outer, inner;  // Half widths there.
  bool to_wrist = false;
  float length = 0;
};

float garment_tip_width(const GarmentModel& garment) {
  return static_cast<float>(cv::norm(garment.upper->shoulder_tip[1] - garment.upper->shoulder_tip[0]));
}

// Half of how much farther the outer edge of the cuff reaches than the inner, in person pixels.
float cuff_slant(const Sleeve& sleeve, float scale) {
  const auto n = sleeve.outer_edge.size();
  if (n < 4 || sleeve.inner_edge.size() != n) return 0;
  const cv::Point2f from = (sleeve.outer_edge[n / 2] + sleeve.inner_edge[n / 2]) / 2;
  const cv::Point2f to = (sleeve.outer_edge[n - 1] + sleeve.inner_edge[n - 1]) / 2;
  const auto norm = static_cast<float>(cv::norm(to - from));
  if (norm < 1) return 0;
  return (sleeve.outer_edge[n - 1] - sleeve.inner_edge[n - 1]).dot((to - from) / norm) / 2 * scale;
}

// Longer than the shoulders are wide, or nearly as long as the body: no shorter sleeve is either.
bool is_long(const GarmentModel& garment, const Sleeve& sleeve) {
  const auto& marks = *garment.upper;
  const float body_length = marks.hem_y - (marks.neck[0].y + marks.neck[1].y) / 2;
  return sleeve.length > kLongSleeve * garment_tip_width(garment) ||
         sleeve.length > kLongOfBody * body_length;
}

// How far along the arm the armpit lies.
float armpit_at(const ArmShape& arm, cv::Point2f armpit, float sw) {
  return (armpit - arm.path.at(0)).dot(arm.path.tangent(0, 0.10F * sw));
}

// A sleeve longer than the shoulders are wide is a long one: it ends at the wrist whatever the picture's
// perspective does to the arm. A shorter one keeps its own length.
float sleeve_length(const PersonModel& person, const BodyShape& body, const GarmentModel& garment,
                    const SideRequest& request) {
  const auto k = static_cast<std::size_t>(request.side);
  const ArmPath& path = body.arms[k].path;
  const Sleeve& sleeve = *garment.upper->sleeves[k];
  if (sleeve.arm_share) return *sleeve.arm_share * path.wrist_at();
  const float ratio = sleeve.length / garment_tip_width(garment);
  if (is_long(garment, sleeve)) {
    // An old long sleeve shows where long sleeves end on this arm.
    const float old_cuff = body.arms[k].old_cuff;
    const bool was_long = old_cuff > 0.9F * path.wrist_at();
    return was_long ? std::min(old_cuff, 1.12F * path.wrist_at()) : 1.03F * path.wrist_at();
  }
  if (ratio > 1.05F) return 0.92F * path.wrist_at();
  const float sw = person.torso.shoulder_width;
  float natural =
      std::max(kHangingLength * length(sleeve.outer_edge) * request.scale - kTipToPath * sw, kShortest * sw);
  if (request.armpit) {
    // Its inner edge hangs down from the armpit.
    const float inner =
        armpit_at(body.arms[k], *request.armpit, sw) + length(sleeve.inner_edge) * request.scale;
    natural = std::max(natural, inner + 2 * cuff_slant(sleeve, request.scale));
  }
  const float old_cuff = body.arms[k].old_cuff;
  const float outer_end =
      old_cuff < 0.2F * sw ? natural : kept_unless_clear(old_cuff, natural, kCuffReach * sw);
  return std::min(outer_end - cuff_slant(sleeve, request.scale), path.wrist_at());
}

SleeveLine measure_sleeve(const PersonModel& person, const BodyShape& body, const GarmentModel& garment,
                          const SideRequest& request) {
  const auto k = static_cast<std::size_t>(request.side);
  const ArmShape& arm = body.arms[k];
  const Sleeve& sleeve = *garment.upper->sleeves[k];
  const float sw = person.torso.shoulder_width;
  SleeveLine line;
  line.length = sleeve_length(person, body, garment, request);
  line.to_wrist =
      sleeve.arm_share ? *sleeve.arm_share > 0.9F : sleeve.length / garment_tip_width(garment) > 1.05F;
  const float width = request.scale * (garment.upper->on_body ? 1 : 0.90F);
  for (int i = 0; i < kSamples; ++i) {
    const float share = static_cast<float>(i) / (kSamples - 1);
    const float s = share * line.length;
    const float cloth = kClothed * interpolate(arm.at, arm.bare, s);
    const float silhouette = interpolate(arm.at, arm.outer, s);
    const auto width_index =
        static_cast<std::size_t>(std::lround(share * static_cast<float>(sleeve.half_width.size() - 1)));
    const float garment_half = sleeve.half_width.empty() ? cloth : sleeve.half_width[width_index] * width;
    const float slack = std::clamp(garment_half, cloth * 1.03F, cloth * 1.45F) - cloth * 1.03F;
    const float flare = smooth_step(share / 0.8F) * slack;
    line.at.push_back(s);
    // Over bare skin the cloth adds its thickness; an old sleeve's silhouette already has it.
    const float thickness = s < arm.old_cuff ? 0.0F : 0.02F * sw;
    line.outer.push_back(std::max(silhouette + thickness, cloth) + flare * 0.35F);
    line.inner.push_back(cloth * 1.04F + flare * 1.1F);
  }
  const PastCuff past(arm, line.length, sw);
  const std::vector<float> seen = line.outer;
  for (std::size_t i = 0; i < seen.size(); ++i) line.outer[i] = past.narrowed(line.at, seen, line.at[i]);
  line.outer = smooth(line.outer, 3);
  line.inner = smooth(line.inner, 3);
  return line;
}

// The inner edge of a sleeve beside the torso goes down from the armpit, never back over the torso.
void keep_beside_torso(const ArmShape& arm, const SideRequest& request, float sw, Polyline& inner) {
  const float sign = sign_of(request.side);
  const Polyline middle = resample(arm.path.line(), kSamples);
  for (cv::Point2f& p : inner) {
    const float outward = (middle[nearest_index(middle, p)].x - request.armpit->x) * sign;
    const float over = (request.armpit->x - p.x) * sign - kLap * sw;
    if (over > 0) p.x += sign * over * smooth_step(outward / (kBeside * sw));
  }
}

struct EdgeRequest {
  float from = 0;       // Arc length where the edge takes over.
  float slant = 0;      // Added to the arc length at the cuff.
  float direction = 1;  // +1 outer, -1 inner.
};

Polyline edge_points(const ArmShape& arm, const SleeveLine& line, float sw, const EdgeRequest& request) {
  const std::vector<float>& half = request.direction > 0 ? line.outer : line.inner;
  Polyline out;
  for (std::size_t i = 0; i < line.at.size(); ++i) {
    if (line.at[i] < request.from) continue;
    const float share = line.at[i] / line.length;
    const float s = line.at[i] + request.slant * smooth_step((share - 0.5F) / 0.5F);
    out.push_back(arm.path.at(s) + arm.normal(s, 0.10F * sw) * (request.direction * half[i]));
  }
  return out;
}

// Where the old garment left no gap between arm and torso, a sleeve that hangs beside the torso touches it.
void close_towards_torso(const PersonModel& person, const SideRequest& request, Polyline& inner) {
  const float sw = person.torso.shoulder_width;
  const auto covers = [&](cv::Point2f p) {
    const cv::Point q(cvRound(p.x), cvRound(p.y));
    if (!cv::Rect({}, person.labels.size()).contains(q)) return false;
    const auto label = static_cast<person::Label>(person.labels(q));
    return label == person::Label::kUpperClothes || label == arm_label(request.side);
  };
  std::vector<float> ys, xs;
  for (const cv::Point2f p : request.torso_side) {
    ys.push_back(ys.empty() ? p.y : std::max(p.y, ys.back()));
    xs.push_back(p.x);
  }
  if (ys.empty()) return;
  std::vector<float> moves;
  for (const cv::Point2f p : inner) {
    // Towards the axis, a little into the torso so that no seam opens.
    const float gap = (p.x - interpolate(ys, xs, p.y)) * sign_of(request.side) + kTouch * sw;
    bool closed = gap > 0 && gap < kTouchReach * sw && p.y >= ys.front();
    for (float r = 0; closed && r < gap; r += 2)
      closed = covers(p - cv::Point2f(sign_of(request.side) * r, 0));
    moves.push_back(closed ? gap : 0);
  }
  moves = smooth(median_filter(moves, 5), std::max(kInnerSmoothing * sw / kOutlineStep, 1.0F));
  for (std::size_t i = 0; i < inner.size(); ++i) inner[i].x -= sign_of(request.side) * moves[i];
}

struct Outline {
  int side = 0;
  Polyline line;
};

// Keeps to the old outline as far as that says anything about the new sleeve.
Polyline followed_to_cuff(const PersonModel& person, const ArmShape& arm, const SleeveLine& sleeve,
                          const Outline& outline) {
  const float sw = person.torso.shoulder_width;
  Polyline followed = OldOutline(person).followed(outline.line, sign_of(outline.side), kOutlineReach * sw);
  const PastCuff past(arm, sleeve.length, sw);
  if (!past.applies()) return followed;
  const Polyline own = resample(outline.line, followed.size());
  for (std::size_t i = 0; i < own.size(); ++i)
    followed[i] += (own[i] - followed[i]) * past.at(arm.path.nearest(own[i]));
  return followed;
}

}  // namespace

ShoulderAndSleeve join_shoulder(const PersonModel& person, const BodyShape& body, const GarmentModel& garment,
                                const SideRequest& request) {
  const auto k = static_cast<std::size_t>(request.side);
  const float sw = person.torso.shoulder_width;
  if (!garment.upper->sleeves[k]) {
    const Polyline line = smooth(resample_by_step(request.line, kOutlineStep), 0.03F * sw / kOutlineStep);
    return {OldOutline(person).followed(line, sign_of(request.side), kOutlineReach * sw), {}};
  }
  const SleeveLine line = measure_sleeve(person, body, garment, request);
  const float slant = cuff_slant(*garment.upper->sleeves[k], request.scale);
  const Polyline outer = edge_points(body.arms[k], line, sw, {0.17F * sw, slant, 1});
  Polyline whole = resample_by_step(joined(request.line, outer), kOutlineStep);
  whole = smooth(whole, std::max(0.055F * sw / kOutlineStep, 1.0F));
  whole = followed_to_cuff(person, body.arms[k], line, {request.side, whole});
  const auto tip = static_cast<std::ptrdiff_t>(nearest_index(whole, request.line.back()));
  return {{whole.begin(), whole.begin() + tip + 1}, {whole.begin() + tip, whole.end()}};
}

float inner_distance(const PersonModel& person, const ArmShape& arm, int side, float y) {
  const float sw = person.torso.shoulder_width;
  for (const float s : arm.at) {
    if (arm.path.at(s).y < y) continue;
    const cv::Point2f inner =
        arm.path.at(s) - arm.normal(s, 0.10F * sw) * (kInnerClothed * interpolate(arm.at, arm.bare, s));
    return (inner.x - axis_x(person, y)) * sign_of(side);
  }
  return std::numeric_limits<float>::infinity();
}

SleeveFit fit_sleeve(const PersonModel& person, const BodyShape& body, const GarmentModel& garment,
                     const SideRequest& request) {
  const auto k = static_cast<std::size_t>(request.side);
  const ArmShape& arm = body.arms[k];
  const float sw = person.torso.shoulder_width;
  const SleeveLine line = measure_sleeve(person, body, garment, request);
  const float slant = cuff_slant(*garment.upper->sleeves[k], request.scale);
  CV_Assert(request.armpit);
  const float from =
      std::min(std::max(0.22F * sw, armpit_at(arm, *request.armpit, sw) + 0.08F * sw), 0.8F * line.length);
  Polyline inner{*request.armpit};
  const float smoothing = std::max(kInnerSmoothing * sw / kOutlineStep, 1.0F);
  inner = joined(std::move(inner), edge_points(arm, line, sw, {from, -slant, -1}));
  keep_beside_torso(arm, request, sw, inner);
  inner = smooth(resample_by_step(inner, kOutlineStep), smoothing);
  inner = OldOutline(person).followed(inner, -sign_of(request.side), kOutlineReach * sw);
  close_towards_torso(person, request, inner);
  inner = smooth(resample_by_step(inner, kOutlineStep), smoothing);
  Polyline own;
  const PastCuff past(arm, line.length, sw);
  std::copy_if(request.line.begin(), request.line.end(), std::back_inserter(own),
               [&](cv::Point2f p) { return past.at(arm.path.nearest(p)) > 0.5F; });
  return {line.length, line.to_wrist, request.line, std::move(inner), std::move(own)};
}

}  // namespace drape::tryon::geometric
