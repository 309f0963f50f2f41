#pragma once

#include <array>
#include <vector>

#include "person/person_model.h"
#include "tryon/geometric/arm_path.h"

namespace drape::tryon::geometric {

/// Sides of the picture, not of the person: 0 is the picture's left (a frontal person's right arm).
inline constexpr std::array<int, 2> kSides{0, 1};

/// -1 on the picture's left, +1 on its right.
[[nodiscard]] inline float sign_of(int side) {
  return side == 0 ? -1.0F : 1.0F;
}

/// The arm that a frontal picture shows on `side`.
[[nodiscard]] inline const person::Arm& arm_on(const person::PersonModel& person, int side) {
  return person.arms[side == 0 ? 1 : 0];
}
[[nodiscard]] inline person::Label arm_label(int side) {
  return side == 0 ? person::Label::kRightArm : person::Label::kLeftArm;
}
[[nodiscard]] inline person::Label hand_label(int side) {
  return side == 0 ? person::Label::kRightHand : person::Label::kLeftHand;
}

/// 255 where the label is one of `wanted`.
[[nodiscard]] image::Mask mask_of(const image::LabelMap& labels, std::initializer_list<person::Label> wanted);

/// The head's lower end. `face_height` is the distance from the eyes to the mouth.
struct Chin {
  cv::Point2f position;
  float face_height = 0;
};

/// An arm as the picture shows it, clothed or bare.
struct ArmShape {
  ArmPath path;              ///< Starts a little outward of the shoulder joint.
  float outward = 1;         ///< Factor on the path's left-hand normal that points away from the body.
  std::vector<float> at;     ///< Arc lengths of the samples, shoulder to wrist.
  std::vector<float> outer;  ///< Distance from the path to the silhouette, away from the body.
  std::vector<float> bare;   ///< Half width of the arm itself without cloth (estimated).
  float old_cuff = -1;       ///< Arc length where the old sleeve ends; negative without one.
  bool behind = false;       ///< Nothing of forearm and hand is seen: the arm is behind the back.
  [[nodiscard]] cv::Point2f normal(float s, float reach) const {
    const cv::Point2f t = path.tangent(s, reach);
    return cv::Point2f(t.y, -t.x) * outward;
  }
};

/// Where BodyShape::shoulder ends, as a share of the way from the tip (0) to the base of the neck (1).
inline constexpr float kShoulderReach = 1.35F;

/// What the garment is laid on. Indexed by side of the picture.
struct BodyShape {
  Chin chin;
  cv::Point2f neck_top;              ///< Middle of the neck between the corners of the jaw.
  std::array<cv::Point2f, 2> tip;    ///< Where a set-in sleeve's seam meets the shoulder.
  std::array<Polyline, 2> shoulder;  ///< Tip -> base of the neck -> a little up the neck, on the silhouette.
  std::array<ArmShape, 2> arms;
};

[[nodiscard]] BodyShape measure_body(const person::PersonModel& person);

/// Distances from the torso's axis to its left and right edge at row `y` along the picture's rows, arms left
/// out, kept within sensible bounds of a body with these shoulders and hips.
[[nodiscard]] std::array<float, 2> torso_half_widths(const person::PersonModel& person, float y);

/// Column of the torso's axis at row `y`.
[[nodiscard]] float axis_x(const person::PersonModel& person, float y);

}  // namespace drape::tryon::geometric
