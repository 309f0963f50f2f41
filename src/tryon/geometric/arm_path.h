#pragma once

#include "tryon/geometric/polyline.h"

namespace drape::tryon::geometric {

/// The middle line of an arm from the shoulder over a rounded elbow to the wrist and somewhat beyond,
/// parametrised by arc length (pixels). Negative parameters run back along the upper arm's direction.
class ArmPath {
 public:
  ArmPath() = default;
  ArmPath(cv::Point2f shoulder, cv::Point2f elbow, cv::Point2f wrist);

  /// The same path moved sideways: offset(s) along the left-hand normal (tangent turned by -90 degrees in the
  /// picture), smooth in s.
  template <typename Offset>
  [[nodiscard]] ArmPath moved(Offset&& offset, float reach) const {
    Polyline line;
    constexpr int kPoints = 40;
    const float end = arc_.back();
    for (int i = 0; i < kPoints; ++i) {
      const float s = end * static_cast<float>(i) / (kPoints - 1);
      const cv::Point2f t = tangent(s, reach);
      line.push_back(at(s) + cv::Point2f(t.y, -t.x) * offset(s));
    }
    return ArmPath(std::move(line), wrist_at_ / end, elbow_at_ / end);
  }

  /// Arc length at the wrist.
  [[nodiscard]] float wrist_at() const { return wrist_at_; }
  [[nodiscard]] float elbow_at() const { return elbow_at_; }
  [[nodiscard]] cv::Point2f at(float s) const;
  /// Arc length of the point of the path nearest to `p`.
  [[nodiscard]] float nearest(cv::Point2f p) const;
  /// Unit vector towards the hand, from the points `reach` before and after.
  [[nodiscard]] cv::Point2f tangent(float s, float reach) const;
  [[nodiscard]] const Polyline& line() const { return line_; }

 private:
  /// Shares of the whole length at which wrist and elbow lie.
  ArmPath(Polyline line, float wrist_share, float elbow_share);
  void measure();

  Polyline line_;
  std::vector<float> arc_;
  float wrist_at_ = 0;
  float elbow_at_ = 0;
};

/// Half widths of a bare arm, in shoulder widths, at a share of the way from shoulder (0) to wrist (1).
[[nodiscard]] float bare_arm_half_width(float share);

}  // namespace drape::tryon::geometric
