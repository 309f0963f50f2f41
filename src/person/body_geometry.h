#pragma once

#include <array>
#include <optional>

#include "person/face_frame.h"
#include "person/limb_chain.h"
#include "person/torso_frame.h"
#include "person/working_picture.h"

namespace drape::person {

/// What the networks saw, in photograph pixels.
struct Sightings {
  vision::Pose pose;
  std::optional<vision::FaceMesh> face;
  std::array<std::optional<vision::Hand>, 2> hands;  ///< Person's left, right.
};

/// One arm in working pixels.
struct ArmGeometry {
  std::array<cv::Point2f, 4> path;  ///< Shoulder, elbow, wrist, finger tips.
  LimbField field;                  ///< along: 1 elbow, 2 wrist, 3 tips.
  image::Mask hand;                 ///< 255 on the hand; empty when the hand network saw none.
};

/// Where the body's parts lie by the key points alone, in working pixels.
struct BodyGeometry {
  BodyPoints points;
  TorsoFrame torso;
  TorsoCoordinates torso_at;
  FaceFrame face;
  FaceCoordinates face_at;
  std::array<ArmGeometry, 2> arms;  ///< Person's left, right.
  std::array<LimbField, 2> legs;    ///< along: 1 knee, 2 ankle.
  image::Plane arm_radius;          ///< Of the nearer arm.

  [[nodiscard]] cv::Size size() const { return arm_radius.size(); }
};
BodyGeometry make_body_geometry(const Sightings& sightings, const WorkingPicture& picture);

}  // namespace drape::person
