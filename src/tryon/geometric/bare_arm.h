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

/// Cuts from a little behind the shoulder to under the hand. They follow the arm where it is seen bare and
/// meet the hand in its own width. Elsewhere they have the usual widths of an arm and lie within the old
/// sleeve, which rests on the arm's outer side.
[[nodiscard]] std::vector<ArmSection> bare_arm_sections(const RevealInput& input, int side);

/// Position of each pixel in the arm: share of the half width across (-1 inner .. 1 outer edge, a little
/// beyond) and arc length. NaN elsewhere.
[[nodiscard]] SourceMap arm_coordinates(const std::vector<ArmSection>& sections, cv::Size size);

}  // namespace drape::tryon::geometric
