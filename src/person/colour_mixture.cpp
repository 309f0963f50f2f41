#include "person/colour_mixture.h"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>

#include "person/pixel_rows.h"

namespace drape::person {
namespace {

constexpr std::size_t kSamplesMax = 2000;  // More changes nothing and costs time.
constexpr std::size_t kSamplesPerComponent = 10;
constexpr std::size_t kClusterSizeMin = 8;  // Smaller clusters are noise.
// Added to the variances: the width of shading within one colour, and what keeps flat prints from being
// points.
constexpr double kVarianceFloor = 15.0;
constexpr int kIterations = 20;
constexpr int kAttempts = 2;

// cv::kmeans draws from the thread's generator: seeded here, and given back as it was.
class SeededGenerator {
 public:
  SeededGenerator() : saved_(cv::theRNG().state) { cv::theRNG().state = 1; }
  ~SeededGenerator() { cv::theRNG().state = saved_; }
  SeededGenerator(const SeededGenerator&) = delete;
  SeededGenerator& operator=(const SeededGenerator&) = delete;

 private:
  uint64 saved_;
};

// A scrambled but fixed choice, so that no row or column of the picture is favoured.
std::vector<cv::Vec3f> thin_out(const std::vector<cv::Vec3f>& samples) {
  if (samples.size() <= kSamplesMax) return samples;
  std::vector<std::size_t> order(samples.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  cv::RNG generator(1);
  std::vector<cv::Vec3f> chosen;
  chosen.reserve(kSamplesMax);
  for (std::size_t i = 0; i < kSamplesMax; ++i) {
    const std::size_t rest = samples.size() - i;
    std::swap(order[i], order[i + generator(static_cast<unsigned>(rest))]);
    chosen.push_back(samples[order[i]]);
  }
  return chosen;
}

std::vector<int> cluster(const std::vector<cv::Vec3f>& samples, int components) {
  const SeededGenerator seeded;
  const cv::Mat rows = cv::Mat(samples).reshape(1, static_cast<int>(samples.size()));
  cv::Mat labels;
  const cv::TermCriteria stop(cv::TermCriteria::EPS + cv::TermCriteria::MAX_ITER, kIterations, 0.5);
  cv::kmeans(rows, components, labels, stop, kAttempts, cv::KMEANS_PP_CENTERS);
  return {labels.begin<int>(), labels.end<int>()};
}

struct Moments {
  cv::Vec3d mean;
  cv::Matx33d covariance;
  std::size_t count = 0;
};

Moments moments_of(const std::vector<cv::Vec3f>& samples, const std::vector<int>& labels, int label) {
  Moments moments;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    if (labels[i] != label) continue;
    moments.mean += cv::Vec3d(samples[i]);
    ++moments.count;
  }
  if (moments.count < 2) return moments;
  moments.mean /= static_cast<double>(moments.count);
  for (std::size_t i = 0; i < samples.size(); ++i) {
    if (labels[i] != label) continue;
    const cv::Vec3d d = cv::Vec3d(samples[i]) - moments.mean;
    moments.covariance += d * d.t();
  }
  moments.covariance = moments.covariance * (1.0 / static_cast<double>(moments.count - 1));
  moments.covariance += kVarianceFloor * cv::Matx33d::eye();
  return moments;
}

float half_mahalanobis(const cv::Matx33f& p, const cv::Vec3f& d) {
  return 0.5F * (p(0, 0) * d[0] * d[0] + p(1, 1) * d[1] * d[1] + p(2, 2) * d[2] * d[2]) +
         p(0, 1) * d[0] * d[1] + p(0, 2) * d[0] * d[2] + p(1, 2) * d[1] * d[2];
}

}  // namespace

std::optional<ColourMixture> ColourMixture::fit(const std::vector<cv::Vec3f>& samples, int components) {
  if (samples.size() < kSamplesPerComponent * static_cast<std::size_t>(components)) return std::nullopt;
  const std::vector<cv::Vec3f> chosen = thin_out(samples);
  const std::vector<int> labels = cluster(chosen, components);
  ColourMixture mixture;
  for (int label = 0; label < components; ++label) {
    const Moments moments = moments_of(chosen, labels, label);
    if (moments.count < kClusterSizeMin) continue;
    const double weight = static_cast<double>(moments.count) / static_cast<double>(chosen.size());
    mixture.components_.push_back(
        {cv::Vec3f(moments.mean), cv::Matx33f(moments.covariance.inv()),
         static_cast<float>(std::log(weight) - 0.5 * std::log(cv::determinant(moments.covariance)))});
  }
  return mixture;
}

float ColourMixture::log_likelihood(const cv::Vec3f& colour) const {
  float best = kLogLikelihoodMin;
  for (const Component& c : components_) {
    best = std::max(best, c.offset - half_mahalanobis(c.precision, colour - c.mean));
  }
  return best;
}

image::Plane ColourMixture::log_likelihood(const cv::Mat3f& lab) const {
  image::Plane plane(lab.size());
  for_each_row(lab.rows, [&](int y) {
    const cv::Vec3f* colours = lab[y];
    float* out = plane[y];
    std::fill(out, out + lab.cols, kLogLikelihoodMin);
    for (const Component& c : components_) {
      for (int x = 0; x < lab.cols; ++x) {
        out[x] = std::max(out[x], c.offset - half_mahalanobis(c.precision, colours[x] - c.mean));
      }
    }
  });
  return plane;
}

float ColourMixture::distance(const cv::Vec3f& colour) const {
  float best = 1e6F;
  for (const Component& c : components_) best = std::min(best, static_cast<float>(cv::norm(colour - c.mean)));
  return best;
}

std::vector<cv::Vec3f> colours_under(const cv::Mat3f& lab, const image::Mask& mask) {
  std::vector<cv::Vec3f> colours;
  colours.reserve(static_cast<std::size_t>(cv::countNonZero(mask)));
  for (int y = 0; y < lab.rows; ++y) {
    for (int x = 0; x < lab.cols; ++x) {
      if (mask(y, x) != 0) colours.push_back(lab(y, x));
    }
  }
  return colours;
}

cv::Vec3f median_colour(std::vector<cv::Vec3f> colours) {
  cv::Vec3f median;
  const auto middle = colours.begin() + static_cast<std::ptrdiff_t>(colours.size() / 2);
  for (int c = 0; c < 3; ++c) {
    std::nth_element(colours.begin(), middle, colours.end(),
                     [c](const cv::Vec3f& a, const cv::Vec3f& b) { return a[c] < b[c]; });
    median[c] = (*middle)[c];
  }
  return median;
}

std::optional<float> quantile_under(const image::Plane& plane, const image::Mask& mask, double share) {
  std::vector<float> values;
  for (int y = 0; y < plane.rows; ++y) {
    for (int x = 0; x < plane.cols; ++x) {
      if (mask(y, x) != 0) values.push_back(plane(y, x));
    }
  }
  if (values.empty()) return std::nullopt;
  const double place = share * static_cast<double>(values.size() - 1);
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(place);
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

}  // namespace drape::person
