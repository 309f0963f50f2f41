#include "garment/collar_rib.h"

#include <algorithm>
#include <optional>

namespace drape::garment {
namespace {

// Lightness of a garment that is told from its dark rib, and the most of it that the rib has: the shade
// inside a garment leaves more.
constexpr float kLightMin = 45;
constexpr float kDarkShare = 0.5F;
// Patch pixels: widths of a rib, and half the distance over which its inner edge is looked for.
constexpr int kWidthMin = 6;
constexpr int kWidthMax = 24;
constexpr float kHalfStep = 2;
// Mean change of colour (Lab) across the inner edge, and how many times its mean deviation: rib and inner
// back differ little, but everywhere alike.
constexpr float kStepMin = 2;
constexpr float kEvenMin = 1;
constexpr std::size_t kEnds = 8;  // Points at both ends of the curve that are not looked at.

/// Colour at a distance from each point of the curve, away from the opening where positive; only where it
/// lies on the garment.
class Beside {
 public:
  Beside(const NeckPatch& patch, const Curve& curve) : patch_(patch), curve_(curve) {}

  [[nodiscard]] std::optional<cv::Vec3f> at(std::size_t i, float distance) const {
    const cv::Point2f p = curve_[i] + normal_at(curve_, i) * distance;
    if (!patch_.holds(p) || p.y < patch_.top_at(p.x) + 2) return std::nullopt;
    return patch_.lab(cvRound(p.y), cvRound(p.x));
  }

  [[nodiscard]] float mean_lightness(int from, int to) const {
    float sum = 0, count = 0;
    for (std::size_t i = kEnds; i + kEnds < curve_.size(); ++i) {
      for (int distance = from; distance <= to; ++distance) {
        const auto colour = at(i, static_cast<float>(distance));
        if (!colour) continue;
        sum += (*colour)[0];
        count += 1;
      }
    }
    return count > 0 ? sum / count : 0;
  }

  /// Changes of colour across a line that runs `inwards` of the curve.
  [[nodiscard]] std::vector<cv::Vec3f> steps(int inwards) const {
    std::vector<cv::Vec3f> steps;
    for (std::size_t i = kEnds; i + kEnds < curve_.size(); ++i) {
      const auto outer = at(i, kHalfStep - static_cast<float>(inwards));
      const auto inner = at(i, -kHalfStep - static_cast<float>(inwards));
      if (outer && inner) steps.push_back(*inner - *outer);
    }
    return steps;
  }

 private:
  const NeckPatch& patch_;
  const Curve& curve_;
};

/// The mean step where it is alike all along the curve, else 0.
float even_step(const std::vector<cv::Vec3f>& steps) {
  if (2 * steps.size() < kCurvePoints - 2 * kEnds) return 0;
  cv::Vec3f mean(0, 0, 0);
  for (const cv::Vec3f& step : steps) mean += step / static_cast<float>(steps.size());
  float deviation = 0;
  for (const cv::Vec3f& step : steps)
    deviation += static_cast<float>(cv::norm(step - mean)) / static_cast<float>(steps.size());
  const auto size = static_cast<float>(cv::norm(mean));
  return size > kStepMin && size > kEvenMin * deviation ? size : 0;
}

std::optional<float> rib_width(const Beside& beside) {
  const float light = beside.mean_lightness(5, 12);
  if (light < kLightMin || beside.mean_lightness(-6, -3) > kDarkShare * light) return std::nullopt;
  std::optional<float> width;
  float largest = 0;
  for (int inwards = kWidthMin; inwards <= kWidthMax; ++inwards) {
    const float step = even_step(beside.steps(inwards));
    if (step <= largest) continue;
    largest = step;
    width = static_cast<float>(inwards);
  }
  return width;
}

}  // namespace

Curve inside_dark_rib(const NeckPatch& patch, Curve front) {
  const std::optional<float> width = rib_width(Beside(patch, front));
  if (!width) return front;
  Curve inner;
  for (std::size_t i = 0; i < front.size(); ++i) {
    const std::size_t to_end = std::min(i, front.size() - 1 - i);
    const float share = std::min(1.F, static_cast<float>(to_end) / kEnds);
    inner.push_back(front[i] - normal_at(front, i) * (share * *width));
  }
  return inner;
}

}  // namespace drape::garment
