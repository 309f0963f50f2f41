#pragma once

#include <optional>

#include "person/body_geometry.h"
#include "person/label_solver.h"

namespace drape::person {

/// The outer outline of one arm: of the side that is turned away from the torso. Places along the arm as in
/// ArmGeometry, shoulder (0) to wrist (2).
class ArmOutline {
 public:
  /// What lies between the arm's axis and the background beside it, at one place along the arm.
  struct WayOut {
    float radius = 0;  ///< Where the background begins, in half widths of the arm.
    float share = 0;   ///< Of the way that has the part that was asked for, 0..1.
  };

  /// `body` must outlive the outline. `side`: 0 is the person's left arm.
  ArmOutline(const BodyGeometry& body, std::size_t side);

  /// Nothing where no background begins within `reach` half widths, or the place is outside of the picture.
  [[nodiscard]] std::optional<WayOut> way_out(const image::LabelMap& parts, float along, Part part,
                                              float reach) const;

  /// Whether a pixel lies on the outer side of the axis. REQUIRES: its place along the arm is under 3.
  [[nodiscard]] bool is_outer(int y, int x) const;

  [[nodiscard]] const LimbField& field() const { return arm_.field; }

 private:
  [[nodiscard]] cv::Point2f on_axis(float along) const;
  [[nodiscard]] cv::Point2f outwards(float along) const;  ///< Unit vector across the arm.

  const BodyGeometry& body_;
  const ArmGeometry& arm_;
};

}  // namespace drape::person
