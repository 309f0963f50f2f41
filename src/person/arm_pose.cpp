#include "person/arm_pose.h"

#include <cmath>

namespace drape::person {
namespace {

constexpr int kForearmPoints = 12;
constexpr int kHandPoints = 6;
constexpr float kTorsoHalfWidth = 0.40F;  // Narrower than the torso: hanging arms graze its sides.
constexpr float kTorsoTop = 0.05F;
constexpr float kTorsoBottom = 1.0F;
constexpr float kCrossingMin = 0.15F;
// Share of the crossing points that must show skin.
constexpr float kSkinShareMin = 0.3F;
constexpr float kSkinLead = 0.0F;

std::vector<cv::Point2f> forearm_and_hand(const std::array<cv::Point2f, 4>& path) {
  std::vector<cv::Point2f> points;
  for (int i = 0; i < kForearmPoints; ++i) {
    points.push_back(path[1] + (path[2] - path[1]) * (static_cast<float>(i) / (kForearmPoints - 1)));
  }
  for (int i = 1; i <= kHandPoints; ++i) {
    points.push_back(path[2] + (path[3] - path[2]) * (static_cast<float>(i) / kHandPoints));
  }
  return points;
}

bool is_on_torso(const TorsoFrame& torso, cv::Point2f point) {
  const cv::Point2f te = torso.to_te(point);
  return std::abs(te.y) < kTorsoHalfWidth && te.x > kTorsoTop && te.x < kTorsoBottom;
}

}  // namespace

float torso_crossing(const TorsoFrame& torso, const std::array<cv::Point2f, 4>& arm_path) {
  const std::vector<cv::Point2f> points = forearm_and_hand(arm_path);
  int inside = 0;
  for (const cv::Point2f& p : points) inside += is_on_torso(torso, p) ? 1 : 0;
  return static_cast<float>(inside) / static_cast<float>(points.size());
}

bool is_in_front_of_torso(const BodyGeometry& body, const ColourEvidence& evidence, std::size_t side) {
  const ArmGeometry& arm = body.arms[side];
  if (torso_crossing(body.torso, arm.path) <= kCrossingMin) return false;
  if (!arm.hand.empty()) return true;
  int crossing = 0;
  int skin = 0;
  for (const cv::Point2f& p : forearm_and_hand(arm.path)) {
    const cv::Point pixel(cvRound(p.x), cvRound(p.y));
    if (!is_on_torso(body.torso, p) || !cv::Rect({}, body.size()).contains(pixel)) continue;
    ++crossing;
    const float cloth = std::max(evidence.upper(pixel), evidence.lower(pixel));
    if (evidence.skin(pixel) > cloth + kSkinLead) ++skin;
  }
  return crossing > 0 && static_cast<float>(skin) >= kSkinShareMin * static_cast<float>(crossing);
}

}  // namespace drape::person
