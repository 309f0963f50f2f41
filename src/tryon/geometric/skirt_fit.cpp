#include "tryon/geometric/skirt_fit.h"

#include <algorithm>

#include "tryon/geometric/body_shape.h"

namespace drape::tryon::geometric {
namespace {

constexpr float kShortest = 1.45F;    // t of a hem that surely covers the hips.
constexpr float kAboveFloor = 0.03F;  // Torso lengths: the lowest hem above the ankles.
constexpr float kLengthenedMax = 1.20F;
constexpr float kShortenedMin = 0.80F;
constexpr float kLoosestTorso = 1.28F;  // Of the body's width, as for tops.
constexpr float kFlareFrom = 0.60F;     // t at which a skirt may begin to spread,
constexpr float kFlareFree = 1.05F;     // and from which only the garment says how far.
constexpr float kNarrowest = 0.62F;     // Of the hips' width: a pencil skirt around two legs.

}  // namespace

SkirtFit::SkirtFit(const person::PersonModel& person)
    : person_(person),
      hips_(person.torso.hip_mid),
      feet_((person.pose.at(vision::kLeftAnkle) + person.pose.at(vision::kRightAnkle)) / 2) {
  // Legs that are not in the picture hang straight down.
  if (feet_.y < hips_.y + person.torso.length) feet_ = hips_ + cv::Point2f(0, 2 * person.torso.length);
}

float SkirtFit::below_hips(float y) const {
  return smooth_step((y - hips_.y + 0.2F * person_.torso.length) / (0.4F * person_.torso.length));
}

float SkirtFit::middle(float y) const {
  const float torso = axis_x(person_, y);
  const float share = (y - hips_.y) / (feet_.y - hips_.y);
  const float legs = hips_.x + (feet_.x - hips_.x) * std::max(share, 0.0F);
  const float below = below_hips(y);
  return torso * (1 - below) + legs * below;
}

cv::Point2f SkirtFit::across(float y) const {
  const float below = below_hips(y);
  const cv::Point2f mixed = person_.torso.across * (1 - below) + cv::Point2f(1, 0) * below;
  return mixed / static_cast<float>(cv::norm(mixed));
}

float SkirtFit::half_width(float y, float garment_half, float body) const {
  const float sw = person_.torso.shoulder_width;
  const float t = (y - person_.torso.shoulder_mid.y) / person_.torso.length;
  const float legs = smooth_step((t - 1.1F) / 0.6F);
  const float narrowest = body * (1 - legs) + kNarrowest * body * legs + 0.01F * sw;
  const float torso_widest = kLoosestTorso * body + 0.01F * sw;
  const float free = smooth_step((t - kFlareFrom) / (kFlareFree - kFlareFrom));
  const float widest = torso_widest + std::max(0.0F, garment_half - torso_widest) * free;
  return std::clamp(garment_half, narrowest, std::max(widest, narrowest));
}

float SkirtFit::length_factor(float neck_y, float natural_length) const {
  const float tl = person_.torso.length;
  const float shortest = person_.torso.at(kShortest, 0).y;
  const float longest = feet_.y - kAboveFloor * tl;
  const float natural = neck_y + natural_length;
  const auto to = [&](float y) { return (y - neck_y) / natural_length; };
  if (natural < shortest) return std::min(to(shortest), kLengthenedMax);
  return natural > longest ? std::max(to(longest), kShortenedMin) : 1;
}

}  // namespace drape::tryon::geometric
