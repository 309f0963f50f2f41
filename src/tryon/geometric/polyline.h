#pragma once

#include <opencv2/core.hpp>
#include <vector>

namespace drape::tryon::geometric {

/// An open chain of points, pixels.
using Polyline = std::vector<cv::Point2f>;

[[nodiscard]] float length(const Polyline& line);

/// Linear interpolation in the table (xs ascending, ys); constant outside. REQUIRES: not empty, same size.
[[nodiscard]] float interpolate(const std::vector<float>& xs, const std::vector<float>& ys, float x);

/// `count` points at equal steps of arc length, ends included. REQUIRES: line not empty, count >= 2.
[[nodiscard]] Polyline resample(const Polyline& line, int count);

/// Points about `step` pixels apart (at least three).
[[nodiscard]] Polyline resample_by_step(const Polyline& line, float step);

/// Gaussian smoothing over the index, `sigma` in samples. The ends stay where they are (odd reflection).
[[nodiscard]] Polyline smooth(const Polyline& line, float sigma);
[[nodiscard]] std::vector<float> smooth(const std::vector<float>& values, float sigma);

/// Median over 2 * radius + 1 samples; shorter at the ends.
[[nodiscard]] std::vector<float> median_filter(const std::vector<float>& values, int radius);

/// Index of the point nearest to `p`. REQUIRES: line not empty.
[[nodiscard]] std::size_t nearest_index(const Polyline& line, cv::Point2f p);

[[nodiscard]] Polyline reversed(Polyline line);

/// The first points of `line` followed by those of `tail`.
[[nodiscard]] Polyline joined(Polyline line, const Polyline& tail);

/// 0 below 0, 1 above 1, smooth between (Hermite).
[[nodiscard]] inline float smooth_step(float t) {
  t = t < 0 ? 0 : (t > 1 ? 1 : t);
  return t * t * (3 - 2 * t);
}

}  // namespace drape::tryon::geometric
