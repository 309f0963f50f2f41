#include "tryon/geometric/light.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace drape::tryon::geometric {
namespace {

using person::Label;

constexpr float kFineFold = 0.04F;  // Shoulder widths: finer structure is the old garment's own.
constexpr float kBroadFold = 0.20F;
constexpr float kTextured = 9;  // Deviation of L*: from here the old garment's pattern drowns its folds.
constexpr float kPrintDistance = 10;  // Lab, in colour: a print, not a fold.

struct Spread {
  float median = 0, deviation = 0;  // Median absolute deviation.
};

Spread spread_of(std::vector<float> values) {
  const auto middle_of = [](std::vector<float>& v) {
    const auto middle = v.begin() + static_cast<std::ptrdiff_t>(v.size() / 2);
    std::nth_element(v.begin(), middle, v.end());
    return *middle;
  };
  const float median = middle_of(values);
  for (float& v : values) v = std::abs(v - median);
  return {median, middle_of(values)};
}

// The old garment without its prints: pixels near its usual colour.
image::Mask plain_cloth(const person::PersonModel& person, const PersonPlanes& planes) {
  image::Mask cloth = eroded(mask_of(person.labels, {Label::kUpperClothes}), 4);
  std::array<std::vector<float>, 3> values;
  for (int y = 0; y < cloth.rows; y += 2) {
    for (int x = 0; x < cloth.cols; x += 2) {
      if (!cloth(y, x)) continue;
      for (std::size_t k = 0; k < 3; ++k) values[k].push_back(planes.lab(y, x)[static_cast<int>(k)]);
    }
  }
  if (values[0].size() < 100) return image::Mask::zeros(cloth.size());
  const Spread light = spread_of(values[0]);
  const Spread a = spread_of(values[1]);
  const Spread b = spread_of(values[2]);
  const float light_max = std::clamp(4 * light.deviation, 6.0F, 20.0F);
  for (int y = 0; y < cloth.rows; ++y) {
    for (int x = 0; x < cloth.cols; ++x) {
      const cv::Vec3f lab = planes.lab(y, x);
      const bool printed = std::hypot(lab[1] - a.median, lab[2] - b.median) > kPrintDistance;
      if (printed || std::abs(lab[0] - light.median) > light_max) cloth(y, x) = 0;
    }
  }
  return eroded(cloth, 2);
}

}  // namespace

image::Plane measure_folds(const person::PersonModel& person, const PersonPlanes& planes) {
  const float sw = person.torso.shoulder_width;
  const image::Mask cloth = plain_cloth(person, planes);
  image::Plane folds(cloth.size(), 1.0F);
  if (cv::countNonZero(cloth) == 0) return folds;
  image::Plane weight;
  cloth.convertTo(weight, CV_32F, 1 / 255.0);
  image::Plane light;
  cv::extractChannel(planes.lab, light, 0);
  light = light.mul(weight);
  const image::Plane fine = soften(light, kFineFold * sw) / cv::max(soften(weight, kFineFold * sw), 1e-3F);
  const image::Plane broad = soften(light, kBroadFold * sw) / cv::max(soften(weight, kBroadFold * sw), 1e-3F);
  const image::Plane presence = soften(weight, 0.03F * sw);
  cv::Scalar mean, deviation;
  cv::meanStdDev(fine - broad, mean, deviation, cloth);
  const auto texture = static_cast<float>(deviation[0]);
  // Folds of black cloth are little more than noise.
  const float lit = std::clamp((static_cast<float>(cv::mean(broad, cloth)[0]) - 8) / 25, 0.0F, 1.0F);
  const float strength = 0.75F * std::clamp(2 - texture / kTextured, 0.0F, 1.0F) * lit;
  for (int y = 0; y < folds.rows; ++y) {
    for (int x = 0; x < folds.cols; ++x) {
      const float share = std::clamp(presence(y, x) * 1.5F - 0.3F, 0.0F, 1.0F);
      if (share <= 0) continue;
      const float ratio = std::clamp((fine(y, x) + 6) / (broad(y, x) + 6), 0.80F, 1.18F);
      folds(y, x) = 1 + (std::pow(ratio, strength) - 1) * share;
    }
  }
  return folds;
}

}  // namespace drape::tryon::geometric
