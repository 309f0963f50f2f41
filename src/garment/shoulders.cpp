#include "garment/shoulders.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace drape::garment {
namespace {

/// Distance from the axis to the outermost garment pixel of each row of the box, smoothed; 0 where there is
/// none.
std::vector<float> half_widths(const Silhouette& shape, int side) {
  cv::Mat1f widths(shape.box.height, 1, 0.F);
  for (int row = 0; row < shape.box.height; ++row) {
    const std::vector<Run> runs = row_runs(shape.mask, shape.box.y + row);
    if (runs.empty()) continue;
    const float outermost = side == 0 ? shape.axis_x - static_cast<float>(runs.front().first)
                                      : static_cast<float>(runs.back().last) - shape.axis_x;
    widths(row, 0) = std::max(0.F, outermost);
  }
  cv::GaussianBlur(widths, widths, cv::Size(1, 9), 0);
  return {widths.begin(), widths.end()};
}

/// Rows of the box where the armhole begins and ends.
struct Armhole {
  int tip_row = 0;
  int armpit_row = 0;
};

int upper_outer_corner(const std::vector<float>& half_width) {
  const int limit = static_cast<int>(0.45 * static_cast<double>(half_width.size()));
  const float widest = *std::max_element(half_width.begin(), half_width.begin() + limit);
  int corner = 0;
  float best = -1e9F;
  for (int row = 0; row < limit; ++row) {
    const float width = half_width[static_cast<std::size_t>(row)];
    const float score = width - 1.1F * static_cast<float>(row);
    if (width > 0.3F * widest && score > best) {
      best = score;
      corner = row;
    }
  }
  return corner;
}

/// Height of the part that is like a top: all of a top, the upper part of a dress, whose waist and skirt are
/// no armholes.
int top_height(const std::vector<float>& half_width) {
  constexpr float kHeightOfTop = 3.4F;  // Over half the widest row of the upper part; tops stay below.
  const auto upper =
      half_width.begin() + static_cast<std::ptrdiff_t>(0.4 * static_cast<double>(half_width.size()));
  const float widest = *std::max_element(half_width.begin(), upper);
  return std::min(static_cast<int>(half_width.size()), static_cast<int>(kHeightOfTop * widest));
}

/// `box_width` in pixels gives the scale of what counts as a dip.
Armhole find_armhole(const std::vector<float>& half_width, float box_width) {
  const int height = top_height(half_width);
  const auto at = [&](int row) {
    return half_width[static_cast<std::size_t>(std::clamp(row, 0, height - 1))];
  };
  const auto widest_between = [&](int from, int to) {
    float widest = 0;
    for (int row = from; row < to; ++row) widest = std::max(widest, at(row));
    return widest;
  };
  Armhole armhole;
  armhole.tip_row = upper_outer_corner(half_width);
  const int default_depth = static_cast<int>(0.27 * height);
  const int last = std::min(armhole.tip_row + static_cast<int>(0.45 * height), height - 2);

  int narrowest = armhole.tip_row;
  for (int row = armhole.tip_row + static_cast<int>(0.06 * height); row < last; ++row) {
    if (at(row) < at(narrowest)) narrowest = row;
  }
  int end = -1;
  if (at(armhole.tip_row) - at(narrowest) > 0.012F * box_width) {
    const float chest =
        widest_between(narrowest, std::min(narrowest + static_cast<int>(0.3 * height), height - 1));
    for (int row = narrowest; row < height && end < 0; ++row) {
      if (at(row) > 0.97F * chest) end = row;
    }
  }
  if (end < 0) {
    const float chest = widest_between(static_cast<int>(0.3 * height), static_cast<int>(0.6 * height));
    const bool is_strap = at(armhole.tip_row) < 0.75F * chest;
    end = armhole.tip_row + default_depth;
    for (int row = static_cast<int>(0.12 * height); is_strap && row < height; ++row) {
      if (at(row) <= 0.95F * chest) continue;
      end = row;
      break;
    }
  }
  armhole.armpit_row =
      end > armhole.tip_row + static_cast<int>(0.30 * height) ? armhole.tip_row + default_depth : end;
  return armhole;
}

}  // namespace

Shoulders find_shoulders(const Silhouette& shape, const std::array<Armpit, 2>& armpits) {
  Shoulders shoulders;
  std::array<std::vector<float>, 2> widths{half_widths(shape, 0), half_widths(shape, 1)};
  std::vector<float> mean(widths[0].size());
  for (std::size_t row = 0; row < mean.size(); ++row) mean[row] = 0.5F * (widths[0][row] + widths[1][row]);
  const Armhole armhole = find_armhole(mean, static_cast<float>(shape.box.width));

  for (std::size_t side = 0; side < 2; ++side) {
    shoulders.has_sleeve[side] = armpits[side].has_sleeve;
    if (armpits[side].has_sleeve) {
      const cv::Point2f point = armpits[side].point;
      shoulders.armpit[side] = point;
      shoulders.tip[side] = {point.x, shape.top_at(point.x)};
      continue;
    }
    const float outward = side == 0 ? -1.F : 1.F;
    const auto point_at = [&](int row) {
      return cv::Point2f(shape.axis_x + outward * widths[side][static_cast<std::size_t>(row)],
                         static_cast<float>(shape.box.y + row));
    };
    shoulders.tip[side] = point_at(armhole.tip_row);
    shoulders.armpit[side] = point_at(armhole.armpit_row);
  }
  return shoulders;
}

}  // namespace drape::garment
