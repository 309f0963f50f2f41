#include "tryon/wearer/worn_sleeve.h"

#include <algorithm>
#include <cmath>

namespace drape::tryon::wearer {
namespace {

using geometric::ArmShape;
using person::Label;
using person::PersonModel;

constexpr int kSamples = 40;
constexpr float kCloth = 1.14F;          // Half width of a close sleeve over that of the bare arm.
constexpr float kLoosest = 2.6F;         // Of a wide sleeve.
constexpr float kSkinRun = 0.06F;        // Shoulder widths of skin that end a sleeve.
constexpr float kShoulderRound = 0.10F;  // Shoulder widths that a shoulder bulges over its chord.
constexpr float kOwnOuter = 0.17F;   // Shoulder widths along the arm from which the sleeve has an outline.
constexpr float kElbowBentMax = 50;  // Degrees: more hides a part of the sleeve in its own bend.
constexpr float kShortUpperArm =
    0.45F;  // Shoulder widths: an upper arm that looks shorter points at the camera.

bool is_cloth(const PersonModel& wearer, cv::Point2f p) {
  const cv::Point at(cvRound(p.x), cvRound(p.y));
  if (!cv::Rect({}, wearer.labels.size()).contains(at)) return false;
  return wearer.labels(at) == static_cast<unsigned char>(Label::kUpperClothes) && wearer.matte(at) > 0.5F;
}

struct Reach {
  float distance = 0;
  bool ends = false;  // An edge of the cloth was seen there.
};

// How far cloth goes from the arm's middle.
Reach reach_of_cloth(const PersonModel& wearer, cv::Point2f from, cv::Point2f direction, float farthest) {
  constexpr float kStep = 0.75F;
  float last = 0;
  for (float r = 0; r < farthest; r += kStep) {
    if (is_cloth(wearer, from + direction * r))
      last = r;
    else if (r - last > 3)
      return {last, last > 0};
  }
  return {farthest, false};
}

float elbow_bend(const person::Arm& arm) {
  const cv::Point2f upper = arm.elbow - arm.shoulder;
  const cv::Point2f fore = arm.wrist - arm.elbow;
  return std::abs(static_cast<float>(std::atan2(upper.cross(fore), upper.dot(fore)) * 180 / CV_PI));
}

bool is_straight(const PersonModel& wearer, const person::Arm& arm, float sleeve_share) {
  const float sw = wearer.torso.shoulder_width;
  if (cv::norm(arm.elbow - arm.shoulder) < kShortUpperArm * sw) return false;
  if (sleeve_share < 0.55F) return true;
  return elbow_bend(arm) < kElbowBentMax && !arm.in_front_of_torso;
}

// A sleeve that lies against the body ends where the torso's side is.
cv::Point2f beside_torso(const PersonModel& wearer, int side, cv::Point2f p) {
  const float axis = geometric::axis_x(wearer, p.y);
  const float half = geometric::torso_half_widths(wearer, p.y)[static_cast<std::size_t>(side)];
  const float sign = geometric::sign_of(side);
  return {axis + sign * std::max(sign * (p.x - axis), half), p.y};
}

// From the tip around the shoulder: the chord to where the sleeve has an outline of its own, moved out to the
// edge of the cloth. Cloth left outside would be laid outside the new shoulder.
Polyline around_shoulder(const PersonModel& wearer, int side, cv::Point2f tip, cv::Point2f to) {
  constexpr int kPoints = 6;
  const float farthest = kShoulderRound * wearer.torso.shoulder_width;
  const cv::Point2f chord = to - tip;
  const float norm = std::max(1.0F, static_cast<float>(cv::norm(chord)));
  const cv::Point2f outward = cv::Point2f(chord.y, -chord.x) * (-geometric::sign_of(side) / norm);
  const cv::Point2f away =
      outward.dot(wearer.torso.across) * geometric::sign_of(side) > 0 ? outward : -outward;
  Polyline line{tip};
  for (int i = 1; i < kPoints; ++i) {
    const cv::Point2f p = tip + chord * (static_cast<float>(i) / kPoints);
    const Reach reach = reach_of_cloth(wearer, p, away, farthest);
    line.push_back(p + away * (reach.ends ? reach.distance : 0));
  }
  line.push_back(to);
  return line;
}

}  // namespace

SleeveEnd find_sleeve_end(const PersonModel& wearer, const ArmShape& arm, int side) {
  const float sw = wearer.torso.shoulder_width;
  const Label own = geometric::arm_label(side);
  const Label hand = geometric::hand_label(side);
  float skin_from = -1;
  for (float s = 0.1F * sw; s < 1.15F * arm.path.wrist_at(); s += 1) {
    const float half = geometric::interpolate(arm.at, arm.bare, s);
    int skin = 0;
    int samples = 0;
    for (float d = -0.1F; d <= 0.75F; d += 0.1F) {
      const cv::Point2f p = arm.path.at(s) + arm.normal(s, 0.08F * sw) * (d * half);
      const cv::Point at(cvRound(p.x), cvRound(p.y));
      if (!cv::Rect({}, wearer.labels.size()).contains(at)) continue;
      const auto label = static_cast<Label>(wearer.labels(at));
      if (label != own && label != hand && label != Label::kUpperClothes) continue;
      ++samples;
      skin += label != Label::kUpperClothes;
    }
    if (samples == 0 || 2 * skin <= samples)
      skin_from = -1;
    else if (skin_from < 0)
      skin_from = s;
    if (skin_from >= 0 && s - skin_from > kSkinRun * sw) return {skin_from, true};
  }
  return {std::max({skin_from, arm.old_cuff, 0.0F}), skin_from >= 0};
}

WornSleeve trace_worn_sleeve(const PersonModel& wearer, const ArmShape& arm, const SleeveRequest& request) {
  const float sw = wearer.torso.shoulder_width;
  const SleeveEnd end = find_sleeve_end(wearer, arm, request.side);
  const float length = std::max(end.at, kShortestSleeve * sw);
  WornSleeve sleeve;
  sleeve.arm_share = length / std::max(arm.path.wrist_at(), 1.0F);
  std::vector<float> at, outer, inner;
  for (int i = 0; i < kSamples; ++i) {
    const float s = length * static_cast<float>(i) / (kSamples - 1);
    const float close = kCloth * geometric::interpolate(arm.at, arm.bare, s);
    const cv::Point2f normal = arm.normal(s, 0.1F * sw);
    const Reach out = reach_of_cloth(wearer, arm.path.at(s), normal, kLoosest * close);
    const Reach in = reach_of_cloth(wearer, arm.path.at(s), -normal, 1.5F * close);
    at.push_back(s);
    outer.push_back(out.ends ? std::max(out.distance, 0.7F * close) : close);
    // Where sleeve and body are one piece of cloth to the eye, the sleeve is a close one.
    inner.push_back(in.ends ? std::max(in.distance, 0.6F * close) : 1.04F * close);
  }
  outer = geometric::smooth(geometric::median_filter(outer, 2), 1.0F);
  inner = geometric::smooth(geometric::median_filter(inner, 2), 1.0F);
  const float armpit_at = (request.armpit - arm.path.at(0)).dot(arm.path.tangent(0, 0.1F * sw));
  sleeve.outer.clear();
  sleeve.inner = {request.armpit};
  for (int i = 0; i < kSamples; ++i) {
    const auto k = static_cast<std::size_t>(i);
    const cv::Point2f middle = arm.path.at(at[k]);
    const cv::Point2f normal = arm.normal(at[k], 0.1F * sw);
    if (at[k] > kOwnOuter * sw) sleeve.outer.push_back(middle + normal * outer[k]);
    const bool last = i + 1 == kSamples;
    if (last || at[k] > armpit_at + 0.05F * sw)
      sleeve.inner.push_back(beside_torso(wearer, request.side, middle - normal * inner[k]));
  }
  sleeve.outer = geometric::joined(around_shoulder(wearer, request.side, request.tip, sleeve.outer.front()),
                                   sleeve.outer);
  sleeve.end_seen = end.seen;
  sleeve.whole = is_straight(wearer, geometric::arm_on(wearer, request.side), sleeve.arm_share);
  return sleeve;
}

}  // namespace drape::tryon::wearer
