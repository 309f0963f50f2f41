#include "garment/silhouette.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "garment/ground_flood.h"

namespace drape::garment {
namespace {

/// Intersection over union of the mask with its mirror image about column `axis` (in half pixels).
float mirror_overlap(const image::Mask& mask, const cv::Rect& box, int axis_twice) {
  int both = 0;
  int either = 0;
  for (int y = box.y; y < box.br().y; y += 3) {
    for (int x = box.x; x < box.br().x; x += 2) {
      const int mirrored = axis_twice - x;
      const bool here = mask(y, x) != 0;
      const bool there = mirrored >= 0 && mirrored < mask.cols && mask(y, mirrored) != 0;
      both += here && there;
      either += here || there;
    }
  }
  return either > 0 ? static_cast<float>(both) / static_cast<float>(either) : 0.F;
}

void find_axis(Silhouette& shape) {
  const int centre_twice = 2 * shape.box.x + shape.box.width - 1;
  const int reach = std::max(2, shape.box.width / 4);
  int best = centre_twice;
  for (const int step : {std::max(1, shape.box.width / 40), 1}) {
    const int span = step == 1 ? std::max(2, shape.box.width / 40) : reach;
    const int from = best;
    for (int axis = from - span; axis <= from + span; axis += step) {
      const float overlap = mirror_overlap(shape.mask, shape.box, axis);
      if (overlap > shape.symmetry) {
        shape.symmetry = overlap;
        best = axis;
      }
    }
  }
  shape.axis_x = 0.5F * static_cast<float>(best);
}

void read_profiles(Silhouette& shape) {
  shape.top.assign(static_cast<std::size_t>(shape.mask.cols), -1);
  shape.bottom.assign(static_cast<std::size_t>(shape.mask.cols), -1);
  for (int y = shape.box.y; y < shape.box.br().y; ++y) {
    for (int x = shape.box.x; x < shape.box.br().x; ++x) {
      if (shape.mask(y, x) == 0) continue;
      const auto column = static_cast<std::size_t>(x);
      if (shape.top[column] < 0) shape.top[column] = y;
      shape.bottom[column] = y;
    }
  }
}

float profile_at(const std::vector<int>& profile, const cv::Rect& box, float x) {
  const int column = std::clamp(cvRound(x), box.x, box.br().x - 1);
  return static_cast<float>(profile[static_cast<std::size_t>(column)]);
}

}  // namespace

std::vector<Run> row_runs(const image::Mask& mask, int y) {
  std::vector<Run> runs;
  for (int x = 0; x < mask.cols; ++x) {
    if (mask(y, x) == 0) continue;
    if (!runs.empty() && runs.back().last == x - 1) {
      runs.back().last = x;
    } else {
      runs.push_back({x, x});
    }
  }
  return runs;
}

float Silhouette::top_at(float x) const {
  return profile_at(top, box, x);
}
float Silhouette::bottom_at(float x) const {
  return profile_at(bottom, box, x);
}

std::optional<Run> Silhouette::run_at(int y, float x) const {
  if (y < 0 || y >= mask.rows) return std::nullopt;
  for (const Run& run : row_runs(mask, y)) {
    if (run.holds(x)) return run;
  }
  return std::nullopt;
}

Silhouette trace_silhouette(const image::Mask& mask) {
  Silhouette shape;
  shape.mask = keep_large_regions(mask, 1.0);
  shape.box = cv::boundingRect(shape.mask);
  shape.area = cv::countNonZero(shape.mask);
  std::vector<std::vector<cv::Point>> contours;
  cv::findContours(shape.mask, contours, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_NONE);
  shape.outline = *std::max_element(contours.begin(), contours.end(),
                                    [](const auto& a, const auto& b) { return a.size() < b.size(); });
  std::vector<cv::Point> hull;
  cv::convexHull(shape.outline, hull);
  shape.solidity = static_cast<float>(shape.area / std::max(1.0, cv::contourArea(hull)));
  read_profiles(shape);
  find_axis(shape);
  return shape;
}

}  // namespace drape::garment
