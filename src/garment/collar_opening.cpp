#include "garment/collar_opening.h"

#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "garment/polyline.h"

namespace drape::garment {
namespace {

/// Without a label, the mean edge and the step in tone that tell an open collar from the folds and ribs of a
/// closed one (turtlenecks: up to .60 with a step of .25, .35 with .41).
constexpr float kOpenEdgeMin = 0.50F;
constexpr float kOpenShadeMin = 0.40F;

/// What a label's cloth differs from that around it, Lab units, and the widest that is called around it.
constexpr float kLabelContrast = 14.F;
constexpr int kAround = 61;

/// The opening of a collar: from two points of the upper outline, shares of the width from its ends inwards,
/// down to the place where the fronts meet.
struct Form {
  std::array<float, 2> inset{};
  float meeting = 0.5F;  ///< Share of the width, from the left.
  float depth = 0;       ///< Shares of the width below the ends.
  float power = 1;       ///< 1: straight edges; more: rounder.
};

Curve curve_of(const NeckPatch& patch, const Form& form) {
  const cv::Point2f left = outline_point(patch, form.inset[0]);
  const cv::Point2f right = outline_point(patch, 1.F - form.inset[1]);
  const float meeting = left.x + form.meeting * (right.x - left.x);
  Curve points;
  for (int i = 0; i < kCurvePoints; ++i) {
    const float share = static_cast<float>(i) / (kCurvePoints - 1);
    const cv::Point2f base = left + (right - left) * share;
    const float u =
        base.x < meeting ? (meeting - base.x) / (meeting - left.x) : (base.x - meeting) / (right.x - meeting);
    points.emplace_back(base.x, base.y + form.depth * kPatchWidth * (1.F - std::pow(u, form.power)));
  }
  return resample(points, kCurvePoints);
}

/// Pixels whose colour differs from that around them, away from the upper outline.
image::Mask find_spots(const NeckPatch& patch) {
  cv::Mat3b coarse;
  patch.lab.convertTo(coarse, CV_8UC3, 1, 128);
  cv::Mat3b around;
  cv::medianBlur(coarse, around, kAround);
  image::Mask spots = image::Mask::zeros(coarse.size());
  const int bottom = std::min(coarse.rows, cvRound(patch.left.y + 0.95F * kPatchWidth));
  for (int y = 0; y < bottom; ++y) {
    for (int x = 0; x < coarse.cols; ++x) {
      if (static_cast<float>(y) < patch.top[static_cast<std::size_t>(x)] + 5) continue;
      const cv::Vec3f step = cv::Vec3f(coarse(y, x)) - cv::Vec3f(around(y, x));
      if (cv::norm(step) > kLabelContrast) spots(y, x) = 255;
    }
  }
  return spots;
}

/// Whether a spot has the size, shape and place of a label that is sewn into the back of a neck. Wider than
/// the tab of a zip.
bool is_like_label(const NeckPatch& patch, const cv::Rect& box, int area) {
  const auto share = [](int length) { return static_cast<float>(length) / kPatchWidth; };
  const float centre = static_cast<float>(box.x) + 0.5F * static_cast<float>(box.width);
  const float off_axis = std::abs(centre - 0.5F * (patch.left.x + patch.right.x)) / kPatchWidth;
  return share(box.width) > 0.12F && share(box.width) < 0.45F && share(box.height) > 0.05F &&
         share(box.height) < 0.5F && box.height < 2.2F * static_cast<float>(box.width) &&
         area > 0.5 * box.area() && off_axis < 0.25F &&
         static_cast<float>(box.y) < patch.top_at(centre) + 0.5F * kPatchWidth;
}

/// The label on the inner back: the one spot of plain cloth. Printed cloth has many.
std::optional<cv::Rect> find_label(const NeckPatch& patch) {
  constexpr double kShareOfSpots = 0.3;
  const image::Mask spots = find_spots(patch);
  cv::Mat1i component;
  cv::Mat1i stats;
  cv::Mat1d centres;
  const int count = cv::connectedComponentsWithStats(spots, component, stats, centres, 4);
  std::optional<cv::Rect> label;
  int largest = static_cast<int>(kShareOfSpots * cv::countNonZero(spots));
  for (int i = 1; i < count; ++i) {
    const cv::Rect box(stats(i, cv::CC_STAT_LEFT), stats(i, cv::CC_STAT_TOP), stats(i, cv::CC_STAT_WIDTH),
                       stats(i, cv::CC_STAT_HEIGHT));
    if (stats(i, cv::CC_STAT_AREA) <= largest || !is_like_label(patch, box, stats(i, cv::CC_STAT_AREA)))
      continue;
    largest = stats(i, cv::CC_STAT_AREA);
    label = box;
  }
  return label;
}

/// Whether the curve passes below the box.
bool encloses(const Curve& curve, const cv::Rect& box) {
  return std::none_of(curve.begin(), curve.end(), [&](cv::Point2f p) {
    return p.x >= static_cast<float>(box.x) && p.x < static_cast<float>(box.br().x) &&
           p.y < static_cast<float>(box.br().y);
  });
}

struct Fitted {
  Form form;
  EdgeEvidence evidence;
};

/// The form that most speaks for, of those that have the label above them.
std::optional<Fitted> best_form(const NeckPatch& patch, const std::optional<cv::Rect>& label) {
  constexpr std::array<std::array<float, 2>, 4> kInsets{{{0, 0}, {0.1F, 0}, {0, 0.1F}, {0.1F, 0.1F}}};
  constexpr float kInsetCost = 0.5F;
  std::optional<Fitted> best;
  for (const auto& inset : kInsets) {
    for (const float meeting : {0.36F, 0.43F, 0.5F, 0.57F, 0.64F}) {
      for (float depth = 0.30F; depth < 1.0F; depth += 0.07F) {
        for (const float power : {1.0F, 1.35F, 1.8F}) {
          const Form form{inset, meeting, depth, power};
          const Curve curve = curve_of(patch, form);
          if (label && !encloses(curve, *label)) continue;
          EdgeEvidence evidence = weigh(patch, curve, 2.F);
          evidence.score -= kInsetCost * (inset[0] + inset[1]);
          if (evidence.score > (best ? best->evidence.score : 0.F)) best = {form, evidence};
        }
      }
    }
  }
  return best;
}

}  // namespace

std::optional<Curve> find_collar_opening(const NeckPatch& patch) {
  const std::optional<cv::Rect> label = find_label(patch);
  const std::optional<Fitted> best = best_form(patch, label);
  if (!best) return std::nullopt;
  const bool is_open =
      label || (best->evidence.edge_mean > kOpenEdgeMin && best->evidence.shade > kOpenShadeMin);
  if (!is_open) return std::nullopt;
  return resample(snap_to_edge(curve_of(patch, best->form), patch, 5), kCurvePoints);
}

}  // namespace drape::garment
