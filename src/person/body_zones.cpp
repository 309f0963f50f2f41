#include "person/body_zones.h"

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "person/pixel_rows.h"

namespace drape::person {
namespace {

// All lengths across are in shoulder widths, along in torso lengths, around limbs in half widths. The values
// are those at which parsed photographs were matched best; neighbouring values change little.

void fill_torso(BodyZones& zones, const BodyGeometry& body, const WaistLine& waist) {
  for_each_row(body.size().height, [&](int y) {
    for (int x = 0; x < body.size().width; ++x) {
      const float t = body.torso_at.t(y, x);
      const float e = body.torso_at.e(y, x);
      const float off_axis = std::abs(e);
      const float half_width = 0.56F + 0.04F * std::clamp(t, 0.0F, 1.0F);
      const float shoulder_slope = 0.25F * std::clamp(off_axis - 0.2F, 0.0F, 0.3F);
      zones.torso(y, x) =
          soft_step(half_width - off_axis, 0.06F) * soft_step(t + 0.18F - shoulder_slope, 0.04F);
      zones.below_waist(y, x) = soft_step(t - waist.at(e), 0.015F);
      zones.neckline(y, x) =
          std::exp(-(e / 0.22F) * (e / 0.22F)) * soft_step(0.30F - t, 0.05F) * soft_step(t + 0.25F, 0.05F);
    }
  });
}

void fill_arms(BodyZones& zones, const BodyGeometry& body, const CoverEnds& sleeve_ends) {
  constexpr float kFingers = 2.1F;  // No sleeve covers these.
  constexpr float kHandCertainty = 0.95F;
  zones.bare_arm.setTo(0.0F);
  zones.sleeve.setTo(0.0F);
  for (std::size_t side = 0; side < 2; ++side) {
    const ArmGeometry& arm = body.arms[side];
    for_each_row(body.size().height, [&](int y) {
      for (int x = 0; x < body.size().width; ++x) {
        const float along = arm.field.along(y, x);
        const float on_arm = soft_step(1.15F - arm.field.radius(y, x), 0.15F);
        const float bare = soft_step(along - sleeve_ends[side], 0.05F);
        float& bare_arm = zones.bare_arm(y, x);
        bare_arm = std::max(bare_arm, on_arm * bare);
        if (!arm.hand.empty() && arm.hand(y, x) != 0) bare_arm = std::max(bare_arm, kHandCertainty);
        if (along < kFingers) zones.sleeve(y, x) = std::max(zones.sleeve(y, x), on_arm * (1 - bare));
      }
    });
  }
}

void fill_legs(BodyZones& zones, const BodyGeometry& body, const CoverEnds& leg_ends) {
  for_each_row(body.size().height, [&](int y) {
    for (int x = 0; x < body.size().width; ++x) {
      const float t = body.torso_at.t(y, x);
      float legs = t < 1.6F ? soft_step(0.72F - std::abs(body.torso_at.e(y, x)), 0.08F) : 0.0F;
      float bare = 0;
      for (std::size_t side = 0; side < 2; ++side) {
        const float radius = body.legs[side].radius(y, x);
        legs = std::max(legs, soft_step(1.5F - radius, 0.25F));
        const float uncovered = soft_step(body.legs[side].along(y, x) - leg_ends[side], 0.04F);
        bare = std::max(bare, soft_step(1.3F - radius, 0.15F) * uncovered);
      }
      zones.legs(y, x) = legs * soft_step(t - 0.55F, 0.05F);
      zones.bare_legs(y, x) = bare;
    }
  });
}

image::Plane softened(const image::Mask& mask, double sigma) {
  image::Plane plane;
  mask.convertTo(plane, CV_32F, 1.0 / 255.0);
  if (cv::countNonZero(mask) > 0) cv::GaussianBlur(plane, plane, {}, sigma);
  return plane;
}

image::Plane feet_zone(const BodyGeometry& body) {
  const float shoulder_width = body.torso.shoulder_width;
  image::Mask feet = feet_region(body);
  cv::dilate(feet, feet, disc(0.14F * shoulder_width));
  return softened(feet, 0.03 * static_cast<double>(shoulder_width));
}

}  // namespace

image::Mask neck_region(const BodyGeometry& body) {
  const TorsoFrame& torso = body.torso;
  const std::array<cv::Point2f, 5> corners = {body.face.jaw_left, body.face.jaw_right,
                                              torso.at(-0.02F, 0.23F), torso.at(0.04F, 0),
                                              torso.at(-0.02F, -0.23F)};
  constexpr int kShift = 3;
  std::vector<cv::Point> rounded;
  for (const cv::Point2f& p : corners) rounded.emplace_back(cvRound(p.x * 8), cvRound(p.y * 8));
  image::Mask mask(body.size(), uchar{0});
  cv::fillPoly(mask, std::vector<std::vector<cv::Point>>{rounded}, 255, cv::LINE_8, kShift);
  return mask;
}

BodyZones make_body_zones(const BodyGeometry& body, const ClothesLayout& layout) {
  BodyZones zones;
  for (image::Plane* plane : {&zones.torso, &zones.below_waist, &zones.bare_arm, &zones.sleeve, &zones.legs,
                              &zones.bare_legs, &zones.neckline}) {
    plane->create(body.size());
  }
  fill_torso(zones, body, layout.waist);
  fill_arms(zones, body, layout.sleeve_ends);
  fill_legs(zones, body, layout.leg_ends);
  zones.feet = feet_zone(body);
  zones.face = softened(body.face_at.hull, 1.0);
  zones.neck = softened(neck_region(body), 0.02 * static_cast<double>(body.torso.shoulder_width));
  zones.neck.setTo(0.0F, body.face_at.hull);
  image::Mask strands;
  cv::morphologyEx(layout.hanging_hair, strands, cv::MORPH_CLOSE, cv::Mat::ones(3, 3, CV_8U));
  zones.hanging_hair = softened(strands, 1.0);
  return zones;
}

}  // namespace drape::person
