#pragma once

#include "person/torso_frame.h"
#include "vision/vision.h"

namespace drape::person {

/// The face's own frame: origin half way between forehead and chin, `up` towards the forehead.
struct FaceFrame {
  cv::Point2f centre, up, across;
  float height = 1;  ///< Chin to hairline, pixels.
  float width = 1;   ///< Ear to ear, pixels, at least .70 of the height (turned heads).
  cv::Point2f chin;
  cv::Point2f jaw_left, jaw_right;   ///< Corners of the jaw by their place in the picture.
  std::vector<cv::Point2f> outline;  ///< Closed polygon around the face.
  bool from_mesh = false;            ///< Else a guess from the pose's head points.
};
FaceFrame make_face_frame(const BodyPoints& points, const std::optional<std::vector<cv::Point2f>>& mesh);

/// Planes over a picture in the frame.
struct FaceCoordinates {
  image::Plane across, up;   ///< Pixels from the centre.
  image::Plane head_radius;  ///< 1 on the ellipse around a head with its hair.
  image::Mask hull;          ///< 255 inside the outline.
};
FaceCoordinates face_coordinates(const FaceFrame& face, cv::Size size);

}  // namespace drape::person
