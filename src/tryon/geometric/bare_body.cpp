#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "tryon/geometric/arm_paint.h"
#include "tryon/geometric/bare_trunk.h"
#include "tryon/geometric/skin_surface.h"

namespace drape::tryon::geometric {
namespace {

constexpr float kOutlineStep = 2;     // Pixels.
constexpr float kUnderCloth = 0.02F;  // Shoulder widths: skin lies this much below the clothed outline.

constexpr float kShoulderCap = 0.20F;  // Arc length over which an arm is no narrower than the shoulder.
constexpr float kChestBlend = 0.05F;   // Width of the change from chest to arm.
constexpr float kChestEnd = 0.45F;     // Arc length along the arm where the armpit parts them.

constexpr float kNeckHalfWidth = 0.165F;  // Shoulder widths.
constexpr float kNeckBase = 0.80F;        // Share of the way from the shoulder's tip to the base of the neck.

struct Outlines {
  Polyline trunk;
  std::array<Polyline, 2> arm;
};

cv::Point2f armpit(const person::TorsoFrame& torso, int side) {
  return torso.at(0.30F, sign_of(side) * 0.40F);
}

// Base of the neck -> shoulder -> outer edge of the arm -> wrist, one smooth line.
Polyline outer_line(const RevealInput& in, int side, const std::vector<ArmSection>& sections) {
  const float sw = in.person.torso.shoulder_width;
  Polyline line = reversed(in.body.shoulder[static_cast<std::size_t>(side)]);
  for (cv::Point2f& p : line) p += in.person.torso.down * (kUnderCloth * sw);
  for (const ArmSection& section : sections) {
    if (section.at > 0.17F * sw) line.push_back(section.centre + section.normal * section.half_width);
  }
  return smooth(resample_by_step(line, kOutlineStep), 0.055F * sw / kOutlineStep);
}

// The armpit -> inner edge of the arm -> wrist. An arm held away from the body leaves it above the armpit of
// one that hangs.
Polyline inner_line(const RevealInput& in, int side, const std::vector<ArmSection>& sections) {
  const person::TorsoFrame& torso = in.person.torso;
  const float sw = torso.shoulder_width;
  const ArmPath& path = in.body.arms[static_cast<std::size_t>(side)].path;
  const cv::Point2f hanging = armpit(torso, side);
  const auto inner_end = [](const ArmSection& s) { return s.centre - s.normal * s.half_width; };
  const auto is_beside = [&](cv::Point2f p) { return (p - hanging).dot(torso.across) * sign_of(side) > 0; };
  const float from = (hanging - path.at(0)).dot(path.tangent(0, 0.1F * sw)) + 0.06F * sw;
  Polyline line;
  for (const ArmSection& section : sections) {
    const bool leaves_body = section.at > kShoulderCap * sw && is_beside(inner_end(section));
    if (section.at > from || leaves_body) line.push_back(inner_end(section));
  }
  if (line.empty() || (line.front() - hanging).dot(torso.down) > 0) line.insert(line.begin(), hanging);
  return smooth(resample_by_step(line, kOutlineStep), 0.03F * sw / kOutlineStep);
}

Outlines outlines(const RevealInput& in, const std::array<std::vector<ArmSection>, 2>& sections) {
  const person::TorsoFrame& torso = in.person.torso;
  Outlines out;
  std::array<Polyline, 2> half;
  for (const int side : kSides) {
    const auto k = static_cast<std::size_t>(side);
    const float sign = sign_of(side);
    const Polyline outer = outer_line(in, side, sections[k]);
    const auto tip = static_cast<std::ptrdiff_t>(nearest_index(outer, in.body.tip[k]));
    half[k] = {torso.at(0, sign * 0.15F) - torso.down * (0.62F * torso.shoulder_width)};
    half[k] = joined(half[k], {outer.begin(), outer.begin() + tip + 1});
    half[k] =
        joined(half[k], {armpit(torso, side), torso.at(0.45F, sign * 0.42F), torso.at(0.65F, sign * 0.40F)});
    // The arm's piece reaches into the chest, so that no seam shows between them.
    out.arm[k] = joined({torso.at(0.05F, sign * 0.30F)}, {outer.begin() + tip * 2 / 3, outer.end()});
    out.arm[k] = joined(out.arm[k], reversed(inner_line(in, side, sections[k])));
  }
  out.trunk = joined(half[0], reversed(half[1]));
  return out;
}

// From below the jaw straight down and then out onto the shoulders.
Polyline neck_outline(const RevealInput& in) {
  constexpr int kPoints = 16;
  const person::TorsoFrame& torso = in.person.torso;
  std::array<Polyline, 2> edge;
  for (const int side : kSides) {
    const auto k = static_cast<std::size_t>(side);
    const Polyline& shoulder = in.body.shoulder[k];
    const cv::Point2f base = shoulder[static_cast<std::size_t>(kNeckBase / kShoulderReach *
                                                               static_cast<float>(shoulder.size() - 1))];
    const cv::Point2f top =
        in.body.neck_top + torso.across * (sign_of(side) * kNeckHalfWidth * torso.shoulder_width);
    const cv::Point2f bend = top + torso.down * (base - top).dot(torso.down);
    for (int i = 0; i <= kPoints; ++i) {
      const float t = static_cast<float>(i) / kPoints;
      edge[k].push_back(top * ((1 - t) * (1 - t)) + bend * (2 * t * (1 - t)) + base * (t * t));
    }
  }
  return joined(edge[0], reversed(edge[1]));
}

// Paints an arm into the trunk's colours. Along the arm the shoulder cap leads from one to the other, across
// it the inner edge of the piece, which lies on the chest.
void paint_arm(const RevealInput& in, int side, const std::vector<ArmSection>& sections, BareBody& body) {
  const auto k = static_cast<std::size_t>(side);
  const float sw = in.person.torso.shoulder_width;
  const SourceMap coordinates = arm_coordinates(sections, body.colour.size());
  const ArmPaint paint(in, side, coordinates);
  const image::Plane within = soften(image::Mask(body.arm[k] > 0.5F), kChestBlend * sw);
  const image::Plane chest = soften(image::Mask(body.trunk > 0.5F), kChestBlend * sw);
  body.arm_at[k] = image::Plane(body.colour.size(), -1e6F);
  for (int y = 0; y < body.colour.rows; ++y) {
    for (int x = 0; x < body.colour.cols; ++x) {
      const cv::Vec2f at = coordinates(y, x);
      if (std::isnan(at[0])) continue;
      body.arm_at[k](y, x) = at[1];
      if (body.arm[k](y, x) <= 0) continue;
      const float on_chest = chest(y, x) * smooth_step(0.5F - at[0]) *
                             (1 - smooth_step((at[1] - kChestEnd * sw) / (0.15F * sw)));
      const float inside = 1 - on_chest * (1 - smooth_step(2 * within(y, x) - 1));
      const float own = smooth_step((at[1] + 0.10F * sw) / (0.45F * sw)) * inside;
      body.colour(y, x) = body.colour(y, x) * (1 - own) + paint.at(at[1], at[0]) * own;
    }
  }
}

// Above the shoulders the photograph itself shows how wide the neck is.
void keep_to_person_above(const RevealInput& in, image::Plane& trunk) {
  const person::TorsoFrame& torso = in.person.torso;
  const image::Plane person = soften(image::Mask(in.person.matte > 0.5F), 1.0F);
  const float base = torso.shoulder_mid.y - 0.22F * torso.shoulder_width;
  for (int y = 0; y < std::min(trunk.rows, static_cast<int>(base)); ++y) {
    const float share = smooth_step((base - static_cast<float>(y)) / (0.06F * torso.shoulder_width));
    for (int x = 0; x < trunk.cols; ++x) trunk(y, x) *= 1 - share * (1 - person(y, x));
  }
}

}  // namespace

BareBody reveal_body(const RevealInput& input) {
  const cv::Size size = input.person.labels.size();
  std::array<std::vector<ArmSection>, 2> sections;
  for (const int side : kSides) sections[static_cast<std::size_t>(side)] = bare_arm_sections(input, side);
  const Outlines outline = outlines(input, sections);
  BareBody body;
  body.colour = trunk_colour(input);
  const image::Plane trunk =
      cv::max(fill_outline(outline.trunk, size), fill_outline(neck_outline(input), size));
  body.trunk = soften(trunk, 1.2F);
  keep_to_person_above(input, body.trunk);
  for (const int side : kSides) {
    const auto k = static_cast<std::size_t>(side);
    body.arm[k] = soften(fill_outline(outline.arm[k], size), 0.7F);
    body.arm_length[k] = input.body.arms[k].path.wrist_at();
    paint_arm(input, side, sections[k], body);
  }
  settle_on_seen(input, body);
  add_skin_texture(body, measure_grain(input), input.person.torso.shoulder_width);
  return body;
}

}  // namespace drape::tryon::geometric
