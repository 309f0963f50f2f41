#pragma once

#include <optional>

#include "tryon/geometric/fit.h"

namespace drape::tryon::geometric {

/// What is needed of one side to join the shoulder line and the sleeve's outer edge.
struct SideRequest {
  int side = 0;
  float scale = 1;  ///< Person pixels for each garment pixel.
  Polyline line;    ///< join_shoulder: neck -> tip. fit_sleeve: tip -> cuff, outer edge.
  std::optional<cv::Point2f> armpit = {};  ///< When it is known already; fit_sleeve needs it.
  Polyline torso_side = {};                ///< fit_sleeve only: armpit -> hem.
};

/// One smooth outline: neck -> tip (`shoulder`) and tip -> cuff (`outer`, empty without a sleeve).
struct ShoulderAndSleeve {
  Polyline shoulder;
  Polyline outer;
};

[[nodiscard]] ShoulderAndSleeve join_shoulder(const person::PersonModel& person, const BodyShape& body,
                                              const garment::GarmentModel& garment,
                                              const SideRequest& request);

/// How far from the torso's axis a close sleeve's inner edge hangs at row `y`; infinite where the arm does
/// not come down to it.
[[nodiscard]] float inner_distance(const person::PersonModel& person, const ArmShape& arm, int side, float y);

/// The sleeve's two edges on the arm. REQUIRES: the garment has a sleeve on this side;
/// request.armpit.
[[nodiscard]] SleeveFit fit_sleeve(const person::PersonModel& person, const BodyShape& body,
                                   const garment::GarmentModel& garment, const SideRequest& request);

}  // namespace drape::tryon::geometric
