#pragma once

#include <opencv2/core.hpp>

#include "image/image.h"

namespace drape::vision {

/// A square of a picture to look at, possibly turned and possibly reaching outside. Coordinates are those of
/// pixel centres: (0, 0) is the centre of the top-left pixel.
struct Region {
  cv::Point2f center;
  float size = 0;   ///< Pixels.
  float angle = 0;  ///< Radians, clockwise as seen: how far the region's own axes are turned.
};

/// The smallest upright square around the whole picture.
[[nodiscard]] Region whole_picture(cv::Size size);

/// The region of an upright square given by its edges: a square from x = -0.5 to W - 0.5 covers W pixels.
[[nodiscard]] Region upright_square(const cv::Rect2f& square);

/// The turn that makes the direction from -> to point to the region's right.
[[nodiscard]] float angle_of(cv::Point2f direction);

enum class Outside { kBlack, kRepeatEdge };

/// Connects a region of a picture to the square input of a network.
class Crop {
 public:
  /// REQUIRES: region.size > 0, side > 0.
  Crop(const Region& region, int side);

  /// The region's pixels as 0..255 floats, side x side, without aliasing when it is scaled down.
  [[nodiscard]] cv::Mat3f take(const image::Image& image, Outside outside) const;

  /// A point that a network gives in pixels of its input, where the left edge of the first pixel is 0, in
  /// pixels of the picture.
  [[nodiscard]] cv::Point2f to_picture(cv::Point2f point) const;

  /// Pixels of the picture for one pixel of the network's input.
  [[nodiscard]] float scale() const { return scale_; }

  /// Lays a side x side plane back into a picture of the given size; `outside` fills the rest.
  [[nodiscard]] cv::Mat1f lay_back(const cv::Mat1f& plane, cv::Size picture, float outside) const;

 private:
  /// Index of a pixel of the crop -> index of a pixel of the picture.
  [[nodiscard]] cv::Matx23d pixel_transform() const;
  [[nodiscard]] cv::Rect bounds(cv::Size picture) const;

  Region region_;
  int side_;
  float scale_;
};

}  // namespace drape::vision
