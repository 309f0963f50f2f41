#pragma once

#include "image/image.h"

namespace drape::person {

/// Height at which labels are solved. The constants of the models are calibrated for it.
inline constexpr int kWorkingHeight = 512;

/// Lab as the models see it: L* x 2.55 (0..255), a*, b*. The stretched L* separates shades of one cloth about
/// as well as hues, which is what clothes need; skin models weigh it down again.
inline constexpr float kLightnessStretch = 2.55F;

/// The part of the photograph that is analysed, at the scale at which labels are solved.
struct WorkingPicture {
  cv::Rect window;  ///< In the photograph, pixels.
  float scale = 1;  ///< Working pixels for one pixel of the photograph.
  image::Image rgb;
  cv::Mat3f lab;  ///< Stretched Lab, see kLightnessStretch; lightly smoothed.

  [[nodiscard]] cv::Size size() const { return rgb.size(); }
  [[nodiscard]] cv::Point2f to_working(cv::Point2f photo) const;
  [[nodiscard]] cv::Point2f to_photo(cv::Point2f working) const;
};

/// REQUIRES: `window` inside the photograph and not empty.
WorkingPicture make_working_picture(const image::Image& photo, const cv::Rect& window);

/// A plane of the photograph's size, cut and scaled to the working picture.
image::Plane to_working(const WorkingPicture& picture, const image::Plane& photo_plane);

/// What to analyse of the photograph: all of it, unless the person (box, pixels) is so small in it that
/// details would be lost at the working height.
cv::Rect working_window(cv::Size photo, const cv::Rect& person);

}  // namespace drape::person
