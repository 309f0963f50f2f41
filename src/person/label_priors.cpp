#include <algorithm>
#include <cmath>

#include "person/label_solver.h"
#include "person/pixel_rows.h"

namespace drape::person {
namespace {

// Of hair that its colour and its way from the head prove.
constexpr float kHangingHair = 0.6F;

/// All that the priors of one pixel depend on.
struct Site {
  float t, e;                 ///< Torso frame.
  float face_x, face_y;       ///< Face frame, in face widths and heights.
  float face_across_heights;  ///< |across| in face heights.
  float head, face, not_face, neck, neckline, hanging_hair;
  float torso, below, bare_arm, sleeve, legs, bare_legs, feet;
};

Site site_at(const BodyGeometry& body, const BodyZones& zones, int y, int x) {
  Site s{};
  s.t = body.torso_at.t(y, x);
  s.e = body.torso_at.e(y, x);
  s.face_x = std::abs(body.face_at.across(y, x)) / body.face.width;
  s.face_across_heights = std::abs(body.face_at.across(y, x)) / body.face.height;
  s.face_y = body.face_at.up(y, x) / body.face.height;
  s.head = soft_step(1.0F - body.face_at.head_radius(y, x), 0.08F);
  s.face = zones.face(y, x);
  s.not_face = 1 - s.face;
  s.neck = zones.neck(y, x);
  s.neckline = zones.neckline(y, x);
  s.hanging_hair = zones.hanging_hair(y, x);
  s.torso = zones.torso(y, x);
  s.below = zones.below_waist(y, x);
  s.bare_arm = zones.bare_arm(y, x);
  s.sleeve = zones.sleeve(y, x);
  s.legs = zones.legs(y, x);
  s.bare_legs = zones.bare_legs(y, x);
  s.feet = zones.feet(y, x);
  return s;
}

// Also skin of the head outside the mesh's outline: ears, forehead under a high hairline.
float face_prior(const Site& s) {
  const float around = s.head * s.not_face * soft_step(s.face_y + 0.42F, 0.03F) *
                       soft_step(0.78F - s.face_y, 0.04F) * soft_step(0.62F - s.face_x, 0.05F);
  return std::clamp(0.95F * s.face + 0.35F * around, 0.002F, 1.0F);
}

// Around the face, hanging beside it, over the shoulders, or a fringe over the forehead.
float hair_prior(const Site& s) {
  const float around = 0.6F * (1 - 0.75F * s.neck) * s.head * soft_step(s.face_y + 0.62F, 0.05F);
  const float hanging = soft_step(1.25F - s.face_across_heights, 0.1F) * soft_step(s.face_y + 2.6F, 0.3F) *
                        soft_step(0.55F - s.face_y, 0.1F);
  const float wide = 0.06F * soft_step(-0.15F - s.t, 0.05F);
  const float fringe = 0.4F * s.face * soft_step(s.face_y - 0.24F, 0.04F);
  const float outside = around + 0.10F * hanging * (1 - 0.7F * s.neck) + wide * (1 - 0.7F * s.neck);
  const float known = kHangingHair * s.hanging_hair;
  return std::clamp(s.not_face * std::max(outside, known) + fringe + 0.003F, 0.0F, 1.0F);
}

float neck_prior(const Site& s) {
  return std::clamp(0.65F * s.neck + 0.15F * s.neckline * s.not_face, 0.002F, 1.0F) * (1 - s.face);
}

float arm_prior(const Site& s) {
  const float shoulder = 0.02F * s.torso * soft_step(0.25F - s.t, 0.05F);
  return std::clamp(0.92F * s.bare_arm + 0.06F * s.sleeve + 0.004F + shoulder, 0.0F, 1.0F) * s.not_face;
}

float upper_prior(const Site& s, float waist_t) {
  const float body = 0.9F * s.torso * (1 - 0.55F * s.bare_arm) + 0.9F * s.sleeve;
  const float ends_at_waist = 1 - 0.96F * s.below * (1 - s.sleeve * soft_step(1.7F - s.t, 0.1F));
  const float stray = 0.10F * s.bare_arm * soft_step(1.3F - s.t, 0.1F) +
                      0.06F * soft_step(waist_t - s.t, 0.03F) * soft_step(s.t + 0.25F, 0.05F) + 0.3F * s.neck;
  const float not_head = 1 - 0.93F * s.head * soft_step(s.face_y + 0.50F, 0.06F);
  return std::clamp(body * ends_at_waist + stray, 0.002F, 1.0F) * (1 - 0.995F * s.face) * not_head;
}

float lower_prior(const Site& s) {
  const float dressed =
      0.92F * s.legs * s.below * (1 - 0.6F * s.bare_arm) * (1 - 0.6F * s.sleeve) * (1 - 0.85F * s.bare_legs);
  return std::clamp(dressed + 0.03F * s.below, 0.0015F, 1.0F) * (1 - 0.75F * s.feet);
}

float leg_prior(const Site& s) {
  const float unexpected = s.t > 1.2F ? 0.02F * s.legs : 0.0F;
  return std::clamp(0.9F * s.bare_legs + unexpected, 0.0005F, 1.0F) * (1 - 0.5F * s.feet);
}

}  // namespace

PartPlanes part_priors(const BodyGeometry& body, const BodyZones& zones, const WaistLine& waist,
                       const image::Plane& mask) {
  PartPlanes priors;
  for (image::Plane& plane : priors) plane.create(body.size());
  for_each_row(body.size().height, [&](int y) {
    for (int x = 0; x < body.size().width; ++x) {
      const Site s = site_at(body, zones, y, x);
      const float person = mask(y, x);
      priors[kPartBackground](y, x) = 1 - person;
      priors[kPartFace](y, x) = person * face_prior(s);
      priors[kPartHair](y, x) = person * hair_prior(s);
      priors[kPartNeck](y, x) = person * neck_prior(s);
      priors[kPartArm](y, x) = person * arm_prior(s);
      priors[kPartUpper](y, x) = person * upper_prior(s, waist.at(s.e));
      priors[kPartLower](y, x) = person * lower_prior(s);
      priors[kPartLeg](y, x) = person * leg_prior(s);
      priors[kPartFeet](y, x) = person * std::clamp(0.95F * s.feet, 0.0003F, 1.0F);
    }
  });
  return priors;
}

}  // namespace drape::person
