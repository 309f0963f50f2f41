#include "eval/ssim.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "eval/luma.h"

namespace drape::eval {
namespace {

constexpr int kWindow = 11;
constexpr double kSigma = 1.5;
constexpr double kC1 = 0.01 * 255 * 0.01 * 255;
constexpr double kC2 = 0.03 * 255 * 0.03 * 255;
constexpr std::array kScaleWeights = {0.0448, 0.2856, 0.3001, 0.2363, 0.1333};
constexpr int kMultiScaleSideMin = kWindow * 16;

struct SimilarityMaps {
  cv::Mat1d similarity;          ///< Luminance, contrast and structure.
  cv::Mat1d contrast_structure;  ///< Without luminance.
};

cv::Mat1d window_mean(const cv::Mat1d& plane) {
  cv::Mat1d out;
  cv::GaussianBlur(plane, out, {kWindow, kWindow}, kSigma, kSigma, cv::BORDER_REFLECT_101);
  return out;
}

SimilarityMaps compare(const cv::Mat1d& a, const cv::Mat1d& b) {
  const cv::Mat1d mean_a = window_mean(a);
  const cv::Mat1d mean_b = window_mean(b);
  const cv::Mat1d variance_a = window_mean(a.mul(a)) - mean_a.mul(mean_a);
  const cv::Mat1d variance_b = window_mean(b.mul(b)) - mean_b.mul(mean_b);
  const cv::Mat1d covariance = window_mean(a.mul(b)) - mean_a.mul(mean_b);
  const cv::Mat1d luminance =
      (2 * mean_a.mul(mean_b) + kC1) / (mean_a.mul(mean_a) + mean_b.mul(mean_b) + kC1);
  SimilarityMaps maps;
  maps.contrast_structure = (2 * covariance + kC2) / (variance_a + variance_b + kC2);
  maps.similarity = luminance.mul(maps.contrast_structure);
  return maps;
}

double mean_of_whole_windows(const cv::Mat1d& map) {
  constexpr int kMargin = kWindow / 2;
  return cv::mean(map(cv::Rect(kMargin, kMargin, map.cols - 2 * kMargin, map.rows - 2 * kMargin)))[0];
}

/// Mean of each block of 2x2; an odd last row or column is completed by itself.
cv::Mat1d halved(const cv::Mat1d& plane) {
  cv::Mat1d even;
  cv::copyMakeBorder(plane, even, 0, plane.rows % 2, 0, plane.cols % 2, cv::BORDER_REPLICATE);
  cv::Mat1d out;
  cv::resize(even, out, {even.cols / 2, even.rows / 2}, 0, 0, cv::INTER_AREA);
  return out;
}

}  // namespace

cv::Mat1d ssim_map(const image::Image& a, const image::Image& b) {
  return compare(luma(a), luma(b)).similarity;
}

double ssim(const image::Image& a, const image::Image& b) {
  return mean_of_whole_windows(ssim_map(a, b));
}

std::optional<double> ssim_in(const image::Image& a, const image::Image& b, const image::Mask& region) {
  if (cv::countNonZero(region) == 0) return std::nullopt;
  return cv::mean(ssim_map(a, b), region)[0];
}

std::optional<double> ms_ssim(const image::Image& a, const image::Image& b) {
  if (std::min(a.rows, a.cols) < kMultiScaleSideMin) return std::nullopt;
  cv::Mat1d plane_a = luma(a);
  cv::Mat1d plane_b = luma(b);
  double product = 1;
  for (std::size_t scale = 0; scale < kScaleWeights.size(); ++scale) {
    const bool coarsest = scale + 1 == kScaleWeights.size();
    const SimilarityMaps maps = compare(plane_a, plane_b);
    const double mean = mean_of_whole_windows(coarsest ? maps.similarity : maps.contrast_structure);
    product *= std::pow(std::max(mean, 0.0), kScaleWeights[scale]);
    plane_a = halved(plane_a);
    plane_b = halved(plane_b);
  }
  return product;
}

}  // namespace drape::eval
