#pragma once

#include <optional>
#include <vector>

#include "image/image.h"

namespace drape::garment {

/// A stretch [first, last] of set pixels in a row or column.
struct Run {
  int first = 0;
  int last = 0;
  [[nodiscard]] int length() const { return last - first + 1; }
  [[nodiscard]] float middle() const { return 0.5F * static_cast<float>(first + last); }
  [[nodiscard]] bool holds(float position) const {
    return static_cast<float>(first) <= position && position <= static_cast<float>(last);
  }
};

/// The runs of one row, left to right.
[[nodiscard]] std::vector<Run> row_runs(const image::Mask& mask, int y);

/// The shape of a garment: its largest region, without openings smaller than a hand's breadth of pixels, and
/// what is read off it once. Pixels are those of the mask given.
struct Silhouette {
  image::Mask mask;
  cv::Rect box;        ///< Bounding box.
  int area = 0;        ///< Pixels.
  float axis_x = 0;    ///< Column of the best mirror symmetry.
  float symmetry = 0;  ///< Overlap (intersection over union) with its mirror image, 0..1.
  float solidity = 0;  ///< Area over that of the convex hull, 0..1.
  std::vector<int> top,
      bottom;  ///< First and last row of the garment in each column; -1 where there is none.
  std::vector<cv::Point> outline;  ///< The outer contour, clockwise as seen, every pixel.

  /// First row in column `x` (clamped to the box).
  [[nodiscard]] float top_at(float x) const;
  [[nodiscard]] float bottom_at(float x) const;
  /// The run of row `y` that holds column `x`.
  [[nodiscard]] std::optional<Run> run_at(int y, float x) const;
};

/// REQUIRES: some pixel of the mask is set.
[[nodiscard]] Silhouette trace_silhouette(const image::Mask& mask);

}  // namespace drape::garment
