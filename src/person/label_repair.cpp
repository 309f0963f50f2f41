#include "person/label_repair.h"

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "person/body_zones.h"
#include "person/label_cleanup.h"
#include "person/pixel_rows.h"

namespace drape::person {
namespace {

constexpr float kArmReach = 0.24F;  // Shoulder widths from the arm's path within which skin is the arm.
constexpr float kChestT = 0.35F;    // Stray arm above is neckline,
constexpr float kHipT = 0.75F;      // below the lower garment, between the upper.
constexpr float kPatchLead = 3.0F;  // Log likelihood by which the other garment explains a patch better.
constexpr int kPatchWindow = 5;
constexpr int kPatchAreaMin = 30;        // Working pixels.
constexpr float kPatchArmRadius = 1.1F;  // Shaded sleeves look like many things.
constexpr float kPatchReach = 0.2F;      // Torso lengths from the waist line, for lower clothes above it.
constexpr float kMissedReach = 0.15F;    // Shoulder widths from the upper garment.
constexpr float kMissedContrast = 3;     // Stretched Lab from the local ground.
// Where colours tell upper from lower they draw the boundary better than a smooth line.
constexpr float kAmbiguityMin = 0.5F;
constexpr float kWaistBand = 0.12F;  // t around the line within which it decides.
constexpr float kWaistReachE = 0.60F;
constexpr float kArmAxisE = 0.36F;      // Sleeves hang beside the hips: there the line must not decide
constexpr float kArmAxisRadius = 1.0F;  // within an arm.

bool is_far_from_arms(const BodyGeometry& body, int y, int x) {
  for (const ArmGeometry& arm : body.arms) {
    if (!arm.hand.empty() && arm.hand(y, x) != 0) return false;
  }
  return true;
}

// Distance to the nearer arm's axis, the fingers' included.
image::Plane arm_axis_distance(const BodyGeometry& body) {
  image::Mask axis(body.size(), uchar{255});
  for (const ArmGeometry& arm : body.arms) {
    const cv::Point2f beyond = arm.path[2] + (arm.path[3] - arm.path[2]) * 1.2F;
    const std::array<cv::Point2f, 4> line = {arm.path[0], arm.path[1], arm.path[2], beyond};
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
      cv::line(axis, line[i], line[i + 1], 0);
    }
  }
  image::Plane distance;
  cv::distanceTransform(axis, distance, cv::DIST_L2, 5, CV_32F);
  return distance;
}

// Gives the patches of `candidates` that touch `part` to it; specks are left.
void grow_by_patches(image::LabelMap& parts, Part part, const image::Mask& candidates) {
  image::Mask touching;
  cv::dilate(image::Mask(parts == part), touching, cv::Mat::ones(3, 3, CV_8U));
  image::Mask solid;
  cv::morphologyEx(candidates, solid, cv::MORPH_OPEN, cv::Mat::ones(kPatchWindow, kPatchWindow, CV_8U));
  cv::Mat1i index, stats;
  cv::Mat1d centroids;
  const int count = cv::connectedComponentsWithStats(solid, index, stats, centroids, 8, CV_32S);
  std::vector<bool> touches(static_cast<std::size_t>(count), false);
  for (int y = 0; y < parts.rows; ++y) {
    for (int x = 0; x < parts.cols; ++x) {
      if (touching(y, x) != 0) touches[static_cast<std::size_t>(index(y, x))] = true;
    }
  }
  for (int i = 1; i < count; ++i) {
    if (!touches[static_cast<std::size_t>(i)] || stats(i, cv::CC_STAT_AREA) < kPatchAreaMin) continue;
    parts.setTo(part, index == i);
  }
}

}  // namespace

void repair_stray_arms(image::LabelMap& parts, const RepairContext& context) {
  const image::Plane distance = arm_axis_distance(context.body);
  const float reach = kArmReach * context.body.torso.shoulder_width;
  for (int y = 0; y < parts.rows; ++y) {
    for (int x = 0; x < parts.cols; ++x) {
      if (parts(y, x) != kPartArm || distance(y, x) <= reach || !is_far_from_arms(context.body, y, x))
        continue;
      const float t = context.body.torso_at.t(y, x);
      parts(y, x) = t < kChestT ? kPartNeck : t > kHipT ? kPartLower : kPartUpper;
    }
  }
}

void repair_garment_border(image::LabelMap& parts, const RepairContext& context) {
  if (!context.evidence.upper_colours || context.waist.t.empty()) return;
  const image::Plane upper_lead = context.evidence.upper - context.evidence.lower;
  image::Mask near_line(parts.size(), uchar{0});
  for (int y = 0; y < parts.rows; ++y) {
    for (int x = 0; x < parts.cols; ++x) {
      const float below = context.body.torso_at.t(y, x) - context.waist.at(context.body.torso_at.e(y, x));
      if (std::abs(below) < kPatchReach) near_line(y, x) = 255;
    }
  }
  const image::Mask off_arms = context.body.arm_radius > kPatchArmRadius;
  grow_by_patches(parts, kPartUpper, (parts == kPartLower) & (upper_lead > kPatchLead));
  grow_by_patches(parts, kPartLower,
                  (parts == kPartUpper) & (upper_lead < -kPatchLead) & near_line & off_arms);
}

void repair_missed_garment(image::LabelMap& parts, const RepairContext& context) {
  const BackgroundModel& background = context.evidence.background;
  if (!background.plain) return;
  image::Mask near_upper;
  cv::dilate(image::Mask(parts == kPartUpper), near_upper,
             disc(kMissedReach * context.body.torso.shoulder_width));
  image::Mask missed(parts.size(), uchar{0});
  for (int y = 0; y < parts.rows; ++y) {
    for (int x = 0; x < parts.cols; ++x) {
      if (parts(y, x) != kPartBackground || near_upper(y, x) == 0) continue;
      const float contrast = static_cast<float>(cv::norm(context.picture.lab(y, x) - background.plate(y, x)));
      const bool cloth = context.evidence.upper(y, x) > background.log_likelihood(y, x);
      if (contrast > kMissedContrast && cloth) missed(y, x) = 255;
    }
  }
  cv::morphologyEx(missed, missed, cv::MORPH_OPEN, cv::Mat::ones(3, 3, CV_8U));
  parts.setTo(kPartUpper, missed);
}

void repair_waist(image::LabelMap& parts, const RepairContext& context) {
  if (context.waist.t.empty() || context.waist.ambiguity < kAmbiguityMin) return;
  const BodyGeometry& body = context.body;
  for (int y = 0; y < parts.rows; ++y) {
    for (int x = 0; x < parts.cols; ++x) {
      if (parts(y, x) != kPartUpper && parts(y, x) != kPartLower) continue;
      const float e = body.torso_at.e(y, x);
      if (std::abs(e) > kWaistReachE) continue;
      if (std::abs(e) > kArmAxisE && body.arm_radius(y, x) < kArmAxisRadius) continue;
      const float below = body.torso_at.t(y, x) - context.waist.at(e);
      if (std::abs(below) > kWaistBand) continue;
      parts(y, x) = below > 0 ? kPartLower : kPartUpper;
    }
  }
}

void repair_labels(image::LabelMap& parts, const RepairContext& context) {
  repair_stray_arms(parts, context);
  repair_pale_skin(parts, context);
  repair_hanging_hair(parts, context);
  repair_neck_shade(parts, context);
  repair_light_hair(parts, context);
  repair_collar(parts, context);
  repair_garment_border(parts, context);
  repair_missed_garment(parts, context);
  repair_waist(parts, context);
  repair_sleeves(parts, context);
  repair_hair_on_sleeves(parts, context);
  repair_bare_arms(parts, context);
  repair_flounces(parts, context);
}

image::LabelMap name_limbs(const image::LabelMap& parts, const BodyGeometry& body) {
  constexpr float kHandStart = 2.0F;       // Along the arm: the wrist.
  constexpr float kHandStartSeen = 2.15F;  // Where the hand network draws the hand itself.
  constexpr std::array<Label, kPartCount> kNames = {
      Label::kBackground,   Label::kHair,         Label::kFace, Label::kNeck, Label::kLeftArm,
      Label::kUpperClothes, Label::kLowerClothes, Label::kLegs, Label::kFeet};
  image::LabelMap labels(parts.size());
  for_each_row(parts.rows, [&](int y) {
    for (int x = 0; x < parts.cols; ++x) {
      labels(y, x) = static_cast<uchar>(kNames[parts(y, x)]);
      if (parts(y, x) != kPartArm) continue;
      std::array<bool, 2> on_hand{};
      for (std::size_t side = 0; side < 2; ++side) {
        on_hand[side] = !body.arms[side].hand.empty() && body.arms[side].hand(y, x) != 0;
      }
      std::size_t side = body.arms[0].field.radius(y, x) <= body.arms[1].field.radius(y, x) ? 0 : 1;
      if (on_hand[1 - side] && !on_hand[side]) side = 1 - side;
      const float start = body.arms[side].hand.empty() ? kHandStart : kHandStartSeen;
      const bool hand = on_hand[side] || body.arms[side].field.along(y, x) > start;
      const Label arm_label = side == 0 ? Label::kLeftArm : Label::kRightArm;
      const Label hand_label = side == 0 ? Label::kLeftHand : Label::kRightHand;
      labels(y, x) = static_cast<uchar>(hand ? hand_label : arm_label);
    }
  });
  return labels;
}

}  // namespace drape::person
