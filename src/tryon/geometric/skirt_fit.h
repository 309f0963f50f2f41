#pragma once

#include <array>

#include "person/person_model.h"

namespace drape::tryon::geometric {

/// The skirt of a dress hangs from the hips: where it goes below the torso.
class SkirtFit {
 public:
  explicit SkirtFit(const person::PersonModel& person);

  /// Column of the dress's axis at a row: the torso's down to the hips, then between the legs.
  [[nodiscard]] float middle(float y) const;
  /// Unit vector across the dress at a row: the torso's, level below the hips.
  [[nodiscard]] cv::Point2f across(float y) const;
  /// Half a garment's width at a row, between what the body needs there and what cloth can spread to.
  /// `body`: the torso's half width there.
  [[nodiscard]] float half_width(float y, float garment_half, float body) const;
  /// Factor on a dress's natural length so that it covers the hips and does not lie on the floor. `neck_y`:
  /// row of the neck points; `natural_length`: neck to hem, pixels.
  [[nodiscard]] float length_factor(float neck_y, float natural_length) const;

 private:
  [[nodiscard]] float below_hips(float y) const;  ///< 0 above the hips .. 1 well below.

  const person::PersonModel& person_;
  cv::Point2f hips_, feet_;  ///< Between the joints of both sides.
};

}  // namespace drape::tryon::geometric
