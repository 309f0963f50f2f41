#include "tryon/geometric/under_skirt.h"

#include <algorithm>
#include <array>
#include <opencv2/imgproc.hpp>

#include "tryon/geometric/planes.h"

namespace drape::tryon::geometric {
namespace {

using person::Label;

/// Of the skirt's half width: farther out its edge may be too soft to cover what is underneath.
constexpr float kCovered = 0.9F;
constexpr float kCore = 0.03F;     // Shoulder widths from a forearm's middle line: surely the arm,
constexpr float kForearm = 0.09F;  // and its edge.
constexpr float kHidden = 0.3F;    // Of the core.

// The columns that the skirt covers at a row between two of its levels.
std::array<float, 2> covered_at(const GarmentFit& fit, float y) {
  auto below = std::find_if(fit.levels.begin() + 1, fit.levels.end() - 1,
                            [y](const FitLevel& level) { return level.middle.y >= y; });
  const FitLevel& lower = *below;
  const FitLevel& upper = *(below - 1);
  const float height = std::max(1.F, lower.middle.y - upper.middle.y);
  const float share = std::clamp((y - upper.middle.y) / height, 0.F, 1.F);
  const cv::Point2f left = upper.left + (lower.left - upper.left) * share;
  const cv::Point2f right = upper.right + (lower.right - upper.right) * share;
  const float middle = (left.x + right.x) / 2;
  return {middle + kCovered * (left.x - middle), middle + kCovered * (right.x - middle)};
}

image::Mask along_forearm(const person::Arm& arm, cv::Size size, float half_width) {
  image::Mask mask = image::Mask::zeros(size);
  cv::line(mask, cv::Point(arm.elbow), cv::Point(arm.wrist), 255, std::max(1, cvRound(2 * half_width)));
  return mask;
}

}  // namespace

void hide_hips_beside(image::LabelMap& labels, const image::Mask& drawn, const GarmentFit& fit) {
  if (!fit.is_dress || fit.levels.size() < 2) return;
  const int from = std::clamp(cvRound(fit.levels.front().middle.y), 0, labels.rows);
  const int hem = std::clamp(cvRound(fit.levels.back().middle.y), from, labels.rows);
  for (int y = from; y < hem; ++y) {
    const auto [left, right] = covered_at(fit, static_cast<float>(y));
    for (int x = 0; x < labels.cols; ++x) {
      const bool is_drawn_leg = labels(y, x) == static_cast<uchar>(Label::kLegs) && drawn(y, x) != 0;
      const bool is_beside = static_cast<float>(x) < left || static_cast<float>(x) > right;
      if (is_drawn_leg && is_beside) labels(y, x) = static_cast<uchar>(Label::kUpperClothes);
    }
  }
}

void uncover_forearms(image::LabelMap& labels, const image::Mask& drawn, const GarmentFit& fit,
                      const person::PersonModel& person) {
  if (!fit.is_dress) return;
  const image::Mask hidden = drawn & mask_of(labels, {Label::kBackground, Label::kLegs});
  const float sw = person.torso.shoulder_width;
  for (const person::Arm& arm : person.arms) {
    const image::Mask core = along_forearm(arm, labels.size(), kCore * sw);
    const auto share = static_cast<float>(cv::countNonZero(core & hidden)) /
                       static_cast<float>(std::max(1, cv::countNonZero(core)));
    if (share < kHidden) continue;
    labels.setTo(static_cast<int>(Label::kUpperClothes),
                 hidden & along_forearm(arm, labels.size(), kForearm * sw));
  }
}

}  // namespace drape::tryon::geometric
