#include "eval/palette.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "eval/ciede2000.h"

namespace drape::eval {
namespace {

constexpr int kSamplesMax = 20'000;
constexpr std::uint64_t kSeed = 0x9E3779B97F4A7C15;

/// Evenly spaced pixels of the region, one a row.
cv::Mat samples_of(const image::LabImage& lab, const image::Mask& region) {
  const int stride = std::max(1, cv::countNonZero(region) / kSamplesMax);
  cv::Mat samples;
  int seen = 0;
  for (int y = 0; y < lab.rows; ++y) {
    for (int x = 0; x < lab.cols; ++x) {
      if (region(y, x) == 0 || seen++ % stride != 0) continue;
      samples.push_back(cv::Mat(1, 3, CV_32F, const_cast<float*>(lab(y, x).val)));
    }
  }
  return samples;
}

cv::Mat1f weights_of(const std::vector<PaletteColour>& palette) {
  cv::Mat1f weights(static_cast<int>(palette.size()), 1);
  for (int i = 0; i < weights.rows; ++i) weights(i) = palette[static_cast<std::size_t>(i)].share;
  return weights;
}

}  // namespace

std::vector<PaletteColour> palette_of(const image::LabImage& lab, const image::Mask& region, int colours) {
  const cv::Mat samples = samples_of(lab, region);
  const int k = std::min(colours, samples.rows);
  cv::Mat1i cluster;
  cv::Mat1f centres;
  cv::theRNG().state = kSeed;
  const cv::TermCriteria until(cv::TermCriteria::COUNT + cv::TermCriteria::EPS, 30, 0.1);
  cv::kmeans(samples, k, cluster, until, 3, cv::KMEANS_PP_CENTERS, centres);

  std::vector<PaletteColour> palette(static_cast<std::size_t>(k));
  for (int i = 0; i < k; ++i) {
    palette[static_cast<std::size_t>(i)].lab = {centres(i, 0), centres(i, 1), centres(i, 2)};
  }
  for (int i = 0; i < samples.rows; ++i) {
    palette[static_cast<std::size_t>(cluster(i))].share += 1.0F / static_cast<float>(samples.rows);
  }
  std::erase_if(palette, [](const PaletteColour& colour) { return colour.share == 0; });
  std::sort(palette.begin(), palette.end(),
            [](const PaletteColour& a, const PaletteColour& b) { return a.share > b.share; });
  return palette;
}

double palette_distance(const std::vector<PaletteColour>& a, const std::vector<PaletteColour>& b) {
  cv::Mat1f cost(static_cast<int>(a.size()), static_cast<int>(b.size()));
  for (int i = 0; i < cost.rows; ++i) {
    for (int j = 0; j < cost.cols; ++j) {
      const auto& first = a[static_cast<std::size_t>(i)].lab;
      const auto& second = b[static_cast<std::size_t>(j)].lab;
      cost(i, j) = static_cast<float>(ciede2000(first, second));
    }
  }
  return cv::EMD(weights_of(a), weights_of(b), cv::DIST_USER, cost);
}

}  // namespace drape::eval
