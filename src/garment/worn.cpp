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
// No print shows a person that large: one on a shirt that fills the picture stays under it.
constexpr double kShareOfPictureSure = 0.25;

double share_of_picture(const image::Mask& person) {
  return static_cast<double>(cv::countNonZero(person)) / static_cast<double>(person.total());
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

Result<std::optional<image::Mask>> find_wearer(const image::Image& picture, const vision::Vision& vision) {
  const auto persons = vision.detect_persons(picture);
  if (!persons) return fail(persons.error());
  for (const vision::PersonDetection& person : *persons) {
    if (person.score < kPersonScoreMin) continue;
    const auto pose = vision.estimate_pose(picture, person);
    if (!pose) return fail(pose.error());
    if (pose->presence < kPresenceMin) continue;
    const auto face = has_face(picture, *pose, vision);
    if (!face) return fail(face.error());
    const auto hand = *face ? face : has_hand(picture, *pose, vision);
    if (!hand) return fail(hand.error());
    if (*hand) return std::optional<image::Mask>(pose->mask > 0.5F);
  }
  return std::optional<image::Mask>();
}

bool is_surely_worn(const image::Mask& wearer) {
  return share_of_picture(wearer) > kShareOfPictureSure;
}

bool is_worn(const image::Mask& wearer, const image::Mask& cutout) {
  if (cutout.empty()) return share_of_picture(wearer) > kShareOfPictureMin;
  return cv::countNonZero(wearer & cutout) > kShareOfCutoutMin * cv::countNonZero(cutout);
}

}  // namespace drape::garment
