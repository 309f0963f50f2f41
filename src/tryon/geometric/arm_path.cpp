#include "tryon/geometric/arm_path.h"

#include <algorithm>
#include <limits>

namespace drape::tryon::geometric {
namespace {

constexpr float kElbowRounding = 0.28F;  // Share of each half of the arm that the bend takes.
constexpr float kBeyondWrist = 0.45F;    // Length past the wrist, in forearms.
constexpr int kBendPoints = 16;

}  // namespace

ArmPath::ArmPath(cv::Point2f shoulder, cv::Point2f elbow, cv::Point2f wrist) {
  const cv::Point2f from = elbow + (shoulder - elbow) * kElbowRounding;
  const cv::Point2f to = elbow + (wrist - elbow) * kElbowRounding;
  line_.push_back(shoulder);
  for (int i = 0; i < kBendPoints; ++i) {
    const float t = static_cast<float>(i) / (kBendPoints - 1);
    line_.push_back(from * ((1 - t) * (1 - t)) + elbow * (2 * t * (1 - t)) + to * (t * t));
  }
  line_.push_back(wrist);
  line_.push_back(wrist + (wrist - elbow) * kBeyondWrist);
  measure();
  wrist_at_ = arc_[arc_.size() - 2];
  elbow_at_ = arc_[1 + kBendPoints / 2];
}

ArmPath::ArmPath(Polyline line, float wrist_share, float elbow_share) : line_(std::move(line)) {
  measure();
  wrist_at_ = arc_.back() * wrist_share;
  elbow_at_ = arc_.back() * elbow_share;
}

void ArmPath::measure() {
  arc_.assign(line_.size(), 0.0F);
  for (std::size_t i = 1; i < line_.size(); ++i) {
    arc_[i] = arc_[i - 1] + std::max(1e-3F, static_cast<float>(cv::norm(line_[i] - line_[i - 1])));
  }
}

cv::Point2f ArmPath::at(float s) const {
  const auto segment = [&](std::size_t i) {
    return line_[i] + (line_[i + 1] - line_[i]) * ((s - arc_[i]) / (arc_[i + 1] - arc_[i]));
  };
  if (s <= 0) return segment(0);
  const auto upper = std::upper_bound(arc_.begin(), arc_.end(), s);
  const auto i = std::min(static_cast<std::size_t>(upper - arc_.begin()), line_.size() - 1);
  return segment(i - 1);
}

float ArmPath::nearest(cv::Point2f p) const {
  float best = 0;
  float distance = std::numeric_limits<float>::infinity();
  for (std::size_t i = 0; i + 1 < line_.size(); ++i) {
    const cv::Point2f along = line_[i + 1] - line_[i];
    const float share = std::clamp((p - line_[i]).dot(along) / std::max(along.dot(along), 1e-6F), 0.0F, 1.0F);
    const auto here = static_cast<float>(cv::norm(line_[i] + along * share - p));
    if (here >= distance) continue;
    distance = here;
    best = arc_[i] + share * (arc_[i + 1] - arc_[i]);
  }
  return best;
}

cv::Point2f ArmPath::tangent(float s, float reach) const {
  const cv::Point2f d = at(s + reach) - at(s - reach);
  const auto norm = static_cast<float>(cv::norm(d));
  return norm > 1e-6F ? d / norm : cv::Point2f(0, 1);
}

float bare_arm_half_width(float share) {
  static const std::vector<float> shares{0.0F, 0.12F, 0.25F, 0.5F, 0.62F, 0.85F, 1.0F};
  static const std::vector<float> widths{0.150F, 0.145F, 0.132F, 0.108F, 0.108F, 0.084F, 0.066F};
  return interpolate(shares, widths, share);
}

}  // namespace drape::tryon::geometric
