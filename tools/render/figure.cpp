#include "render/figure.h"

namespace drape::render {
namespace {

constexpr float kPi = 3.14159265F;

float radians(float degrees) {
  return degrees * kPi / 180.0F;
}

struct Reach {
  Vec3 wrist;
  Vec3 pole;     ///< The elbow points this way.
  Vec3 fingers;  ///< Direction of the hand.
  Vec3 palm;
};

// Two-bone inverse kinematics: the elbow lies on the circle about shoulder-wrist, on the side of the pole.
Vec3 solve_elbow(Vec3 shoulder, const Reach& reach, float upper, float fore) {
  const Vec3 span = reach.wrist - shoulder;
  const float distance = std::min(length(span), upper + fore - 0.002F);
  const Vec3 axis = normalised(span);
  const float along = (upper * upper - fore * fore + distance * distance) / (2.0F * distance);
  const float out = std::sqrt(std::max(upper * upper - along * along, 0.0F));
  const Vec3 pole = normalised(reach.pole - axis * dot(reach.pole, axis));
  return shoulder + axis * along + pole * out;
}

Frame hand_frame(Vec3 fingers, Vec3 palm, bool left) {
  Frame frame;
  frame.x = normalised(fingers);
  frame.z = normalised(palm - frame.x * dot(palm, frame.x));
  frame.y = cross(frame.z, frame.x);
  // The thumb is on the other side of the other hand.
  if (!left) frame.y = -frame.y;
  return frame;
}

// Where the wrist goes for each pose; `side` is +1 for the left arm.
Reach reach_for(ArmPose pose, const Figure& f, Vec3 shoulder, float side) {
  const float girth = 0.03F * std::max(f.build, 0.0F);
  switch (pose) {
    case ArmPose::kHanging:
      return {shoulder + Vec3{side * (f.female ? 0.085F : 0.070F), -0.530F, 0.045F},
              {side * 0.30F, 0, -1},
              {-side * 0.02F, -1, 0.10F},
              {-side, 0, -0.35F}};
    case ArmPose::kSpread:
      return {shoulder + Vec3{side * 0.185F, -0.495F, 0.055F},
              {side * 0.5F, 0.2F, -1},
              {side * 0.22F, -1, 0.12F},
              {-side, -0.15F, -0.55F}};
    case ArmPose::kBent:
      return {{side * 0.045F, 1.070F, 0.185F + girth},
              {side * 1.0F, -0.6F, -0.35F},
              {-side * 1.0F, 0.10F, 0.06F},
              {0, 0.1F, -1}};
    case ArmPose::kOnHip:
      return {{side * ((f.female ? 0.190F : 0.205F) + girth), 1.045F, 0.040F},
              {side, 0.1F, -0.45F},
              {-side * 0.42F, -0.60F, 0.62F},
              {-side * 0.80F, 0.05F, -0.50F}};
  }
  return {};
}

ArmBones make_arm(ArmPose pose, const Figure& f, float side) {
  const float upper = f.female ? 0.282F : 0.292F, fore = f.female ? 0.245F : 0.256F;
  ArmBones arm;
  arm.shoulder = {side * f.shoulder_x, 1.418F, -0.018F};
  const Reach reach = reach_for(pose, f, arm.shoulder, side);
  arm.elbow = solve_elbow(arm.shoulder, reach, upper, fore);
  arm.wrist = arm.elbow + normalised(reach.wrist - arm.elbow) * fore;
  arm.hand = hand_frame(reach.fingers, reach.palm, side > 0);
  return arm;
}

LegBones make_leg(const Figure& f, float side) {
  // The relaxed leg stands a little out and forward.
  const float relaxed = std::max(side * f.sway, 0.0F);
  LegBones leg;
  leg.hip = {side * (f.female ? 0.084F : 0.088F), 0.925F, -0.005F};
  leg.knee = {side * (0.096F + 0.020F * relaxed), 0.500F, 0.012F + 0.035F * relaxed};
  leg.ankle = {side * (0.108F + 0.034F * relaxed), 0.085F, -0.030F + 0.030F * relaxed};
  leg.foot_angle = side * (0.16F + 0.20F * relaxed);
  return leg;
}

// Sideways shift of the spine and the tilt of pelvis and shoulders of a relaxed stance, at sway 1.
float shift_at(float y) {
  return -0.020F * smoothstep(0.0F, 0.90F, y) + 0.016F * smoothstep(0.95F, 1.45F, y);
}
float tilt_at(float y) {
  return 0.030F * smoothstep(0.55F, 0.92F, y) - 0.062F * smoothstep(0.95F, 1.38F, y) +
         0.032F * smoothstep(1.44F, 1.56F, y);
}

}  // namespace

Vec3 Figure::to_rest(Vec3 p) const {
  const float x = p.x - sway * shift_at(p.y);
  return {x, p.y + sway * tilt_at(p.y) * x, p.z};
}

Vec3 Figure::to_posed(Vec3 rest) const {
  Vec3 p = rest;
  for (int i = 0; i < 4; ++i) p += rest - to_rest(p);
  return p;
}

Figure make_figure(const PersonSpec& spec) {
  Figure f;
  f.female = spec.sex == Sex::kFemale;
  f.build = spec.build;
  f.sway = spec.sway;
  f.limb_scale = (f.female ? 0.80F : 0.98F) * (1.0F + 0.13F * spec.build);
  f.neck_radius = (f.female ? 0.0410F : 0.0505F) + 0.004F * spec.build;
  f.shoulder_x = (f.female ? 0.150F : 0.172F) + 0.006F * spec.build;
  for (int i = 0; i < 2; ++i) {
    const float side = i == 0 ? 1.0F : -1.0F;
    const auto index = static_cast<std::size_t>(i);
    f.arms[index] = make_arm(spec.arms[index], f, side);
    f.legs[index] = make_leg(f, side);
  }
  f.head_scale = f.female ? 0.99F : 1.04F;
  f.head_centre = {0, 1.647F, 0.016F};
  f.head = frame_from_angles(radians(spec.head_turn_degrees), radians(1.0F), 0.035F * spec.sway);
  return f;
}

}  // namespace drape::render
