#include "garment/worn.h"

#include <algorithm>

namespace drape::garment {
namespace {

constexpr float kPersonScoreMin = 0.55F;
constexpr float kPresenceMin = 0.85F;
constexpr float kFaceScoreMin = 0.7F;
constexpr float kHandPresenceMin = 0.6F;
constexpr float kWristVisibilityMin = 0.5F;
constexpr double kShareOfCutoutMin = 0.55;
constexpr double kShareOfPictureMin = 0.15;

bool fills_foreground(const vision::Pose& pose, const image::Mask& cutout) {
  const image::Mask person = pose.mask > 0.5F;
  if (cutout.empty())
    return cv::countNonZero(person) > kShareOfPictureMin * static_cast<double>(person.total());
  return cv::countNonZero(person & cutout) > kShareOfCutoutMin * cv::countNonZero(cutout);
}

Result<bool> has_face(const image::Image& picture, const vision::Pose& pose, const vision::Vision& vision) {
  const auto faces = vision.detect_faces(picture, kFaceScoreMin);
  if (!faces) return fail(faces.error());
  return std::any_of(faces->begin(), faces->end(), [&](const vision::FaceDetection& face) {
    return face.box.contains(pose.at(vision::kNose));
  });
}

Result<bool> has_hand(const image::Image& picture, const vision::Pose& pose, const vision::Vision& vision) {
  for (const vision::Side side : {vision::Side::kLeft, vision::Side::kRight}) {
    const auto wrist = side == vision::Side::kLeft ? vision::kLeftWrist : vision::kRightWrist;
    if (pose.points[static_cast<std::size_t>(wrist)].visibility < kWristVisibilityMin) continue;
    const auto hand = vision.hand(picture, pose, side);
    if (!hand) return fail(hand.error());
    if (*hand && (*hand)->presence > kHandPresenceMin) return true;
  }
  return false;
}

}  // namespace

Result<bool> is_worn(const image::Image& picture, const image::Mask& cutout, const vision::Vision& vision) {
  const auto persons = vision.detect_persons(picture);
  if (!persons) return fail(persons.error());
  for (const vision::PersonDetection& person : *persons) {
    if (person.score < kPersonScoreMin) continue;
    const auto pose = vision.estimate_pose(picture, person);
    if (!pose) return fail(pose.error());
    if (pose->presence < kPresenceMin || !fills_foreground(*pose, cutout)) continue;
    const auto face = has_face(picture, *pose, vision);
    if (!face || *face) return face;
    const auto hand = has_hand(picture, *pose, vision);
    if (!hand || *hand) return hand;
  }
  return false;
}

}  // namespace drape::garment
