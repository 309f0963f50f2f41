#include "render/scene.h"

#include "person/person_model.h"

namespace drape::render {
namespace {

void take(Nearest& best, float distance, Part part, int side = 0) {
  if (distance < best.distance) best = {distance, part, side};
}

unsigned char value(person::Label label) {
  return static_cast<unsigned char>(label);
}

}  // namespace

void Scene::Box::hold(Vec3 p, float radius) {
  low = {std::min(low.x, p.x - radius), std::min(low.y, p.y - radius), std::min(low.z, p.z - radius)};
  high = {std::max(high.x, p.x + radius), std::max(high.y, p.y + radius), std::max(high.z, p.z + radius)};
}

float Scene::Box::distance(Vec3 p) const {
  const Vec3 outside{std::max({low.x - p.x, p.x - high.x, 0.0F}), std::max({low.y - p.y, p.y - high.y, 0.0F}),
                     std::max({low.z - p.z, p.z - high.z, 0.0F})};
  return length(outside);
}

Scene::Scene(const PersonSpec& spec)
    : spec_(spec),
      figure_(make_figure(spec)),
      body_(figure_),
      head_(spec),
      hair_(spec),
      top_(body_, spec),
      lower_(body_, spec) {
  make_boxes();
}

void Scene::make_boxes() {
  constexpr float kArm = 0.07F, kSleeve = 0.115F;
  for (std::size_t side = 0; side < 2; ++side) {
    const ArmBones& arm = figure_.arms[side];
    const LegBones& leg = figure_.legs[side];
    for (Vec3 joint : {arm.shoulder, arm.elbow, arm.wrist}) {
      arm_boxes_[side].hold(joint, kArm);
      top_box_.hold(joint, kSleeve);
    }
    arm_boxes_[side].hold(arm.wrist + arm.hand.x * 0.09F, 0.125F);
    for (Vec3 joint : {leg.hip, leg.knee}) leg_boxes_[side].hold(joint, 0.12F);
    leg_boxes_[side].hold(leg.ankle + Vec3{0, 0, 0.06F}, 0.17F);
    for (Vec3 joint : {leg.hip, leg.knee, leg.ankle}) lower_box_.hold(joint, 0.16F);
  }
  lower_box_.hold({0, 0.85F, 0}, 0.24F);
  lower_box_.hold({0, 0.65F, 0}, 0.33F);
  bust_box_.hold({0.10F, 1.36F, 0}, 0.16F);
  bust_box_.hold({-0.10F, 1.36F, 0}, 0.16F);
  bust_box_.hold({0, 1.55F, 0}, 0.06F);
  top_box_.hold({0, 1.00F, 0}, 0.25F);
  top_box_.hold({0, 1.30F, 0}, 0.25F);
  head_box_.hold(figure_.head_centre, 0.155F);
  head_box_.hold({0, 1.46F, 0}, 0.09F);
  hair_box_.hold(figure_.from_head(hair_.centre()), hair_.radius() * figure_.head_scale + 0.01F);
}

void Scene::add_head(Vec3 p, bool fine, Nearest& best) const {
  const Vec3 q = figure_.to_head(p);
  const float scale = figure_.head_scale, skull = head_.skull(q);
  if (head_box_.distance(p) < best.distance) {
    const float skin = skull > 0.06F && q.y > -0.12F
                           ? (skull - 0.03F) * scale
                           : smooth_min(head_.skin(q, skull) * scale, body_.neck(p), 0.016F);
    take(best, skin * 0.92F, Part::kHeadSkin);
    if (skull < 0.02F) take(best, head_.eyeballs(q) * scale, Part::kEye);
  }
  if (hair_box_.distance(p) < best.distance) take(best, hair_.distance(q, skull, fine) * scale, Part::kHair);
}

void Scene::add_skin(Vec3 p, Nearest& best) const {
  for (int side = 0; side < 2; ++side) {
    const auto i = static_cast<std::size_t>(side);
    if (arm_boxes_[i].distance(p) < best.distance) {
      take(best, smooth_min(body_.arm(side, p), body_.hand(side, p), 0.015F), Part::kArmSkin, side);
    }
    if (leg_boxes_[i].distance(p) < best.distance) {
      take(best, body_.shoe(side, p), Part::kShoe, side);
      take(best, body_.leg(side, p), Part::kLegSkin, side);
    }
  }
  if (bust_box_.distance(p) < best.distance && p.y > 1.20F)
    take(best, body_.bust(p), Part::kBustSkin, p.x > 0 ? 0 : 1);
}

Nearest Scene::nearest(Vec3 posed, bool fine) const {
  Nearest best;
  const Vec3 p = figure_.to_rest(posed);
  // The likely ones first: every later solid is then skipped by its box.
  const bool high = p.y > 1.53F;
  if (high) add_head(p, fine, best);
  if (top_box_.distance(p) < best.distance) take(best, top_.distance(p, fine), Part::kTop);
  if (lower_box_.distance(p) < best.distance) take(best, lower_.distance(p, fine), Part::kLower);
  add_skin(p, best);
  if (!high && std::min(head_box_.distance(p), hair_box_.distance(p)) < best.distance)
    add_head(p, fine, best);
  return best;
}

unsigned char Scene::label(Vec3 posed, const Nearest& at) const {
  using person::Label;
  const Vec3 p = figure_.to_rest(posed);
  const bool left = at.side == 0;
  switch (at.part) {
    case Part::kBackdrop:
      return value(Label::kBackground);
    case Part::kHair:
      return value(Label::kHair);
    case Part::kEye:
      return value(Label::kFace);
    case Part::kTop:
      return value(Label::kUpperClothes);
    case Part::kLower:
      return value(Label::kLowerClothes);
    case Part::kShoe:
      return value(Label::kFeet);
    case Part::kLegSkin:
      return value(Label::kLegs);
    case Part::kHeadSkin: {
      const Vec3 q = figure_.to_head(p);
      const bool face = q.y > -0.05F || head_.skull(q) * figure_.head_scale < body_.neck(p);
      return value(face ? Label::kFace : Label::kNeck);
    }
    case Part::kBustSkin: {
      // Bare chest counts as neck up to the ball of the shoulder.
      const bool chest = std::min(body_.trunk(p), body_.neck(p)) < body_.upper_arm(at.side).distance(p);
      if (chest && std::abs(p.x) < figure_.shoulder_x * 0.86F) return value(Label::kNeck);
      return value(left ? Label::kLeftArm : Label::kRightArm);
    }
    case Part::kArmSkin:
      break;
  }
  const ArmBones& arm = figure_.arms[static_cast<std::size_t>(at.side)];
  const bool past_wrist = dot(p - arm.wrist, arm.hand.x) > -0.005F && body_.hand(at.side, p) < 0.012F;
  if (past_wrist) return value(left ? Label::kLeftHand : Label::kRightHand);
  return value(left ? Label::kLeftArm : Label::kRightArm);
}

}  // namespace drape::render
