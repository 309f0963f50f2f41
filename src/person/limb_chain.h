#pragma once

#include <span>

#include "image/image.h"

namespace drape::person {

/// A joint of a limb with the limb's half width there, pixels.
struct LimbJoint {
  cv::Point2f position;
  float half_width = 1;
};

/// Where each pixel lies along a limb: `radius` is its distance from the limb's axis in half widths there (1
/// on the skin of a typical limb), `along` the place on the axis (0 first joint, 1 second, ...).
struct LimbField {
  image::Plane radius, along;
};
LimbField limb_field(std::span<const LimbJoint> joints, cv::Size size);

}  // namespace drape::person
