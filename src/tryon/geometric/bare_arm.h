#pragma once

#include "tryon/geometric/mesh_warp.h"
#include "tryon/geometric/reveal.h"

namespace drape::tryon::geometric {

/// A cut across a bare arm.
struct ArmSection {
  float at = 0;                ///< Arc length along the arm's path.
  cv::Point2f centre, normal;  ///< The normal points away from the body.
  float half_width = 0;
};

/// Cuts from a little behind the shoulder to the wrist. They follow the arm where it is seen bare and have
/// the usual widths of an arm, scaled alike, where it is not.
[[nodiscard]] std::vector<ArmSection> bare_arm_sections(const RevealInput& input, int side);

/// Position of each pixel in the arm: share of the half width across (-1 inner .. 1 outer edge, a little
/// beyond) and arc length. NaN elsewhere.
[[nodiscard]] SourceMap arm_coordinates(const std::vector<ArmSection>& sections, cv::Size size);

/// Arc lengths along the arm: of its wrist and of the end of the old sleeve (negative without one).
struct ArmMarks {
  float wrist = 0;
  float old_cuff = -1;
};

/// Colour of the arm at an arc length and a share of the half width.
class ArmPaint {
 public:
  ArmPaint(const RevealInput& input, int side, const SourceMap& coordinates, ArmMarks marks);
  [[nodiscard]] cv::Vec3f at(float arc, float across) const;

 private:
  static constexpr int kBins = 24;
  std::array<cv::Vec3f, kBins> tone_;  // Along the arm.
  float length_ = 1;
  float linear_ = 0, quadratic_ = -0.16F;  // Brightness across.
};

}  // namespace drape::tryon::geometric
