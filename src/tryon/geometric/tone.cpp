#include "tryon/geometric/tone.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace drape::tryon::geometric {
namespace {

using person::Label;

constexpr int kEnoughPixels = 300;

cv::Vec3f median_colour(const ColourPlane& colour, const image::Mask& mask) {
  std::array<std::vector<float>, 3> values;
  for (int y = 0; y < mask.rows; ++y) {
    for (int x = 0; x < mask.cols; ++x) {
      if (!mask(y, x)) continue;
      for (int k = 0; k < 3; ++k) values[static_cast<std::size_t>(k)].push_back(colour(y, x)[k]);
    }
  }
  cv::Vec3f median;
  for (int k = 0; k < 3; ++k) {
    auto& v = values[static_cast<std::size_t>(k)];
    if (v.empty()) continue;
    const auto middle = v.begin() + static_cast<std::ptrdiff_t>(v.size() / 2);
    std::nth_element(v.begin(), middle, v.end());
    median[k] = *middle;
  }
  return median;
}

cv::Vec3f to_rgb(cv::Vec3f lab) {
  const cv::Mat3f one(1, 1, lab);
  cv::Mat3f rgb;
  cv::cvtColor(one, rgb, cv::COLOR_Lab2RGB);
  return rgb(0, 0) * 255.0F;
}

bool is_like_skin(cv::Vec3f lab, cv::Vec3f mean) {
  return std::abs(lab[1] - mean[1]) < 14 && std::abs(lab[2] - mean[2]) < 16 && lab[0] > 0.45F * mean[0] &&
         std::hypot(lab[1], lab[2]) > 0.55F * std::hypot(mean[1], mean[2]);
}

}  // namespace

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
  tone.face = seen(face_skin) ? median_colour(planes.colour, face_skin) : to_rgb(person.skin.mean);
  const image::Mask neck_skin = tone.visible & neck;
  tone.neck_seen = seen(neck_skin);
  tone.neck = tone.neck_seen ? median_colour(planes.colour, neck_skin) : tone.face * 0.96F;
  image::Mask arm_skin = tone.visible & arms;
  if (!seen(arm_skin)) arm_skin = tone.visible & hands;
  tone.arm_seen = seen(arm_skin);
  tone.arm = tone.arm_seen ? median_colour(planes.colour, arm_skin) : tone.neck * 0.5F + tone.face * 0.5F;
  return tone;
}

}  // namespace drape::tryon::geometric
