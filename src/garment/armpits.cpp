#include "garment/armpits.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <optional>

namespace drape::garment {
namespace {

/// Less of the garment than this, outward of the armpit and above it, is no sleeve (a waist, a hip).
constexpr double kSleeveShareMin = 0.0135;
/// The same opposite a sleeve: short ones come in pairs, and a garment never lies quite symmetrically.
constexpr double kOppositeShareMin = 0.7 * kSleeveShareMin;

/// Ground with garment above it in its column and inward of it in its row: the room under an arm.
image::Mask room_under_arm(const Silhouette& shape, int side) {
  image::Mask room = image::Mask::zeros(shape.mask.size());
  const int inner_limit =
      cvRound(shape.axis_x + (side == 0 ? -0.08F : 0.08F) * static_cast<float>(shape.box.width));
  for (int y = shape.box.y; y < shape.box.br().y; ++y) {
    bool inward = false;
    // Walks from the axis outwards.
    const int step = side == 0 ? -1 : 1;
    for (int x = cvRound(shape.axis_x); x >= shape.box.x && x < shape.box.br().x; x += step) {
      if (shape.mask(y, x) != 0) {
        inward = true;
        continue;
      }
      const int top = shape.top[static_cast<std::size_t>(x)];
      const bool beyond = side == 0 ? x < inner_limit : x > inner_limit;
      if (inward && beyond && top >= 0 && top < y) room(y, x) = 255;
    }
  }
  return room;
}

/// The corner of a region that lies highest and most inward.
cv::Point inner_top_corner(const cv::Mat1i& regions, int label, const cv::Rect& box, int side) {
  cv::Point corner = box.tl();
  double best = -1e9;
  for (int y = box.y; y < box.br().y; ++y) {
    for (int x = box.x; x < box.br().x; ++x) {
      if (regions(y, x) != label) continue;
      const double score = (side == 0 ? x : -x) - 0.8 * y;
      if (score > best) {
        best = score;
        corner = {x, y};
      }
    }
  }
  return corner;
}

/// Garment pixels outward of `point` and not below it.
int area_of_sleeve_above(const Silhouette& shape, cv::Point point, int side) {
  const int left = side == 0 ? shape.box.x : point.x;
  const int right = side == 0 ? point.x : shape.box.br().x;
  const cv::Rect outward(left, shape.box.y, std::max(0, right - left), point.y - shape.box.y + 1);
  return outward.area() > 0 ? cv::countNonZero(shape.mask(outward)) : 0;
}

std::optional<cv::Point> find_one(const Silhouette& shape, int side) {
  const image::Mask room = room_under_arm(shape, side);
  cv::Mat1i regions;
  cv::Mat1i statistics;
  cv::Mat1d centres;
  const int count = cv::connectedComponentsWithStats(room, regions, statistics, centres, 8);
  std::optional<cv::Point> armpit;
  int largest = static_cast<int>(0.0006 * shape.box.area());
  for (int label = 1; label < count; ++label) {
    const int area = statistics(label, cv::CC_STAT_AREA);
    if (area <= largest) continue;
    const cv::Rect box(statistics(label, cv::CC_STAT_LEFT), statistics(label, cv::CC_STAT_TOP),
                       statistics(label, cv::CC_STAT_WIDTH), statistics(label, cv::CC_STAT_HEIGHT));
    const cv::Point corner = inner_top_corner(regions, label, box, side);
    if (corner.y > shape.box.y + 0.62 * shape.box.height) continue;
    largest = area;
    const double cloth_above = corner.y - shape.top_at(static_cast<float>(corner.x));
    const bool is_sleeve = area_of_sleeve_above(shape, corner, side) > kSleeveShareMin * shape.area &&
                           cloth_above > 0.04 * shape.box.height;
    armpit = is_sleeve ? std::optional(corner) : std::nullopt;
  }
  return armpit;
}

/// The point moved along its row onto the garment's outer edge, where that is near.
cv::Point on_outline(const Silhouette& shape, cv::Point point, int side) {
  const int reach = cvRound(0.06F * static_cast<float>(shape.box.width));
  const int outward = side == 0 ? -1 : 1;
  const auto garment = [&](int x) {
    return x >= shape.box.x && x < shape.box.br().x && shape.mask(point.y, x) != 0;
  };
  for (int d = 0; d <= reach; ++d) {
    for (const int x : {point.x + d, point.x - d}) {
      if (garment(x) && !garment(x + outward)) return {x, point.y};
    }
  }
  return point;
}

}  // namespace

std::array<Armpit, 2> find_sleeve_armpits(const Silhouette& shape) {
  const std::array<std::optional<cv::Point>, 2> found{find_one(shape, 0), find_one(shape, 1)};
  std::array<Armpit, 2> armpits;
  for (int side = 0; side < 2; ++side) {
    const auto own = static_cast<std::size_t>(side);
    const auto other = static_cast<std::size_t>(1 - side);
    if (found[own]) {
      armpits[own] = {cv::Point2f(*found[own]), true};
    } else if (found[other]) {
      cv::Point mirrored(cvRound(2 * shape.axis_x) - found[other]->x, found[other]->y);
      mirrored.x = std::clamp(mirrored.x, shape.box.x + 1, shape.box.br().x - 2);
      mirrored = on_outline(shape, mirrored, side);
      const bool is_sleeve = area_of_sleeve_above(shape, mirrored, side) > kOppositeShareMin * shape.area;
      if (is_sleeve) armpits[own] = {cv::Point2f(mirrored), true};
    }
  }
  return armpits;
}

}  // namespace drape::garment
