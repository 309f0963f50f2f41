#include "eval/shading.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace drape::eval {
namespace {

constexpr float kLightnessOffset = 16;  // Of the definition of L*.
constexpr float kScaleMin = 0.6F;       // Beyond these it is a print, not a shadow.
constexpr float kScaleMax = 1.6F;

/// Gaussian mean of the lightness, of pixels inside the region only.
cv::Mat1f local_lightness(const image::LabImage& lab, const image::Mask& region, double sigma) {
  cv::Mat1f weight;
  region.convertTo(weight, CV_32F, 1.0 / 255);
  cv::Mat1f lightness;
  cv::extractChannel(lab, lightness, 0);
  cv::Mat1f sum;
  cv::GaussianBlur(lightness.mul(weight), sum, {}, sigma);
  cv::Mat1f mass;
  cv::GaussianBlur(weight, mass, {}, sigma);
  return sum / cv::max(mass, 1e-6F);
}

}  // namespace

image::LabImage without_shading(const image::LabImage& lab, const image::Mask& region, double sigma) {
  const cv::Mat1f local = local_lightness(lab, region, sigma);
  const auto level = static_cast<float>(cv::mean(lab, region)[0]) + kLightnessOffset;
  image::LabImage out = lab.clone();
  for (int y = 0; y < lab.rows; ++y) {
    for (int x = 0; x < lab.cols; ++x) {
      if (region(y, x) == 0) continue;
      const float scale = std::clamp(level / (local(y, x) + kLightnessOffset), kScaleMin, kScaleMax);
      cv::Vec3f& pixel = out(y, x);
      pixel[0] = std::clamp((pixel[0] + kLightnessOffset) * scale - kLightnessOffset, 0.0F, 100.0F);
      pixel[1] *= scale;
      pixel[2] *= scale;
    }
  }
  return out;
}

}  // namespace drape::eval
