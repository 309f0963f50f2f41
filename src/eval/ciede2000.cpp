#include "eval/ciede2000.h"

#include <cmath>
#include <numbers>

namespace drape::eval {
namespace {

constexpr double kHalfTurn = 180;
constexpr double kFullTurn = 360;
// Opposite hues are 180 degrees apart only up to rounding; without it the choice of their mean would be
// chance.
constexpr double kAngleTolerance = 1e-9;

double radians(double degrees) {
  return degrees * std::numbers::pi / kHalfTurn;
}

/// Lightness, chroma and hue (degrees, 0..360) after the correction of a* for low chroma.
struct CorrectedColour {
  double lightness, chroma, hue;
};

CorrectedColour corrected(const cv::Vec3d& lab, double g) {
  const double a = (1 + g) * lab[1];
  const double b = lab[2];
  double hue = a == 0 && b == 0 ? 0 : std::atan2(b, a) * kHalfTurn / std::numbers::pi;
  if (hue < 0) hue += kFullTurn;
  return {lab[0], std::hypot(a, b), hue};
}

double hue_step(const CorrectedColour& a, const CorrectedColour& b) {
  if (a.chroma * b.chroma == 0) return 0;
  const double step = b.hue - a.hue;
  if (step > kHalfTurn + kAngleTolerance) return step - kFullTurn;
  if (step < -kHalfTurn - kAngleTolerance) return step + kFullTurn;
  return step;
}

double mean_hue(const CorrectedColour& a, const CorrectedColour& b) {
  const double sum = a.hue + b.hue;
  if (a.chroma * b.chroma == 0) return sum;
  if (std::abs(a.hue - b.hue) <= kHalfTurn + kAngleTolerance) return sum / 2;
  return (sum < kFullTurn ? sum + kFullTurn : sum - kFullTurn) / 2;
}

/// 0 for grey, 1 for strong chroma.
double chroma_saturation(double chroma) {
  const double c7 = std::pow(chroma, 7);
  return std::sqrt(c7 / (c7 + std::pow(25.0, 7)));
}

}  // namespace

double ciede2000(const cv::Vec3d& lab_a, const cv::Vec3d& lab_b) {
  const double mean_raw_chroma = (std::hypot(lab_a[1], lab_a[2]) + std::hypot(lab_b[1], lab_b[2])) / 2;
  const double g = 0.5 * (1 - chroma_saturation(mean_raw_chroma));
  const CorrectedColour a = corrected(lab_a, g);
  const CorrectedColour b = corrected(lab_b, g);

  const double chroma = (a.chroma + b.chroma) / 2;
  const double hue = mean_hue(a, b);
  const double lightness_offset = std::pow((a.lightness + b.lightness) / 2 - 50, 2);
  const double t = 1 - 0.17 * std::cos(radians(hue - 30)) + 0.24 * std::cos(radians(2 * hue)) +
                   0.32 * std::cos(radians(3 * hue + 6)) - 0.20 * std::cos(radians(4 * hue - 63));
  const double lightness_scale = 1 + 0.015 * lightness_offset / std::sqrt(20 + lightness_offset);
  const double chroma_scale = 1 + 0.045 * chroma;
  const double hue_scale = 1 + 0.015 * chroma * t;
  const double turn = 30 * std::exp(-std::pow((hue - 275) / 25, 2));
  const double rotation = -std::sin(radians(2 * turn)) * 2 * chroma_saturation(chroma);

  const double dl = (b.lightness - a.lightness) / lightness_scale;
  const double dc = (b.chroma - a.chroma) / chroma_scale;
  const double dh = 2 * std::sqrt(a.chroma * b.chroma) * std::sin(radians(hue_step(a, b) / 2)) / hue_scale;
  return std::sqrt(dl * dl + dc * dc + dh * dh + rotation * dc * dh);
}

}  // namespace drape::eval
