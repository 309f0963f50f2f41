#pragma once

#include "tryon/geometric/body_shape.h"

namespace drape::tryon::geometric {

/// A new sleeve that goes on past the end of the old one: the old sleeve's outline, which flares to its end,
/// says little about it there.
class PastCuff {
 public:
  PastCuff(const ArmShape& arm, float new_length, float shoulder_width);

  [[nodiscard]] bool applies() const { return applies_; }

  /// How little the old outline says at arc length `s` of the arm: 0 at the shoulder .. 1 at the old sleeve's
  /// end and below. 0 everywhere where the new sleeve ends as high.
  [[nodiscard]] float at(float s) const;

  /// The half width that the new sleeve has at `s` when it goes up evenly from below the old sleeve's end,
  /// where the arm itself is seen. `half_widths`: of the outline as it is seen, at the arm's samples.
  [[nodiscard]] float narrowed(const std::vector<float>& at, const std::vector<float>& half_widths,
                               float s) const;

 private:
  const ArmShape& arm_;
  bool applies_ = false;
  float seen_from_ = 0;  ///< Arc length below which the arm is seen.
};

}  // namespace drape::tryon::geometric
