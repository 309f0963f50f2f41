#pragma once

#include <array>
#include <optional>

#include "tryon/geometric/body_shape.h"

namespace drape::tryon::wearer {

using geometric::Polyline;

/// A sleeve as it lies along its wearer's arm.
struct WornSleeve {
  Polyline outer;        ///< Shoulder tip -> cuff, away from the body.
  Polyline inner;        ///< Armpit -> cuff.
  float arm_share = 0;   ///< Where it ends between shoulder (0) and wrist (1).
  bool end_seen = true;  ///< Skin follows it.
  bool whole = true;     ///< The picture shows all of it: the arm is neither bent nor hidden.
};

/// Outline of an upper garment on its wearer, in the photo's pixels. [0] is the picture's left.
struct WornOutline {
  std::array<cv::Point2f, 2> neck, tip, armpit;
  std::array<Polyline, 2> shoulder;  ///< Neck -> tip.
  std::array<Polyline, 2> side;      ///< Armpit -> hem.
  Polyline neckline;                 ///< Neck to neck over the chest (under the chin with a collar).
  float collar_height = 0;           ///< Of cloth that stands above the neck points, pixels.
  std::array<std::optional<WornSleeve>, 2> sleeves;  ///< Both or none.
  float hem_y = 0;                                   ///< At the torso's axis.
};

/// Follows the upper garment's edges along the wearer's body.
[[nodiscard]] WornOutline trace_worn_outline(const person::PersonModel& wearer,
                                             const geometric::BodyShape& body);

}  // namespace drape::tryon::wearer
