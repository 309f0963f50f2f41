#include "tryon/geometric/polyline.h"

#include <algorithm>
#include <cmath>

namespace drape::tryon::geometric {
namespace {

std::vector<float> arc_lengths(const Polyline& line) {
  std::vector<float> at(line.size(), 0.0F);
  for (std::size_t i = 1; i < line.size(); ++i) {
    at[i] = at[i - 1] + static_cast<float>(cv::norm(line[i] - line[i - 1]));
  }
  return at;
}

std::vector<float> gaussian_kernel(int radius, float sigma) {
  std::vector<float> kernel(static_cast<std::size_t>(2 * radius + 1));
  float sum = 0;
  for (int i = -radius; i <= radius; ++i) {
    const float x = static_cast<float>(i) / sigma;
    sum += kernel[static_cast<std::size_t>(i + radius)] = std::exp(-0.5F * x * x);
  }
  for (float& k : kernel) k /= sum;
  return kernel;
}

// Odd reflection at both ends keeps the end samples and the slope there.
template <typename T>
std::vector<T> smooth_reflected(const std::vector<T>& values, float sigma) {
  const int n = static_cast<int>(values.size());
  const int radius = std::min(static_cast<int>(std::ceil(3 * sigma)), n - 1);
  if (radius < 1 || sigma <= 0) return values;
  const std::vector<float> kernel = gaussian_kernel(radius, sigma);
  const auto sample = [&](int i) -> T {
    if (i < 0) return values.front() * 2 - values[static_cast<std::size_t>(-i)];
    if (i >= n) return values.back() * 2 - values[static_cast<std::size_t>(2 * n - 2 - i)];
    return values[static_cast<std::size_t>(i)];
  };
  std::vector<T> out(values.size());
  for (int i = 0; i < n; ++i) {
    T sum = sample(i) * kernel[static_cast<std::size_t>(radius)];
    for (int j = 1; j <= radius; ++j) {
      sum += (sample(i - j) + sample(i + j)) * kernel[static_cast<std::size_t>(radius + j)];
    }
    out[static_cast<std::size_t>(i)] = sum;
  }
  return out;
}

}  // namespace

float length(const Polyline& line) {
  return line.empty() ? 0 : arc_lengths(line).back();
}

float interpolate(const std::vector<float>& xs, const std::vector<float>& ys, float x) {
  CV_Assert(!xs.empty() && xs.size() == ys.size());
  const auto upper = std::upper_bound(xs.begin(), xs.end(), x);
  if (upper == xs.begin()) return ys.front();
  if (upper == xs.end()) return ys.back();
  const auto i = static_cast<std::size_t>(upper - xs.begin());
  const float span = xs[i] - xs[i - 1];
  const float t = span > 0 ? (x - xs[i - 1]) / span : 0;
  return ys[i - 1] + (ys[i] - ys[i - 1]) * t;
}

Polyline resample(const Polyline& line, int count) {
  CV_Assert(!line.empty() && count >= 2);
  const std::vector<float> at = arc_lengths(line);
  Polyline out;
  out.reserve(static_cast<std::size_t>(count));
  std::size_t i = 0;
  for (int k = 0; k < count; ++k) {
    const float s = at.back() * static_cast<float>(k) / static_cast<float>(count - 1);
    while (i + 2 < line.size() && at[i + 1] < s) ++i;
    if (line.size() == 1) {
      out.push_back(line.front());
      continue;
    }
    const float span = at[i + 1] - at[i];
    const float t = span > 0 ? std::clamp((s - at[i]) / span, 0.0F, 1.0F) : 0;
    out.push_back(line[i] + (line[i + 1] - line[i]) * t);
  }
  return out;
}

Polyline resample_by_step(const Polyline& line, float step) {
  return resample(line, std::max(3, static_cast<int>(std::lround(length(line) / step)) + 1));
}

Polyline smooth(const Polyline& line, float sigma) {
  return smooth_reflected(line, sigma);
}

std::vector<float> smooth(const std::vector<float>& values, float sigma) {
  return smooth_reflected(values, sigma);
}

std::vector<float> median_filter(const std::vector<float>& values, int radius) {
  const int n = static_cast<int>(values.size());
  std::vector<float> out(values.size());
  for (int i = 0; i < n; ++i) {
    std::vector<float> window(values.begin() + std::max(0, i - radius),
                              values.begin() + std::min(n, i + radius + 1));
    const auto middle = window.begin() + static_cast<std::ptrdiff_t>(window.size() / 2);
    std::nth_element(window.begin(), middle, window.end());
    out[static_cast<std::size_t>(i)] = *middle;
  }
  return out;
}

std::size_t nearest_index(const Polyline& line, cv::Point2f p) {
  CV_Assert(!line.empty());
  const auto nearest = std::min_element(line.begin(), line.end(), [p](cv::Point2f a, cv::Point2f b) {
    return (a - p).dot(a - p) < (b - p).dot(b - p);
  });
  return static_cast<std::size_t>(nearest - line.begin());
}

Polyline reversed(Polyline line) {
  std::reverse(line.begin(), line.end());
  return line;
}

Polyline joined(Polyline line, const Polyline& tail) {
  line.insert(line.end(), tail.begin(), tail.end());
  return line;
}

}  // namespace drape::tryon::geometric
