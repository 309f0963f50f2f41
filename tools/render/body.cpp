#include "render/body.h"

namespace drape::render {
namespace {

Vec3 mirrored(Vec3 p) {
  return {smooth_abs(p.x, 0.010F), p.y, p.z};
}

Loft male_trunk(float b) {
  const float belly = std::max(b, 0.0F);
  return Loft({{0.80F, 0.150F + 0.010F * b, 0.098F, -0.005F},
               {0.88F, 0.170F + 0.015F * b, 0.115F + 0.012F * b, -0.006F},
               {0.95F, 0.163F + 0.020F * b, 0.109F + 0.018F * b, -0.002F + 0.010F * belly},
               {1.03F, 0.151F + 0.026F * b, 0.102F + 0.024F * b, 0.002F + 0.020F * belly},
               {1.10F, 0.147F + 0.027F * b, 0.101F + 0.024F * b, 0.003F + 0.020F * belly},
               {1.19F, 0.157F + 0.020F * b, 0.108F + 0.016F * b, 0.008F * belly},
               {1.28F, 0.172F + 0.012F * b, 0.117F + 0.008F * b, -0.006F},
               {1.35F, 0.178F + 0.008F * b, 0.113F + 0.004F * b, -0.013F},
               {1.40F, 0.168F + 0.005F * b, 0.099F, -0.018F},
               {1.44F, 0.122F + 0.004F * b, 0.079F, -0.022F},
               {1.475F, 0.073F, 0.062F, -0.020F},
               {1.50F, 0.058F, 0.055F, -0.016F}},
              0.30F);
}

Loft female_trunk(float b) {
  return Loft({{0.80F, 0.146F + 0.014F * b, 0.096F + 0.006F * b, -0.010F},
               {0.88F, 0.168F + 0.020F * b, 0.112F + 0.014F * b, -0.013F},
               {0.95F, 0.157F + 0.022F * b, 0.103F + 0.018F * b, -0.008F},
               {1.03F, 0.130F + 0.025F * b, 0.087F + 0.020F * b, 0.000F},
               {1.10F, 0.117F + 0.025F * b, 0.080F + 0.020F * b, 0.003F},
               {1.18F, 0.124F + 0.020F * b, 0.086F + 0.015F * b, 0.000F},
               {1.27F, 0.136F + 0.013F * b, 0.094F + 0.009F * b, -0.004F},
               {1.35F, 0.143F + 0.009F * b, 0.091F + 0.005F * b, -0.012F},
               {1.40F, 0.136F + 0.005F * b, 0.081F, -0.018F},
               {1.44F, 0.098F + 0.004F * b, 0.065F, -0.022F},
               {1.475F, 0.056F, 0.050F, -0.020F},
               {1.50F, 0.045F, 0.044F, -0.016F}},
              0.25F);
}

std::array<float, 7> scaled(std::array<float, 7> radii, float factor) {
  for (float& r : radii) r *= factor;
  return radii;
}

}  // namespace

Body::Body(const Figure& figure) : figure_(figure) {
  loft_ = figure.female ? female_trunk(figure.build) : male_trunk(figure.build);
  for (std::size_t i = 0; i < 2; ++i) {
    const ArmBones& a = figure.arms[i];
    const LegBones& l = figure.legs[i];
    const float s = figure.limb_scale;
    upper_arms_[i] =
        Limb(a.shoulder, a.elbow, scaled({0.053F, 0.055F, 0.051F, 0.047F, 0.044F, 0.041F, 0.038F}, s));
    forearms_[i] =
        Limb(a.elbow, a.wrist, scaled({0.038F, 0.0425F, 0.041F, 0.037F, 0.032F, 0.0275F, 0.0255F}, s));
    const float leg_scale = (figure.female ? 0.98F : 1.0F) * (1.0F + 0.10F * figure.build);
    thighs_[i] =
        Limb(l.hip, l.knee, scaled({0.092F, 0.091F, 0.085F, 0.077F, 0.068F, 0.060F, 0.055F}, leg_scale));
    shins_[i] =
        Limb(l.knee, l.ankle, scaled({0.054F, 0.054F, 0.057F, 0.052F, 0.043F, 0.036F, 0.034F}, leg_scale));
  }
}

float Body::chest(Vec3 p, float ease) const {
  const Vec3 m = mirrored(p);
  const float b = 0.008F * figure_.build + ease;
  if (figure_.female) return ellipsoid(m, {0.070F, 1.262F, 0.070F}, {0.060F + b, 0.060F + b, 0.052F + b});
  return ellipsoid(m, {0.074F, 1.310F, 0.064F}, {0.074F + b, 0.050F + b, 0.044F + b});
}

float Body::shoulder_slope(Vec3 p, float ease) const {
  return capsule(mirrored(p), {0, 1.502F, -0.030F}, {figure_.shoulder_x - 0.016F, 1.434F, -0.022F},
                 0.026F + ease, 0.031F + ease);
}

float Body::neck(Vec3 p) const {
  const float r = figure_.neck_radius;
  float d = capsule(p, {0, 1.440F, -0.026F}, {0, 1.585F, 0.000F}, r * 1.10F, r);
  // The muscle from behind the ear to the notch between the collar bones.
  d = smooth_min(
      d, capsule(mirrored(p), {r * 0.86F, 1.585F, -0.016F}, {0.014F, 1.452F, 0.034F}, 0.0110F, 0.0080F),
      0.022F);
  if (!figure_.female) d = smooth_min(d, ellipsoid(p, {0, 1.530F, 0.046F}, {0.011F, 0.016F, 0.012F}), 0.022F);
  return d;
}

float Body::trunk(Vec3 p) const {
  float d = smooth_min(loft_.distance(p), shoulder_slope(p, 0), 0.045F);
  d = smooth_min(d, chest(p, 0), 0.05F);
  return smooth_min(d, collar_bones(p, 0), 0.022F);
}

float Body::collar_bones(Vec3 p, float ease) const {
  const float back = figure_.female ? 0.010F : 0.0F;
  return capsule(mirrored(p), {0.020F, 1.444F, 0.036F - back},
                 {figure_.shoulder_x - 0.030F, 1.458F, 0.008F - back}, 0.0075F + ease, 0.0085F + ease);
}

float Body::bust(Vec3 p) const {
  const float d = smooth_min(trunk(p), neck(p), 0.042F);
  return smooth_min(d, std::min(upper_arms_[0].distance(p), upper_arms_[1].distance(p)), 0.030F);
}

float Body::arm(int side, Vec3 p) const {
  return smooth_min(upper_arm(side).distance(p), forearm(side).distance(p), 0.020F);
}

float Body::hand(int side, Vec3 p) const {
  const ArmBones& arm = figure_.arms[static_cast<std::size_t>(side)];
  const float scale = figure_.female ? 0.88F : 1.00F;
  const Vec3 q = arm.hand.to_local(p - arm.wrist) * (1.0F / scale);
  const float bound = length(q - Vec3{0.085F, 0.01F, 0}) - 0.13F;
  if (bound > 0.06F) return bound * scale;

  const Vec3 edge{std::abs(q.x - 0.050F) - 0.034F, std::abs(q.y - 0.001F) - (0.021F + 0.10F * q.x * 0.6F),
                  std::abs(q.z) - 0.0035F};
  const Vec3 outside{std::max(edge.x, 0.0F), std::max(edge.y, 0.0F), std::max(edge.z, 0.0F)};
  float d = length(outside) + std::min(std::max({edge.x, edge.y, edge.z}), 0.0F) - 0.0115F;
  d = smooth_min(d, capsule(q, {-0.02F, 0, 0}, {0.03F, 0, 0}, 0.0245F * figure_.limb_scale / scale, 0.020F),
                 0.03F);

  constexpr std::array<float, 4> kLengths{0.070F, 0.078F, 0.073F, 0.057F},
      kAcross{0.028F, 0.0095F, -0.009F, -0.027F};
  for (std::size_t i = 0; i < 4; ++i) {
    const float l = kLengths[i], curl = 0.007F + 0.003F * static_cast<float>(i);
    const Vec3 knuckle{i == 3 ? 0.080F : 0.087F, kAcross[i], 0.001F};
    const Vec3 middle = knuckle + Vec3{l * 0.50F, kAcross[i] * 0.05F, curl};
    const Vec3 tip = middle + Vec3{l * 0.45F, -kAcross[i] * 0.05F, curl * 2.0F};
    const float finger =
        std::min(capsule(q, knuckle, middle, 0.0100F, 0.0090F), capsule(q, middle, tip, 0.0090F, 0.0076F));
    d = smooth_min(d, finger, 0.0065F);
  }
  const Vec3 thumb_joint{0.058F, 0.046F, 0.018F};
  const float thumb = smooth_min(capsule(q, {0.018F, 0.022F, 0.008F}, thumb_joint, 0.0155F, 0.0108F),
                                 capsule(q, thumb_joint, {0.093F, 0.050F, 0.025F}, 0.0104F, 0.0080F), 0.004F);
  return smooth_min(d, thumb, 0.014F) * scale;
}

float Body::leg(int side, Vec3 p) const {
  return smooth_min(thigh(side).distance(p), shin(side).distance(p), 0.030F);
}

float Body::shoe(int side, Vec3 p) const {
  const LegBones& leg_bones = figure_.legs[static_cast<std::size_t>(side)];
  const Vec3 flat = p - Vec3{leg_bones.ankle.x, 0, leg_bones.ankle.z};
  const float c = std::cos(leg_bones.foot_angle), s = std::sin(leg_bones.foot_angle);
  const float scale = figure_.female ? 0.92F : 1.03F;
  const Vec3 q = Vec3{c * flat.x - s * flat.z, flat.y, s * flat.x + c * flat.z} * (1.0F / scale);
  const float bound = length(q - Vec3{0, 0.05F, 0.06F}) - 0.19F;
  if (bound > 0.05F) return bound * scale;

  float d = capsule(q, {0, 0.045F, -0.032F}, {0, 0.036F, 0.130F}, 0.039F, 0.035F);
  d = smooth_min(d, ellipsoid(q, {0.003F, 0.030F, 0.118F}, {0.045F, 0.034F, 0.066F}), 0.03F);
  d = smooth_min(d, capsule(q, {0, 0.055F, -0.020F}, {0, 0.105F, -0.006F}, 0.041F, 0.041F), 0.03F);
  d = smooth_max(d, q.y - 0.105F, 0.010F);
  // The sole: a flat slab a little wider than the upper.
  const float sole = smooth_max(smooth_max(d - 0.0035F, q.y - 0.026F, 0.004F), 0.002F - q.y, 0.008F);
  return std::min(smooth_max(d, -q.y + 0.004F, 0.012F), sole) * scale;
}

}  // namespace drape::render
