#pragma once

#include "tryon/geometric/fit.h"

namespace drape::tryon::geometric {

/// What is needed of one side to join the shoulder line and the sleeve's outer edge.
struct SideRequest {
  int side = 0;
  float scale = 1;           ///< Person pixels for each garment pixel.
  Polyline line;             ///< join_shoulder: neck -> tip. fit_sleeve: tip -> cuff, outer edge.
  cv::Point2f armpit = {};   ///< fit_sleeve only.
  Polyline torso_side = {};  ///< fit_sleeve only: armpit -> hem.
};

/// One smooth outline: neck -> tip (`shoulder`) and tip -> cuff (`outer`, empty without a sleeve).
struct ShoulderAndSleeve {
  Polyline shoulder;
  Polyline outer;
};

[[nodiscard]] ShoulderAndSleeve join_shoulder(const person::PersonModel& person, const BodyShape& body,
                                              const garment::GarmentModel& garment,
                                              const SideRequest& request);

/// The sleeve's two edges on the arm. REQUIRES: the garment has a sleeve on this side.
[[nodiscard]] SleeveFit fit_sleeve(const person::PersonModel& person, const BodyShape& body,
                                   const garment::GarmentModel& garment, const SideRequest& request);

}  // namespace drape::tryon::geometric
