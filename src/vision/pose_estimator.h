#pragma once

#include "vision/network.h"
#include "vision/region.h"
#include "vision/vision.h"

namespace drape::vision {

/// The region for the landmark network: around the hip centre, reaching 1.25 times as far as the full-body
/// circle, turned so that the body stands upright (Bazarevsky et al. 2020, "BlazePose").
[[nodiscard]] Region body_region(cv::Point2f hip_center, cv::Point2f circle_point);

/// Key points and mask of the person; see Vision::estimate_pose.
[[nodiscard]] Result<Pose> estimate_pose(const Network& network, const image::Image& image,
                                         const PersonDetection& person);

}  // namespace drape::vision
