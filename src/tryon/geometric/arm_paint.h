#pragma once

#include "tryon/geometric/bare_arm.h"

namespace drape::tryon::geometric {

/// Colour of a bare arm at an arc length and a share of the half width: tone and roundness of its visible
/// part carried on, else of a usual arm in the light that the face shows.
class ArmPaint {
 public:
  ArmPaint(const RevealInput& input, int side, const SourceMap& coordinates);
  /// `across`: -1 at the inner edge, 1 at the outer one.
  [[nodiscard]] cv::Vec3f at(float arc, float across) const;

 private:
  static constexpr int kBins = 24;
  struct Seen;
  void fit_roundness(const Seen& seen, float side_light);
  void fit_tone(const Seen& seen, const SkinTone& tone);
  [[nodiscard]] float relief(float share, float across) const;

  std::array<cv::Vec3f, kBins> tone_;  // Along the arm.
  float length_ = 1, elbow_ = 0.5F;    // Pixels; share of the length.
  float linear_ = 0, quadratic_ = 0;   // Brightness across.
};

}  // namespace drape::tryon::geometric
