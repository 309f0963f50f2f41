#pragma once

#include "base/result.h"
#include "image/image.h"
#include "vision/vision.h"

namespace drape::person {

/// Probability of each pixel of the photograph to belong to the person, from the pose network's mask and the
/// selfie network seen twice (whole picture, square around the person). Fails as the network does.
Result<image::Plane> find_person_mask(const image::Image& photo, const vision::Pose& pose,
                                      const vision::Vision& vision);

/// Bounding box of what a mask holds above one half; empty when nothing.
cv::Rect mask_box(const image::Plane& mask);

}  // namespace drape::person
