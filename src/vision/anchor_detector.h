#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "base/result.h"
#include "image/image.h"
#include "vision/network.h"
#include "vision/region.h"

namespace drape::vision {

/// Something found by a detector of the BlazeFace family, in pixels of the picture.
struct Detection {
  cv::Rect2f box;
  std::vector<cv::Point2f> points;
  float score = 0;  ///< 0..1
};

/// The grid of places at which a single-shot detector looks.
struct AnchorGrid {
  int side = 0;              ///< Of the network's input, pixels.
  std::vector<int> strides;  ///< One for each layer; neighbouring layers of one stride share their cells.
  int per_layer = 1;         ///< Anchors of one layer in one cell.
};

/// Centres of all anchors in pixels of the network's input, in the order of the network's output.
[[nodiscard]] std::vector<cv::Point2f> anchor_centers(const AnchorGrid& grid);

/// Share of the united area that two boxes have in common, 0..1.
[[nodiscard]] float intersection_over_union(const cv::Rect2f& a, const cv::Rect2f& b);

/// Merges detections that overlap by more than `overlap_max` into their mean, weighted by score (Bazarevsky
/// et al. 2019, "BlazeFace"). Best first.
[[nodiscard]] std::vector<Detection> merge_overlapping(std::vector<Detection> detections, float overlap_max);

/// Runs a detector whose first output is boxes and points and whose second is scores. Fails as Network::run.
class AnchorDetector {
 public:
  AnchorDetector(Network network, const AnchorGrid& grid);

  /// Detections in the region with score at least `score_min`, best first.
  [[nodiscard]] Result<std::vector<Detection>> detect(const image::Image& image, const Region& region,
                                                      float score_min) const;

 private:
  Network network_;
  std::vector<cv::Point2f> anchors_;
};

}  // namespace drape::vision
