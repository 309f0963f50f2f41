#pragma once

#include "tryon/wearer/worn_outline.h"

namespace drape::tryon::wearer {

/// A sleeve is at least this long, in shoulder widths; shorter ones are the edge of an armhole.
inline constexpr float kShortestSleeve = 0.22F;

/// Where a sleeve ends.
struct SleeveEnd {
  float at = 0;       ///< Arc length along the arm, 0 without a sleeve.
  bool seen = false;  ///< Skin follows there; else the arm is hidden, or the picture ends.
};

/// Where cloth gives way to skin along the arm. The side towards the body does not count: there the torso's
/// cloth may lie.
[[nodiscard]] SleeveEnd find_sleeve_end(const person::PersonModel& wearer, const geometric::ArmShape& arm,
                                        int side);

struct SleeveRequest {
  int side = 0;
  cv::Point2f tip, armpit;
};

/// Follows the sleeve along an arm to where it ends.
[[nodiscard]] WornSleeve trace_worn_sleeve(const person::PersonModel& wearer, const geometric::ArmShape& arm,
                                           const SleeveRequest& request);

}  // namespace drape::tryon::wearer
