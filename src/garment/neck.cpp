#include "garment/neck.h"

#include <algorithm>
#include <cmath>

namespace drape::garment {
namespace {

/// The point of the upper outline between two columns that lies farthest from the straight line between its
/// ends.
struct Farthest {
  cv::Point2f point;
  float distance = 0;
};

struct Stretch {
  cv::Point2f from, to;
  float first_share = 0, last_share = 1;  ///< Part of the stretch that is looked at.
};

/// `sign` +1 looks above the line, -1 below it.
Farthest farthest_from_line(const Silhouette& shape, const Stretch& stretch, float sign) {
  constexpr int kSteps = 100;
  const cv::Point2f along = stretch.to - stretch.from;
  const float length = std::max(1.F, std::hypot(along.x, along.y));
  cv::Point2f up(along.y / length, -along.x / length);
  if (up.y > 0) up = -up;
  Farthest farthest{stretch.from, 0};
  for (int step = static_cast<int>(kSteps * stretch.first_share); step <= kSteps * stretch.last_share;
       ++step) {
    const float x = stretch.from.x + along.x * static_cast<float>(step) / kSteps;
    const cv::Point2f point(x, shape.top_at(x));
    const float distance = sign * (point - stretch.from).dot(up);
    if (distance > farthest.distance) farthest = {point, distance};
  }
  return farthest;
}

/// The highest point of the upper outline between two columns, given in any order.
cv::Point2f highest_between(const Silhouette& shape, float from_x, float to_x) {
  cv::Point2f highest(from_x, shape.top_at(from_x));
  const float step = to_x > from_x ? 1.F : -1.F;
  for (float x = from_x; step * (to_x - x) >= 0; x += step) {
    if (shape.top_at(x) < highest.y) highest = {x, shape.top_at(x)};
  }
  return highest;
}

/// A shoulder that rises evenly to the neck hides the corner: there the other side's, nearer to the axis, is
/// mirrored.
void mirror_doubtful_corner(const Silhouette& shape, std::array<cv::Point2f, 2>& corner) {
  const std::array<float, 2> offset{shape.axis_x - corner[0].x, corner[1].x - shape.axis_x};
  const std::size_t outer = offset[0] > offset[1] ? 0 : 1;
  const float inner_offset = offset[1 - outer];
  if (inner_offset <= 0 || offset[outer] < 1.2F * inner_offset) return;
  const float x = shape.axis_x + (outer == 0 ? -inner_offset : inner_offset);
  const cv::Point2f mirrored(x, shape.top_at(x));
  if (mirrored.y < corner[outer].y + 0.01F * static_cast<float>(shape.box.height)) corner[outer] = mirrored;
}

/// The neck opening's edge at the axis. A label that sticks out over the collar is none of it.
cv::Point2f opening_at_axis(const Silhouette& shape) {
  constexpr float kReach = 0.06F;   // Of the garment's width to either side of the axis.
  constexpr float kShare = 0.75F;   // Of the columns whose outline is no lower.
  constexpr float kLabel = 0.015F;  // Of the garment's height: a collar's own curve rises less.
  const float at_axis = shape.top_at(shape.axis_x);
  const float reach = kReach * static_cast<float>(shape.box.width);
  std::vector<float> tops;
  for (float x = shape.axis_x - reach; x <= shape.axis_x + reach; x += 1) tops.push_back(shape.top_at(x));
  const auto at = tops.begin() + static_cast<std::ptrdiff_t>(kShare * static_cast<float>(tops.size() - 1));
  std::nth_element(tops.begin(), at, tops.end());
  const bool is_label = *at - at_axis > kLabel * static_cast<float>(shape.box.height);
  return {shape.axis_x, is_label ? *at : at_axis};
}

}  // namespace

Neck find_neck(const Silhouette& shape, const Shoulders& shoulders) {
  Neck neck;
  const cv::Point2f centre = opening_at_axis(shape);
  std::array<cv::Point2f, 2> corner;
  for (std::size_t side = 0; side < 2; ++side) {
    const float first = shoulders.has_sleeve[side] ? 0.2F : 0.02F;
    corner[side] = farthest_from_line(shape, {shoulders.tip[side], centre, first, 0.9F}, 1.F).point;
  }
  mirror_doubtful_corner(shape, corner);
  std::array<Farthest, 2> hollow;
  std::array<float, 2> rise{};
  for (std::size_t side = 0; side < 2; ++side) {
    const cv::Point2f tip = shoulders.tip[side];
    neck.base[side] = corner[side];
    neck.top[side] =
        highest_between(shape, corner[side].x, corner[side].x + 0.3F * (centre.x - corner[side].x));
    hollow[side] = farthest_from_line(shape, {tip, corner[side], 0.F, 1.F}, -1.F);
    rise[side] = hollow[side].point.y - corner[side].y;
  }
  const auto height = static_cast<float>(shape.box.height);
  const bool stands = std::min(hollow[0].distance, hollow[1].distance) > 0.012F * height &&
                      std::min(rise[0], rise[1]) > 0.038F * height;
  if (stands) {
    neck.base = {hollow[0].point, hollow[1].point};
    neck.top = corner;
    neck.collar_height = 0.5F * (rise[0] + rise[1]);
  }
  return neck;
}

}  // namespace drape::garment
