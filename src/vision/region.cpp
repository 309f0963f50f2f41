#include "vision/region.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace drape::vision {

namespace {

/// A part of the picture, shrunk by a whole number: pixel (0, 0) averages the `factor` x `factor` pixels of
/// the picture from `origin`.
struct Shrunk {
  image::Image image;
  cv::Point origin;
  int factor = 1;
};

/// Area averages keep fine patterns from aliasing when a large picture goes into a small network. A whole
/// factor keeps the geometry exact; bilinear sampling does the rest, less than 2 to 1.
Shrunk shrink(const image::Image& image, const cv::Rect& part, float scale) {
  const auto most = static_cast<float>(std::min(part.width, part.height));
  const int factor = static_cast<int>(std::clamp(std::floor(scale), 1.F, std::max(most, 1.F)));
  image::Image pixels = image(part);
  if (factor == 1) return {pixels, part.tl(), factor};
  const auto missing = [&](int length) { return (factor - length % factor) % factor; };
  image::Image whole;
  cv::copyMakeBorder(pixels, whole, 0, missing(pixels.rows), 0, missing(pixels.cols), cv::BORDER_REPLICATE);
  image::Image small;
  cv::resize(whole, small, whole.size() / factor, 0, 0, cv::INTER_AREA);
  return {small, part.tl(), factor};
}

}  // namespace

Region whole_picture(cv::Size size) {
  const cv::Point2f center{0.5F * static_cast<float>(size.width - 1),
                           0.5F * static_cast<float>(size.height - 1)};
  return {center, static_cast<float>(std::max(size.width, size.height)), 0};
}

Region upright_square(const cv::Rect2f& square) {
  return {0.5F * (square.tl() + square.br()), std::max(square.width, square.height), 0};
}

float angle_of(cv::Point2f direction) {
  return std::atan2(direction.y, direction.x);
}

Crop::Crop(const Region& region, int side)
    : region_(region), side_(side), scale_(region.size / static_cast<float>(side)) {
  assert(region.size > 0 && side > 0);
}

cv::Matx23d Crop::pixel_transform() const {
  const double c = std::cos(region_.angle) * scale_;
  const double s = std::sin(region_.angle) * scale_;
  const double middle = 0.5 * (side_ - 1);
  return {c, -s, region_.center.x - (c - s) * middle, s, c, region_.center.y - (s + c) * middle};
}

cv::Point2f Crop::to_picture(cv::Point2f point) const {
  const cv::Matx23d transform = pixel_transform();
  const cv::Vec3d index{point.x - 0.5, point.y - 0.5, 1};
  const cv::Vec2d moved = transform * index;
  return {static_cast<float>(moved[0]), static_cast<float>(moved[1])};
}

/// The pixels of the picture that the region can touch.
cv::Rect Crop::bounds(cv::Size picture) const {
  const float reach =
      region_.size * 0.5F * (std::abs(std::cos(region_.angle)) + std::abs(std::sin(region_.angle)));
  const float margin = 2 * scale_ + 2;
  const auto clamp = [](float value, int limit) {
    return static_cast<int>(std::clamp(value, 0.F, static_cast<float>(limit)));
  };
  const cv::Point first{clamp(region_.center.x - reach - margin, picture.width),
                        clamp(region_.center.y - reach - margin, picture.height)};
  const cv::Point last{clamp(region_.center.x + reach + margin + 1, picture.width),
                       clamp(region_.center.y + reach + margin + 1, picture.height)};
  return {first, last};
}

cv::Mat3f Crop::take(const image::Image& image, Outside outside) const {
  cv::Mat3f result(side_, side_, cv::Vec3f::all(0));
  cv::Rect part = bounds(image.size());
  if (part.empty() && outside == Outside::kRepeatEdge) part = cv::Rect({0, 0}, image.size());
  if (part.empty()) return result;
  const Shrunk source = shrink(image, part, scale_);
  cv::Matx23d transform = pixel_transform();
  const double factor = source.factor;
  const double block_middle = 0.5 * (factor - 1);
  transform(0, 2) -= source.origin.x + block_middle;
  transform(1, 2) -= source.origin.y + block_middle;
  transform *= 1 / factor;
  image::Image pixels;
  cv::warpAffine(source.image, pixels, transform, {side_, side_}, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                 outside == Outside::kBlack ? cv::BORDER_CONSTANT : cv::BORDER_REPLICATE);
  pixels.convertTo(result, CV_32F);
  return result;
}

cv::Mat1f Crop::lay_back(const cv::Mat1f& plane, cv::Size picture, float outside) const {
  cv::Mat1f result;
  cv::warpAffine(plane, result, pixel_transform(), picture, cv::INTER_LINEAR, cv::BORDER_CONSTANT,
                 cv::Scalar::all(outside));
  return result;
}

}  // namespace drape::vision
