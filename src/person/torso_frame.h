#pragma once

#include "person/person_model.h"

namespace drape::person {

using BodyPoints = std::array<cv::Point2f, vision::kBodyPointCount>;

/// The torso's frame from the shoulder and hip joints, in the unit of `points`.
TorsoFrame make_torso_frame(const BodyPoints& points);

/// (t, e) of every pixel.
struct TorsoCoordinates {
  image::Plane t, e;
};
TorsoCoordinates torso_coordinates(const TorsoFrame& torso, cv::Size size);

}  // namespace drape::person
