#pragma once

#include <algorithm>
#include <vector>

#include "garment/neck.h"
#include "garment/silhouette.h"
#include "image/image.h"

namespace drape::garment {

constexpr int kCurvePoints = 72;
/// Width of the neck opening in the patch that is searched: the search does not depend on the picture's
/// resolution.
constexpr float kPatchWidth = 160.F;

using Curve = std::vector<cv::Point2f>;

/// The neighbourhood of the neck opening at a fixed scale. The inner back lies in the shade, so its tone is
/// darker than that of the front, on black cloth as on white: tone is a logarithm of lightness.
struct NeckPatch {
  cv::Mat1f tone;
  cv::Mat1f tone_dx, tone_dy;
  cv::Mat3f lab_dx, lab_dy;
  image::LabImage lab;      ///< Smoothed.
  std::vector<float> top;   ///< Upper outline of the garment in each column.
  cv::Point2f origin;       ///< Of the patch, in the picture.
  float scale = 1;          ///< Patch pixels per picture pixel.
  cv::Point2f left, right;  ///< Ends of the opening, in the patch.

  [[nodiscard]] bool holds(cv::Point2f p) const {
    return p.x >= 0 && p.y >= 0 && p.x < static_cast<float>(tone.cols) - 1 &&
           p.y < static_cast<float>(tone.rows) - 1;
  }
  [[nodiscard]] float top_at(float x) const {
    return top[static_cast<std::size_t>(std::clamp(cvRound(x), 0, tone.cols - 1))];
  }
  /// Strength 0..1 of an edge at `p` for a curve with the normal `n` pointing to the front: one from dark to
  /// light counts in full.
  [[nodiscard]] float edge_at(cv::Point2f p, cv::Point2f n) const;
};

[[nodiscard]] NeckPatch take_neck_patch(const image::LabImage& lab, const Silhouette& shape,
                                        const Neck& neck);

/// A point of the upper outline, a share of the way from the opening's left end to its right end.
[[nodiscard]] cv::Point2f outline_point(const NeckPatch& patch, float share);

/// Unit vector across the curve, away from the opening for a curve from left to right.
[[nodiscard]] cv::Point2f normal_at(const Curve& curve, std::size_t i);

/// What speaks for a curve as the front edge.
struct EdgeEvidence {
  float edge_mean = 0;
  float edge_weakest = 0;  ///< 20th percentile.
  float shade = 0;         ///< See shade_across.
  float score = -1;        ///< Negative: leaves the garment.
};

/// `tolerance` in patch pixels: how far beside the curve an edge still counts.
[[nodiscard]] EdgeEvidence weigh(const NeckPatch& patch, const Curve& curve, float tolerance);

/// Moves each point along its normal to the edge, at most `reach` patch pixels, neighbours together (dynamic
/// programming over the offsets). The ends stay.
[[nodiscard]] Curve snap_to_edge(const Curve& curve, const NeckPatch& patch, int reach);

}  // namespace drape::garment
