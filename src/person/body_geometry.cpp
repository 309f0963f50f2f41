#include "person/body_geometry.h"

#include <opencv2/imgproc.hpp>

namespace drape::person {
namespace {

// Half widths of limbs in shoulder widths: generous, since sleeves and trousers widen them.
constexpr std::array<float, 4> kArmHalfWidths = {0.17F, 0.13F, 0.085F, 0.075F};
constexpr std::array<float, 3> kLegHalfWidths = {0.27F, 0.20F, 0.15F};
// The knuckles lie at 1 / 1.7 of the way from the wrist to the finger tips.
constexpr float kTipPerKnuckle = 1.7F;
constexpr float kHandPresenceMin = 0.5F;
// A hand whose wrist is farther from the pose's wrist (in shoulder widths) is somebody else's or a mistake.
constexpr float kWristGapMax = 0.45F;
constexpr float kFingerWidth = 0.07F;  // Shoulder widths.

BodyPoints working_points(const vision::Pose& pose, const WorkingPicture& picture) {
  BodyPoints points;
  for (std::size_t i = 0; i < points.size(); ++i) points[i] = picture.to_working(pose.points[i].position);
  return points;
}

std::optional<std::vector<cv::Point2f>> working_mesh(const std::optional<vision::FaceMesh>& face,
                                                     const WorkingPicture& picture) {
  if (!face) return std::nullopt;
  std::vector<cv::Point2f> mesh;
  mesh.reserve(face->points.size());
  for (const cv::Point3f& p : face->points) mesh.push_back(picture.to_working({p.x, p.y}));
  return mesh;
}

image::Mask draw_hand(const vision::Hand& hand, const WorkingPicture& picture, float shoulder_width) {
  std::vector<cv::Point> joints;
  for (const cv::Point2f& p : hand.points) {
    const cv::Point2f q = picture.to_working(p);
    joints.emplace_back(cvRound(q.x), cvRound(q.y));
  }
  image::Mask mask(picture.size(), uchar{0});
  std::vector<cv::Point> hull;
  cv::convexHull(joints, hull);
  cv::fillConvexPoly(mask, hull, 255);
  const int thickness = std::max(2, static_cast<int>(kFingerWidth * shoulder_width));
  constexpr std::size_t kJointsPerFinger = 4;
  for (std::size_t first = 1; first < joints.size(); first += kJointsPerFinger) {
    cv::Point from = joints[0];
    for (std::size_t i = first; i < first + kJointsPerFinger; ++i) {
      cv::line(mask, from, joints[i], 255, thickness);
      from = joints[i];
    }
  }
  cv::dilate(mask, mask, cv::Mat::ones(3, 3, CV_8U));
  return mask;
}

bool is_at_wrist(const vision::Hand& hand, cv::Point2f wrist, float shoulder_width) {
  return hand.presence > kHandPresenceMin &&
         cv::norm(hand.points[0] - wrist) <= kWristGapMax * shoulder_width;
}

ArmGeometry make_arm(const BodyGeometry& body, std::size_t side, const WorkingPicture& picture) {
  const auto point = [&](int left_index) { return body.points[static_cast<std::size_t>(left_index) + side]; };
  const cv::Point2f shoulder = point(vision::kLeftShoulder);
  const cv::Point2f wrist = point(vision::kLeftWrist);
  const cv::Point2f knuckles = (point(vision::kLeftPinky) + point(vision::kLeftIndex)) / 2;
  ArmGeometry arm;
  arm.path = {shoulder + (shoulder - body.torso.shoulder_mid) * 0.02F, point(vision::kLeftElbow), wrist,
              wrist + (knuckles - wrist) * kTipPerKnuckle};
  std::array<LimbJoint, 4> joints;
  for (std::size_t i = 0; i < joints.size(); ++i) {
    joints[i] = {arm.path[i], kArmHalfWidths[i] * body.torso.shoulder_width};
  }
  arm.field = limb_field(joints, picture.size());
  return arm;
}

LimbField make_leg(const BodyGeometry& body, std::size_t side, const WorkingPicture& picture) {
  constexpr std::array<int, 3> kJoints = {vision::kLeftHip, vision::kLeftKnee, vision::kLeftAnkle};
  std::array<LimbJoint, 3> joints;
  for (std::size_t i = 0; i < joints.size(); ++i) {
    joints[i] = {body.points[static_cast<std::size_t>(kJoints[i]) + side],
                 kLegHalfWidths[i] * body.torso.shoulder_width};
  }
  return limb_field(joints, picture.size());
}

}  // namespace

BodyGeometry make_body_geometry(const Sightings& sightings, const WorkingPicture& picture) {
  BodyGeometry body;
  body.points = working_points(sightings.pose, picture);
  body.torso = make_torso_frame(body.points);
  body.torso_at = torso_coordinates(body.torso, picture.size());
  body.face = make_face_frame(body.points, working_mesh(sightings.face, picture));
  body.face_at = face_coordinates(body.face, picture.size());
  const float photo_shoulder_width = body.torso.shoulder_width / picture.scale;
  for (std::size_t side = 0; side < 2; ++side) {
    body.arms[side] = make_arm(body, side, picture);
    body.legs[side] = make_leg(body, side, picture);
    const auto& hand = sightings.hands[side];
    const cv::Point2f wrist = sightings.pose.points[vision::kLeftWrist + side].position;
    if (hand && is_at_wrist(*hand, wrist, photo_shoulder_width)) {
      body.arms[side].hand = draw_hand(*hand, picture, body.torso.shoulder_width);
    }
  }
  body.arm_radius = cv::min(body.arms[0].field.radius, body.arms[1].field.radius);
  return body;
}

}  // namespace drape::person
