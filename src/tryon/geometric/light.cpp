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
constexpr float kPrintDistance = 14;  // Lab, in colour: a print, not a fold.

// The old garment without its prints: pixels near its median colour.
image::Mask plain_cloth(const person::PersonModel& person, const PersonPlanes& planes) {
  image::Mask cloth = eroded(mask_of(person.labels, {Label::kUpperClothes}), 4);
  std::array<std::vector<float>, 2> chroma;
  for (int y = 0; y < cloth.rows; y += 2) {
    for (int x = 0; x < cloth.cols; x += 2) {
      if (!cloth(y, x)) continue;
      for (std::size_t k = 0; k < 2; ++k) chroma[k].push_back(planes.lab(y, x)[static_cast<int>(k) + 1]);
    }
  }
  if (chroma[0].size() < 100) return image::Mask::zeros(cloth.size());
  std::array<float, 2> median{};
  for (std::size_t k = 0; k < 2; ++k) {
    const auto middle = chroma[k].begin() + static_cast<std::ptrdiff_t>(chroma[k].size() / 2);
    std::nth_element(chroma[k].begin(), middle, chroma[k].end());
    median[k] = *middle;
  }
  for (int y = 0; y < cloth.rows; ++y) {
    for (int x = 0; x < cloth.cols; ++x) {
      const cv::Vec3f lab = planes.lab(y, x);
      if (std::hypot(lab[1] - median[0], lab[2] - median[1]) > kPrintDistance) cloth(y, x) = 0;
    }
  }
  return cloth;
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
  const float strength = 0.75F * std::clamp(2 - texture / kTextured, 0.0F, 1.0F);
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
