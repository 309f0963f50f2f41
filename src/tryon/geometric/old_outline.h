#pragma once

#include <vector>

#include "tryon/geometric/body_shape.h"

namespace drape::tryon::geometric {

/// The outline of the upper garment that the person wears in the photo. Cloth hangs anywhere between the body
/// and its own flat width, so where a new garment's wanted outline runs close by the old one's, the old one
/// is as likely, and keeping it leaves background and body as the camera saw them.
class OldOutline {
 public:
  explicit OldOutline(const person::PersonModel& person);

  /// `line` with its points moved across it onto the old garment's edge against the background, where that
  /// lies within `reach` pixels; smooth, and unmoved where no such edge is seen. `outward` is +1 when the
  /// left-hand normal of the line (tangent turned by -90 degrees) points away from the cloth, else -1.
  [[nodiscard]] Polyline followed(const Polyline& line, float outward, float reach) const;

  /// How far along the unit vector `outward` the old garment's edge against clear background lies from `at`,
  /// pixels within +-`reach`, the nearest one; NaN where none is seen.
  [[nodiscard]] float edge_offset(cv::Point2f at, cv::Point2f outward, float reach) const;

  /// Height of the lower edge of the skin that the old neckline leaves free, for columns from `from` to `to`;
  /// NaN where the skin does not end at cloth.
  [[nodiscard]] std::vector<float> neckline(int from, int to) const;

 private:
  const person::PersonModel& person_;
};

/// `seen` where `wanted` is within the tolerance of it, else `wanted`; smooth between. A NaN was not seen.
[[nodiscard]] float kept_unless_clear(float seen, float wanted, float tolerance);

}  // namespace drape::tryon::geometric
