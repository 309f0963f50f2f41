#include "person/overlay.h"

#include <opencv2/imgproc.hpp>

#include "person/pixel_rows.h"

namespace drape::person {
namespace {

constexpr float kTint = 0.5F;
const cv::Scalar kPointColour(255, 220, 0);
const cv::Scalar kArmColour(255, 255, 255);
const cv::Scalar kSleeveColour(255, 0, 255);
const cv::Scalar kWaistColour(0, 255, 255);
constexpr float kVisibleMin = 0.5F;

image::Image tinted(const PersonModel& model) {
  image::Image picture(model.image.size());
  for_each_row(picture.rows, [&](int y) {
    for (int x = 0; x < picture.cols; ++x) {
      const auto label = static_cast<Label>(model.labels(y, x));
      const cv::Vec3f colour(model.image(y, x));
      const float tint = label == Label::kBackground ? 0 : kTint;
      picture(y, x) = cv::Vec3b(colour * (1 - tint) + cv::Vec3f(label_colour(label)) * tint);
    }
  });
  return picture;
}

void draw_waist(image::Image& picture, const PersonModel& model, int thickness) {
  constexpr int kDash = 8;
  const float reach = 0.6F * model.torso.shoulder_width;
  for (int x = 1; x < static_cast<int>(model.waist.y.size()); ++x) {
    if (std::abs(static_cast<float>(x) - model.torso.hip_mid.x) > reach) continue;
    if (!model.waist.certain && x / kDash % 2 == 1) continue;
    const auto i = static_cast<std::size_t>(x);
    cv::line(picture, {x - 1, cvRound(model.waist.y[i - 1])}, {x, cvRound(model.waist.y[i])}, kWaistColour,
             thickness);
  }
}

cv::Point2f along_arm(const Arm& arm, float place) {
  if (place <= 1) return arm.shoulder + (arm.elbow - arm.shoulder) * place;
  return arm.elbow + (arm.wrist - arm.elbow) * std::min(place - 1, 1.0F);
}

void draw_arm(image::Image& picture, const Arm& arm, int thickness) {
  cv::line(picture, arm.shoulder, arm.elbow, kArmColour, thickness, cv::LINE_AA);
  cv::line(picture, arm.elbow, arm.wrist, kArmColour, thickness, cv::LINE_AA);
  cv::line(picture, arm.wrist, arm.tip, kArmColour, thickness, cv::LINE_AA);
  cv::circle(picture, along_arm(arm, arm.sleeve_end), 4 * thickness, kSleeveColour,
             arm.in_front_of_torso ? cv::FILLED : thickness, cv::LINE_AA);
  if (!arm.hand) return;
  for (const cv::Point2f& p : arm.hand->points)
    cv::circle(picture, p, thickness, kSleeveColour, cv::FILLED, cv::LINE_AA);
}

}  // namespace

cv::Vec3b label_colour(Label label) {
  switch (label) {
    case Label::kHair:
      return {255, 128, 0};
    case Label::kFace:
      return {255, 205, 180};
    case Label::kNeck:
      return {255, 255, 0};
    case Label::kLeftArm:
      return {255, 80, 80};
    case Label::kRightArm:
      return {160, 60, 220};
    case Label::kLeftHand:
      return {255, 0, 140};
    case Label::kRightHand:
      return {90, 0, 160};
    case Label::kUpperClothes:
      return {40, 90, 230};
    case Label::kLowerClothes:
      return {40, 170, 60};
    case Label::kLegs:
      return {0, 220, 200};
    case Label::kFeet:
      return {130, 90, 40};
    case Label::kBackground:
    case Label::kCount:
      break;
  }
  return {0, 0, 0};
}

image::Image draw_overlay(const PersonModel& model) {
  image::Image picture = tinted(model);
  const int thickness = std::max(1, model.image.rows / 512);
  draw_waist(picture, model, thickness);
  for (const Arm& arm : model.arms) draw_arm(picture, arm, thickness);
  for (const vision::KeyPoint& point : model.pose.points) {
    const int fill = point.visibility > kVisibleMin ? cv::FILLED : 1;
    cv::circle(picture, point.position, 2 * thickness, kPointColour, fill, cv::LINE_AA);
  }
  return picture;
}

}  // namespace drape::person
