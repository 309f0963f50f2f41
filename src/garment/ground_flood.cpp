#include "garment/ground_flood.h"

#include <algorithm>
#include <array>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace drape::garment {
namespace {

/// In deviations: what is nearer may be ground.
constexpr float kNearDistance = 4.5F;

/// Of the regions of `mask`, those that touch the border of the picture.
image::Mask touching_border(const image::Mask& mask) {
  cv::Mat1i regions;
  const int count = cv::connectedComponents(mask, regions, 4);
  std::vector<unsigned char> touches(static_cast<std::size_t>(count), 0);
  const auto mark = [&](int y, int x) { touches[static_cast<std::size_t>(regions(y, x))] = 255; };
  for (int x = 0; x < mask.cols; ++x) {
    mark(0, x);
    mark(mask.rows - 1, x);
  }
  for (int y = 0; y < mask.rows; ++y) {
    mark(y, 0);
    mark(y, mask.cols - 1);
  }
  touches[0] = 0;
  image::Mask result(mask.size());
  for (int y = 0; y < mask.rows; ++y) {
    for (int x = 0; x < mask.cols; ++x) result(y, x) = touches[static_cast<std::size_t>(regions(y, x))];
  }
  return result;
}

cv::Mat disc(int radius) {
  return cv::getStructuringElement(cv::MORPH_ELLIPSE, cv::Size(2 * radius + 1, 2 * radius + 1));
}

/// The part of `near` that a disc of `radius` reaches from the border of the picture without leaving `near`.
image::Mask reached_through_wide_channels(const image::Mask& near, int radius) {
  // The picture's edge is no wall: padding keeps a channel along it open.
  image::Mask padded;
  cv::copyMakeBorder(near, padded, radius, radius, radius, radius, cv::BORDER_REPLICATE);
  image::Mask core;
  cv::erode(padded, core, disc(radius));
  core = touching_border(core(cv::Rect(radius, radius, near.cols, near.rows)).clone());
  cv::dilate(core, core, disc(radius + 1));
  return core & near;
}

/// Median over the pixels of `mask`, to a twentieth of a deviation.
float median_distance(const image::Plane& distance, const image::Mask& mask) {
  constexpr int kBins = 200;
  constexpr float kBinsPerUnit = 20.F;
  std::array<int, kBins> histogram{};
  int count = 0;
  for (int y = 0; y < distance.rows; ++y) {
    for (int x = 0; x < distance.cols; ++x) {
      if (mask(y, x) == 0) continue;
      ++histogram[static_cast<std::size_t>(std::min(kBins - 1.F, distance(y, x) * kBinsPerUnit))];
      ++count;
    }
  }
  int below = 0;
  for (int bin = 0; bin < kBins; ++bin) {
    below += histogram[static_cast<std::size_t>(bin)];
    if (2 * below >= count) return (static_cast<float>(bin) + 0.5F) / kBinsPerUnit;
  }
  return 0;
}

/// Share of the inside of `garment` that is about as near to the ground's colour as the ground.
double share_of_ground_colour(const image::Plane& distance, const image::Mask& garment) {
  image::Mask inside;
  cv::erode(garment, inside, disc(4));
  const int total = cv::countNonZero(inside);
  const image::Mask alike = (distance < 2.F * kNearDistance) & inside;
  return total > 0 ? cv::countNonZero(alike) / static_cast<double>(total) : 0.0;
}

struct Opening {
  int label = 0;
  cv::Rect box;
  int area = 0;
  cv::Point2d centre;
};

/// Is the region shaped and placed as an opening between the parts of a garment?
bool is_placed_as_opening(const Opening& opening, const cv::Rect& garment_box) {
  const double axis = garment_box.x + 0.5 * garment_box.width;
  const double off_axis = std::abs(opening.centre.x - axis) / garment_box.width;
  const double depth = (opening.centre.y - garment_box.y) / garment_box.height;
  const bool beside_the_body = off_axis > 0.17 && opening.box.height > 1.3 * opening.box.width;
  const bool at_the_neck = depth < 0.2 && opening.box.y - garment_box.y < 0.12 * garment_box.height;
  return beside_the_body || at_the_neck;
}

}  // namespace

image::Mask flood_ground(const image::Plane& distance) {
  const image::Mask near = distance < kNearDistance;
  const image::Mask reached = touching_border(near);
  const image::Mask wide =
      reached_through_wide_channels(near, std::max(2, std::max(near.cols, near.rows) / 128));
  const bool has_ground_colours = share_of_ground_colour(distance, ~reached) > 0.04;
  const float limit = has_ground_colours ? median_distance(distance, wide) + 0.6F : kNearDistance;

  image::Mask ground = wide.clone();
  const image::Mask narrow = reached & ~wide;
  cv::Mat1i regions;
  cv::Mat1i statistics;
  cv::Mat1d centres;
  const int count = cv::connectedComponentsWithStats(narrow, regions, statistics, centres, 4);
  for (int label = 1; label < count; ++label) {
    const cv::Rect box(statistics(label, cv::CC_STAT_LEFT), statistics(label, cv::CC_STAT_TOP),
                       statistics(label, cv::CC_STAT_WIDTH), statistics(label, cv::CC_STAT_HEIGHT));
    const image::Mask region = regions(box) == label;
    if (statistics(label, cv::CC_STAT_AREA) < 40 || median_distance(distance(box), region) < limit) {
      ground(box).setTo(255, region);
    }
  }
  return ground;
}

image::Mask find_openings(const image::Plane& distance, const image::Mask& garment) {
  image::Mask openings = image::Mask::zeros(garment.size());
  const cv::Rect garment_box = cv::boundingRect(garment);
  const int garment_area = cv::countNonZero(garment);
  if (garment_area == 0) return openings;

  const image::Mask near = (distance < 3.0F) & garment;
  cv::Mat1i regions;
  cv::Mat1i statistics;
  cv::Mat1d centres;
  const int count = cv::connectedComponentsWithStats(near, regions, statistics, centres, 4);
  for (int label = 1; label < count; ++label) {
    const Opening opening{
        label,
        cv::Rect(statistics(label, cv::CC_STAT_LEFT), statistics(label, cv::CC_STAT_TOP),
                 statistics(label, cv::CC_STAT_WIDTH), statistics(label, cv::CC_STAT_HEIGHT)),
        statistics(label, cv::CC_STAT_AREA), cv::Point2d(centres(label, 0), centres(label, 1))};
    if (opening.area < 0.0006 * garment_area || !is_placed_as_opening(opening, garment_box)) continue;
    const image::Mask region = regions(opening.box) == label;
    const double mean_distance = cv::mean(distance(opening.box), region)[0];
    if (mean_distance > 1.5) continue;
    openings(opening.box).setTo(255, region);
  }
  return openings;
}

image::Mask keep_large_regions(const image::Mask& mask, double share_min) {
  cv::Mat1i regions;
  cv::Mat1i statistics;
  cv::Mat1d centres;
  const int count = cv::connectedComponentsWithStats(mask, regions, statistics, centres, 8);
  int largest = 0;
  for (int label = 1; label < count; ++label)
    largest = std::max(largest, statistics(label, cv::CC_STAT_AREA));
  std::vector<unsigned char> kept(static_cast<std::size_t>(count), 0);
  for (int label = 1; label < count; ++label) {
    if (statistics(label, cv::CC_STAT_AREA) >= share_min * largest)
      kept[static_cast<std::size_t>(label)] = 255;
  }
  image::Mask result(mask.size());
  for (int y = 0; y < mask.rows; ++y) {
    for (int x = 0; x < mask.cols; ++x) result(y, x) = kept[static_cast<std::size_t>(regions(y, x))];
  }
  return result;
}

}  // namespace drape::garment
