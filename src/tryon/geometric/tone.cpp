#include "tryon/geometric/tone.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace drape::tryon::geometric {
namespace {

using person::Label;

constexpr int kEnoughPixels = 300;
// Faces and necks are modelled by shadows that shoulders and arms do not have.
constexpr float kLitFace = 0.65F;
constexpr float kLitNeck = 0.70F;
constexpr float kLitArm = 0.55F;

// Of each channel the value that this share of the pixels is below.
cv::Vec3f quantile_colour(const ColourPlane& colour, const image::Mask& mask, float share) {
  std::array<std::vector<float>, 3> values;
  for (int y = 0; y < mask.rows; ++y) {
    for (int x = 0; x < mask.cols; ++x) {
      if (!mask(y, x)) continue;
      for (int k = 0; k < 3; ++k) values[static_cast<std::size_t>(k)].push_back(colour(y, x)[k]);
    }
  }
  cv::Vec3f quantile;
  for (int k = 0; k < 3; ++k) {
    auto& v = values[static_cast<std::size_t>(k)];
    if (v.empty()) continue;
    const auto middle = v.begin() + static_cast<std::ptrdiff_t>(share * static_cast<float>(v.size() - 1));
    std::nth_element(v.begin(), middle, v.end());
    quantile[k] = *middle;
  }
  return quantile;
}

cv::Vec3f to_rgb(cv::Vec3f lab) {
  const cv::Mat3f one(1, 1, lab);
  cv::Mat3f rgb;
  cv::cvtColor(one, rgb, cv::COLOR_Lab2RGB);
  return rgb(0, 0) * 255.0F;
}

}  // namespace

bool is_like_skin(cv::Vec3f lab, cv::Vec3f mean) {
  return std::abs(lab[1] - mean[1]) < 14 && std::abs(lab[2] - mean[2]) < 16 && lab[0] > 0.45F * mean[0] &&
         std::hypot(lab[1], lab[2]) > 0.55F * std::hypot(mean[1], mean[2]);
}

SkinTone measure_skin(const person::PersonModel& person, const PersonPlanes& planes, const BodyShape& body) {
  const image::Mask arms = mask_of(person.labels, {Label::kLeftArm, Label::kRightArm});
  const image::Mask hands = mask_of(person.labels, {Label::kLeftHand, Label::kRightHand});
  const image::Mask neck = mask_of(person.labels, {Label::kNeck});
  image::Mask face = mask_of(person.labels, {Label::kFace});
  const int below_eyes =
      std::clamp(static_cast<int>(body.chin.position.y - 1.3F * body.chin.face_height), 0, face.rows);
  face.rowRange(0, below_eyes).setTo(0);
  SkinTone tone;
  tone.visible = eroded(arms | hands | neck | face, 3);
  for (int y = 0; y < face.rows; ++y) {
    for (int x = 0; x < face.cols; ++x) {
      if (tone.visible(y, x) && !is_like_skin(planes.lab(y, x), person.skin.mean)) tone.visible(y, x) = 0;
    }
  }
  const auto seen = [&](const image::Mask& mask) { return cv::countNonZero(mask) > kEnoughPixels; };
  const image::Mask face_skin = tone.visible & face;
  tone.face =
      seen(face_skin) ? quantile_colour(planes.colour, face_skin, kLitFace) : to_rgb(person.skin.mean);
  const image::Mask neck_skin = tone.visible & neck;
  tone.neck_seen = seen(neck_skin);
  tone.neck = tone.neck_seen ? quantile_colour(planes.colour, neck_skin, kLitNeck) : tone.face * 0.96F;
  const image::Mask arm_skin = tone.visible & arms;
  const image::Mask hand_skin = tone.visible & hands;
  tone.arm_seen = seen(arm_skin);
  const cv::Vec3f head = tone.face * 0.7F + tone.neck * 0.3F;
  if (tone.arm_seen) {
    tone.arm = quantile_colour(planes.colour, arm_skin, kLitArm);
  } else {
    // Hands are darker and redder than arms.
    tone.arm =
        seen(hand_skin) ? quantile_colour(planes.colour, hand_skin, kLitArm) * 0.35F + head * 0.65F : head;
  }
  tone.shoulder = tone.arm_seen ? tone.arm * 0.6F + head * 0.4F : head;
  return tone;
}

}  // namespace drape::tryon::geometric
