#include "tryon/geometric/lower_repair.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "tryon/geometric/body_shape.h"
#include "tryon/geometric/fit.h"

namespace drape::tryon::geometric {
namespace {

using image::Mask;
using person::Label;
using person::PersonModel;

constexpr float kArmReach = 0.15F;    // Shoulder widths from an arm's middle line,
constexpr float kHandReach = 0.08F;   // from a point of the hand.
constexpr float kGroundAway = 0.30F;  // The ground is surely seen so far from the person.
constexpr float kMissedReach = 0.30F;
constexpr float kHueApart = 9;       // Lab, without lightness.
constexpr float kThighs = 1.0F;      // Torso lengths below the hips that are searched.
constexpr float kBelowSeam = 0.05F;  // Torso lengths.

// Components of these labels that lie wholly below the waist.
Mask hanging_free(const PersonModel& person, std::initializer_list<Label> labels, float below) {
  const Mask mask = mask_of(person.labels, labels);
  cv::Mat1i component, stats;
  cv::Mat1d centres;
  const int count = cv::connectedComponentsWithStats(mask, component, stats, centres);
  std::vector<unsigned char> stray(static_cast<std::size_t>(count), 0);
  for (int i = 1; i < count; ++i) {
    if (static_cast<float>(stats(i, cv::CC_STAT_TOP)) > below) stray[static_cast<std::size_t>(i)] = 255;
  }
  Mask out(mask.size());
  for (int y = 0; y < out.rows; ++y) {
    for (int x = 0; x < out.cols; ++x) out(y, x) = stray[static_cast<std::size_t>(component(y, x))];
  }
  return out;
}

// Arm and hand pixels below the wrists that are far from every arm.
Mask far_from_arms(const PersonModel& person) {
  const float sw = person.torso.shoulder_width;
  Mask near = Mask::zeros(person.labels.size());
  float lowest = 0;
  for (const person::Arm& arm : person.arms) {
    const int width = std::max(1, cvRound(kArmReach * 2 * sw));
    const std::array<cv::Point2f, 4> path{arm.shoulder, arm.elbow, arm.wrist, arm.tip};
    for (std::size_t i = 1; i < path.size(); ++i)
      cv::line(near, cv::Point(path[i - 1]), cv::Point(path[i]), 255, width);
    if (arm.hand) {
      for (const cv::Point2f p : arm.hand->points)
        cv::circle(near, cv::Point(p), cvRound(kHandReach * sw), 255, cv::FILLED);
    }
    lowest = std::max(lowest, arm.wrist.y);
  }
  Mask far = ~near &
             mask_of(person.labels, {Label::kLeftArm, Label::kRightArm, Label::kLeftHand, Label::kRightHand});
  far.rowRange(0, std::clamp(cvRound(lowest), 0, far.rows)).setTo(0);
  return far;
}

image::Plane distance_to(const Mask& mask) {
  if (cv::countNonZero(mask) == 0) return image::Plane(mask.size(), 1e6F);
  image::Plane distance;
  cv::distanceTransform(mask == 0, distance, cv::DIST_L2, 3);
  return distance;
}

cv::Vec3f mean_colour(const PersonPlanes& planes, const Mask& mask) {
  const cv::Scalar mean = cv::mean(planes.lab_calm, mask);
  return {static_cast<float>(mean[0]), static_cast<float>(mean[1]), static_cast<float>(mean[2])};
}

// Cloth of the lower garment beside a hand, told by its hue.
Mask cloth_in_hands(const PersonModel& person, const PersonPlanes& planes) {
  Mask hands = mask_of(person.labels, {Label::kLeftHand, Label::kRightHand});
  const Mask lower = eroded(mask_of(person.labels, {Label::kLowerClothes}), 3);
  if (cv::countNonZero(lower) == 0) return Mask::zeros(hands.size());
  const cv::Vec3f cloth = mean_colour(planes, lower);
  const auto apart = [](cv::Vec3f a, cv::Vec3f b) { return std::hypot(a[1] - b[1], a[2] - b[2]); };
  for (int y = 0; y < hands.rows; ++y) {
    for (int x = 0; x < hands.cols; ++x) {
      if (!hands(y, x)) continue;
      const cv::Vec3f lab = planes.lab_calm(y, x);
      if (apart(lab, person.skin.mean) < apart(lab, cloth) + kHueApart) hands(y, x) = 0;
    }
  }
  cv::morphologyEx(hands, hands, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
  return hands;
}

// Bits of legs that the analysis took for background: on a plain ground they show by their hue, which the
// shadows of the person do not have.
Mask missed_legs(const PersonModel& person, const PersonPlanes& planes) {
  const float sw = person.torso.shoulder_width;
  const Mask free = mask_of(person.labels, {Label::kBackground});
  Mask missed = Mask::zeros(free.size());
  if (!person.plain_background) return missed;
  const Mask legs = mask_of(person.labels, {Label::kLegs, Label::kLowerClothes});
  const image::Plane near = distance_to(legs);
  const image::Plane away = distance_to(~free);
  image::Plane weight;
  const Mask sure = away > kGroundAway * sw;
  sure.convertTo(weight, CV_32F, 1 / 255.0);
  if (cv::countNonZero(weight) == 0) return missed;
  const ColourPlane ground = push_pull(planes.lab_calm, weight);
  const int last =
      std::min(free.rows, static_cast<int>(person.torso.hip_mid.y + kThighs * person.torso.length));
  for (int y = std::max(0, static_cast<int>(*waist_y(person))); y < last; ++y) {
    for (int x = 0; x < free.cols; ++x) {
      if (!free(y, x) || near(y, x) > kMissedReach * sw) continue;
      const cv::Vec3f d = planes.lab_calm(y, x) - ground(y, x);
      if (std::hypot(d[1], d[2]) > kHueApart) missed(y, x) = 255;
    }
  }
  cv::morphologyEx(missed, missed, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_RECT, {5, 5}));
  return missed;
}

}  // namespace

void repair_lower_labels(PersonModel& person, const PersonPlanes& planes) {
  const float below = *waist_y(person) + kBelowSeam * person.torso.length;
  const Mask stray = hanging_free(person, {Label::kHair, Label::kFace, Label::kNeck}, below) |
                     hanging_free(person, {Label::kUpperClothes}, below) | far_from_arms(person) |
                     missed_legs(person, planes) | cloth_in_hands(person, planes);
  if (cv::countNonZero(stray) == 0) return;
  const image::Plane to_legs = distance_to(mask_of(person.labels, {Label::kLegs}));
  const image::Plane to_lower = distance_to(mask_of(person.labels, {Label::kLowerClothes}));
  for (int y = 0; y < stray.rows; ++y) {
    for (int x = 0; x < stray.cols; ++x) {
      if (!stray(y, x)) continue;
      const Label label = to_legs(y, x) < to_lower(y, x) ? Label::kLegs : Label::kLowerClothes;
      person.labels(y, x) = static_cast<unsigned char>(label);
    }
  }
}

void drop_cloth_beside_arms(PersonModel& person, const image::LabelMap& before) {
  const Mask added = mask_of(person.labels, {Label::kUpperClothes}) & mask_of(before, {Label::kBackground});
  person.labels.setTo(static_cast<int>(Label::kBackground), added);
}

}  // namespace drape::tryon::geometric
