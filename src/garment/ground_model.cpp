#include "garment/ground_model.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace drape::garment {
namespace {

constexpr int kSamplesMax = 4000;
/// Differences in L*, a*, b* that still count as the same ground when its noise is unknown.
const cv::Vec3f kSameGround(9.F, 5.F, 5.F);
/// Least deviation in L*, a*, b*: compression alone changes an even ground by as much.
const cv::Vec3f kDeviationFloor(0.45F, 0.55F, 0.55F);

struct Sample {
  float u, v;
  cv::Vec3f lab;
};

std::array<float, GroundModel::kTerms> terms(float u, float v) {
  return {1.F, u, v, u * u, u * v, v * v};
}

float to_unit(int position, int length) {
  return 2.F * static_cast<float>(position) / static_cast<float>(std::max(1, length - 1)) - 1.F;
}

std::vector<Sample> border_samples(const image::LabImage& lab) {
  const int band = std::max(3, std::min(lab.cols, lab.rows) / 80);
  const int perimeter_pixels = 2 * band * (lab.cols + lab.rows);
  const int step = std::max(1, perimeter_pixels / kSamplesMax);
  std::vector<Sample> samples;
  int count = 0;
  for (int y = 0; y < lab.rows; ++y) {
    const bool full_row = y < band || y >= lab.rows - band;
    for (int x = 0; x < lab.cols; ++x) {
      if (!full_row && x == band) x = lab.cols - band;
      if (count++ % step == 0) samples.push_back({to_unit(x, lab.cols), to_unit(y, lab.rows), lab(y, x)});
    }
  }
  return samples;
}

/// The most frequent colour: the mean of the fullest cell of a coarse histogram and of what lies near it.
cv::Vec3f most_frequent(const std::vector<Sample>& samples) {
  constexpr float kCell = 6.F;
  std::vector<std::pair<std::array<int, 3>, int>> cells;
  for (const Sample& sample : samples) {
    const std::array<int, 3> key{cvRound(sample.lab[0] / kCell), cvRound(sample.lab[1] / kCell),
                                 cvRound(sample.lab[2] / kCell)};
    const auto found =
        std::find_if(cells.begin(), cells.end(), [&](const auto& cell) { return cell.first == key; });
    if (found == cells.end()) {
      cells.emplace_back(key, 1);
    } else {
      ++found->second;
    }
  }
  const auto fullest = std::max_element(cells.begin(), cells.end(),
                                        [](const auto& a, const auto& b) { return a.second < b.second; });
  cv::Vec3f mode(static_cast<float>(fullest->first[0]) * kCell, static_cast<float>(fullest->first[1]) * kCell,
                 static_cast<float>(fullest->first[2]) * kCell);
  for (int round = 0; round < 5; ++round) {
    cv::Vec3f sum(0, 0, 0);
    float weight = 0;
    for (const Sample& sample : samples) {
      if (cv::norm(sample.lab - mode) > 8.0) continue;
      sum += sample.lab;
      weight += 1;
    }
    if (weight == 0) break;
    mode = sum * (1.F / weight);
  }
  return mode;
}

bool is_same_ground(const cv::Vec3f& difference) {
  for (int channel = 0; channel < 3; ++channel) {
    if (std::abs(difference[channel]) > kSameGround[channel]) return false;
  }
  return true;
}

cv::Vec3f evaluate(const GroundModel& model, float u, float v) {
  const auto t = terms(u, v);
  cv::Vec3f lab(0, 0, 0);
  for (std::size_t i = 0; i < t.size(); ++i) lab += model.surface[i] * t[i];
  return lab;
}

/// Least squares with `term_count` terms on the samples that the present surface explains.
void refit(GroundModel& model, const std::vector<Sample>& samples, int term_count) {
  cv::Mat1f normal = cv::Mat1f::zeros(term_count, term_count);
  cv::Mat1f right = cv::Mat1f::zeros(term_count, 3);
  float used = 0;
  for (const Sample& sample : samples) {
    if (!is_same_ground(sample.lab - evaluate(model, sample.u, sample.v))) continue;
    const auto t = terms(sample.u, sample.v);
    used += 1;
    for (int i = 0; i < term_count; ++i) {
      for (int j = 0; j < term_count; ++j)
        normal(i, j) += t[static_cast<std::size_t>(i)] * t[static_cast<std::size_t>(j)];
      for (int c = 0; c < 3; ++c) right(i, c) += t[static_cast<std::size_t>(i)] * sample.lab[c];
    }
  }
  if (used < 50) return;
  for (int i = 1; i < term_count; ++i) normal(i, i) += used * 0.002F;  // keeps unseen directions flat
  cv::Mat1f solution;
  if (!cv::solve(normal, right, solution, cv::DECOMP_CHOLESKY)) return;
  for (int i = 0; i < term_count; ++i) {
    model.surface[static_cast<std::size_t>(i)] = cv::Vec3f(solution(i, 0), solution(i, 1), solution(i, 2));
  }
}

float median(std::vector<float>& values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// Compression (JPEG with halved colour planes) smears colour over blocks of 16 pixels along strong edges.
constexpr int kSmearReach = 14;
const cv::Vec3f kSmearGain(0.75F, 0.40F, 0.40F);

/// Pixels within reach of something that is clearly no ground.
image::Mask near_strong_edges(const cv::Mat3f& difference) {
  constexpr float kClearlyOff = 24.F;
  image::Mask strong(difference.size());
  for (int y = 0; y < difference.rows; ++y) {
    for (int x = 0; x < difference.cols; ++x) {
      strong(y, x) = difference(y, x).dot(difference(y, x)) > kClearlyOff * kClearlyOff ? 255 : 0;
    }
  }
  cv::dilate(strong, strong, cv::Mat::ones(2 * kSmearReach + 1, 2 * kSmearReach + 1, CV_8U));
  return strong;
}

}  // namespace

cv::Vec3f GroundModel::at(cv::Point pixel, cv::Size size) const {
  return evaluate(*this, to_unit(pixel.x, size.width), to_unit(pixel.y, size.height));
}

GroundModel fit_ground(const image::LabImage& lab) {
  const std::vector<Sample> samples = border_samples(lab);
  GroundModel model;
  model.surface[0] = most_frequent(samples);
  for (const int term_count : {1, 3, 3, GroundModel::kTerms, GroundModel::kTerms})
    refit(model, samples, term_count);

  std::array<std::vector<float>, 3> residuals;
  for (const Sample& sample : samples) {
    const cv::Vec3f difference = sample.lab - evaluate(model, sample.u, sample.v);
    if (!is_same_ground(difference)) continue;
    for (std::size_t c = 0; c < 3; ++c) residuals[c].push_back(std::abs(difference[static_cast<int>(c)]));
  }
  model.plain_share = static_cast<float>(residuals[0].size()) / static_cast<float>(samples.size());
  for (int c = 0; c < 3; ++c) {
    model.deviation[c] = std::max(kDeviationFloor[c], 1.48F * median(residuals[static_cast<std::size_t>(c)]));
  }
  return model;
}

image::LabImage render_ground(const GroundModel& model, cv::Size size) {
  image::LabImage ground(size);
  for (int y = 0; y < size.height; ++y) {
    const float v = to_unit(y, size.height);
    const cv::Vec3f constant = model.surface[0] + model.surface[2] * v + model.surface[5] * (v * v);
    const cv::Vec3f linear = model.surface[1] + model.surface[4] * v;
    for (int x = 0; x < size.width; ++x) {
      const float u = to_unit(x, size.width);
      ground(y, x) = constant + (linear + model.surface[3] * u) * u;
    }
  }
  return ground;
}

image::Plane ground_distance(const image::LabImage& lab, const image::LabImage& ground, cv::Vec3f deviation) {
  const cv::Vec3f scale(1.F / deviation[0], 1.F / deviation[1], 1.F / deviation[2]);
  cv::Mat3f difference(lab.size());
  for (int y = 0; y < lab.rows; ++y) {
    for (int x = 0; x < lab.cols; ++x) difference(y, x) = (lab(y, x) - ground(y, x)).mul(scale);
  }
  const image::Mask smeared = near_strong_edges(difference);
  image::Plane distance(lab.size());
  for (int y = 0; y < lab.rows; ++y) {
    for (int x = 0; x < lab.cols; ++x) {
      const cv::Vec3f d = smeared(y, x) != 0 ? difference(y, x).mul(kSmearGain) : difference(y, x);
      distance(y, x) = std::sqrt(d.dot(d));
    }
  }
  return distance;
}

image::LabImage refine_ground(const image::LabImage& lab, const image::LabImage& ground,
                              const image::Mask& is_ground) {
  constexpr int kReduction = 8;
  const cv::Size small_size(std::max(1, lab.cols / kReduction), std::max(1, lab.rows / kReduction));
  image::LabImage difference = lab - ground;
  difference.setTo(cv::Scalar::all(0), ~is_ground);
  image::Plane weight;
  is_ground.convertTo(weight, CV_32F, 1.0 / 255.0);
  cv::resize(difference, difference, small_size, 0, 0, cv::INTER_AREA);
  cv::resize(weight, weight, small_size, 0, 0, cv::INTER_AREA);
  const double sigma = 0.045 * std::max(small_size.width, small_size.height);
  cv::GaussianBlur(difference, difference, {}, sigma);
  cv::GaussianBlur(weight, weight, {}, sigma);
  for (int y = 0; y < difference.rows; ++y) {
    // Far from any seen ground the correction fades to nothing.
    for (int x = 0; x < difference.cols; ++x) difference(y, x) *= 1.F / (weight(y, x) + 0.01F);
  }
  cv::resize(difference, difference, lab.size(), 0, 0, cv::INTER_LINEAR);
  return ground + difference;
}

cv::Vec3f ground_deviation(const image::LabImage& lab, const image::LabImage& ground,
                           const image::Mask& is_ground) {
  std::array<std::vector<float>, 3> residuals;
  const int step = std::max(1, static_cast<int>(std::sqrt(static_cast<double>(lab.total()) / 20000.0)));
  for (int y = 0; y < lab.rows; y += step) {
    for (int x = 0; x < lab.cols; x += step) {
      if (is_ground(y, x) == 0) continue;
      const cv::Vec3f difference = lab(y, x) - ground(y, x);
      for (std::size_t c = 0; c < 3; ++c) residuals[c].push_back(std::abs(difference[static_cast<int>(c)]));
    }
  }
  cv::Vec3f deviation;
  for (int c = 0; c < 3; ++c)
    deviation[c] = std::max(kDeviationFloor[c], 1.48F * median(residuals[static_cast<std::size_t>(c)]));
  return deviation;
}

}  // namespace drape::garment
