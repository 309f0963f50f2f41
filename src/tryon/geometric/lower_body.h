#pragma once

#include <array>
#include <vector>

#include "person/person_model.h"
#include "tryon/geometric/polyline.h"

namespace drape::tryon::geometric {

/// One leg, from the hip joint down. Lines are given by picture row: one column for each row of the picture.
struct LegShape {
  cv::Point2f hip, knee, ankle;               ///< Joints; below the frame where the picture ends higher.
  std::vector<float> centre;                  ///< Middle line of the leg.
  std::vector<float> outer;                   ///< Outline as dressed now, away from the other leg.
  std::vector<float> inner;                   ///< The same towards it; NaN where the legs are not seen apart.
  std::vector<float> bare_outer, bare_inner;  ///< The leg itself without cloth (estimated).
  float cover_end = 0;                        ///< Row at which the old garment ends on this leg.
  float foot_top = 0;  ///< First row of the foot or shoe; below the frame when not seen.
};

/// What a lower garment is laid on. Indexed by side of the picture.
struct LowerBody {
  std::vector<float> seam;       ///< Row of the line between upper and lower clothes, for each column.
  float seam_y = 0;              ///< The same at the torso's axis.
  bool top_hangs_over = false;   ///< The top covers the waistband.
  bool legs_parted = false;      ///< Trousers or shorts are worn, or nothing: the legs are seen apart.
  float crotch_y = 0;            ///< Row.
  std::array<LegShape, 2> legs;  ///< [0] on the picture's left.
  [[nodiscard]] float middle(float y) const;  ///< Column between the two legs' middle lines at a row.
};

/// REQUIRES: the waist is seen.
[[nodiscard]] LowerBody measure_lower_body(const person::PersonModel& person);

/// Whether the person's top hangs over the waistband. REQUIRES: the waist is seen.
[[nodiscard]] bool top_hangs_over(const person::PersonModel& person);

/// Value of a line given by rows, at a row between or beyond them.
[[nodiscard]] float at_row(const std::vector<float>& line, float y);

}  // namespace drape::tryon::geometric
