#include "render/top.h"

#include "render/noise.h"

namespace drape::render {
namespace {

/// Distance to a convex quadrilateral in the plane, corners counter-clockwise; under 0 inside.
float quadrilateral(float x, float y, const std::array<std::array<float, 2>, 4>& corners) {
  float d = -1;
  for (std::size_t i = 0; i < 4; ++i) {
    const auto &a = corners[i], &b = corners[(i + 1) % 4];
    const float dx = b[0] - a[0], dy = b[1] - a[1];
    d = std::max(d, ((x - a[0]) * dy - (y - a[1]) * dx) / length(dx, dy));
  }
  return d;
}

constexpr std::array<std::array<float, 2>, 4> kCollarLeaf{
    {{0.0105F, 1.4370F}, {0.0560F, 1.3870F}, {0.0980F, 1.4690F}, {0.0640F, 1.5300F}}};
constexpr float kButtonTop = 1.405F, kButtonStep = 0.088F;

}  // namespace

Top::Cut Top::cut_for(const PersonSpec& spec) {
  const bool female = spec.sex == Sex::kFemale;
  const float neck_width = (female ? 0.068F : 0.076F) + 0.003F * spec.build;
  switch (spec.outfit.top) {
    case TopKind::kTee:
      return {female ? 0.875F : 0.850F,
              0.012F,
              female ? 0.32F : 0.75F,
              female ? 0.56F : 0.66F,
              1.505F,
              neck_width,
              0.070F};
    case TopKind::kLongSleeve:
      return {female ? 0.870F : 0.850F, 0.011F, female ? 0.28F : 0.70F, 1.97F, 1.505F, neck_width, 0.062F};
    case TopKind::kSleeveless:
      return {female ? 0.885F : 0.855F, 0.009F, female ? 0.25F : 0.70F, 0.0F, 1.500F,
              neck_width + 0.006F,      0.098F};
    case TopKind::kShirt:
      return {female ? 0.850F : 0.825F, 0.014F, female ? 0.40F : 0.75F, 1.97F, 1.520F,
              neck_width - 0.010F,      0.085F};
  }
  return {};
}

Top::Top(const Body& body, const PersonSpec& spec)
    : body_(body), kind_(spec.outfit.top), cut_(cut_for(spec)) {
  // Below the chest the cloth hangs from its widest point and does not follow the waist all the way in.
  std::vector<Loft::Section> sections;
  const Loft& trunk = body.trunk_loft();
  const Loft::Section chest = trunk.at(1.30F), hips = trunk.at(0.89F);
  for (int i = 0; i <= 16; ++i) {
    Loft::Section s = trunk.at(mix(0.80F, 1.50F, static_cast<float>(i) / 16));
    const float hang = cut_.drape * smoothstep(1.30F, 1.16F, s.y);
    const float t = smoothstep(1.30F, 0.90F, s.y);
    s.half_width =
        std::max(s.half_width, mix(s.half_width, mix(chest.half_width + 0.004F, hips.half_width, t), hang));
    s.half_depth =
        std::max(s.half_depth, mix(s.half_depth, mix(chest.half_depth, hips.half_depth, t) * 0.97F, hang));
    const float ease = (s.y > 1.42F ? 0.008F : cut_.ease) + 0.017F * smoothstep(1.20F, 0.96F, s.y);
    s.half_width += ease;
    s.half_depth += ease;
    sections.push_back(s);
  }
  shell_ = Loft(sections.data(), sections.size(), 0.22F);

  const bool female = spec.sex == Sex::kFemale, tee = kind_ == TopKind::kTee;
  const float s = body.figure().limb_scale, loose = kind_ == TopKind::kShirt ? 0.004F : 0.0F;
  for (int i = 0; i < 2; ++i) {
    const auto index = static_cast<std::size_t>(i);
    const Limb &upper = body.upper_arm(i), &fore = body.forearm(i);
    const auto grown = [&](const Limb& limb, float from, float to) {
      std::array<float, 7> radii{};
      for (int k = 0; k < 7; ++k) {
        const float h = static_cast<float>(k) / 6;
        radii[static_cast<std::size_t>(k)] = limb.radius(h) + mix(from, to, h) * s + loose;
      }
      return radii;
    };
    upper_[index] = tee ? Limb(upper.from(), upper.at(1), grown(upper, 0.006F, female ? 0.026F : 0.036F))
                        : Limb(upper.from(), upper.at(1), grown(upper, 0.006F, 0.010F));
    fore_[index] = Limb(fore.from(), fore.at(1), grown(fore, 0.010F, 0.0095F));
  }
  add_folds(spec);
}

void Top::add_folds(const PersonSpec& spec) {
  const float w = body_.trunk_loft().at(1.10F).half_width + cut_.ease,
              scale = kind_ == TopKind::kSleeveless ? 0.45F : 0.60F;
  const auto pair = [&](const Fold& f, std::int32_t seed) {
    Fold scaled = f;
    scaled.height *= scale;
    add_pair(folds_, scaled, seed);
  };
  const float armpit = body_.figure().shoulder_x - 0.012F;
  if (kind_ != TopKind::kSleeveless) {
    pair({armpit, 1.335F, 0.070F, 1.275F, 0.010F, 0.013F, 0.0042F}, 1);
    pair({armpit - 0.004F, 1.300F, 0.060F, 1.195F, 0.016F, 0.014F, 0.0052F}, 2);
    pair({armpit - 0.016F, 1.270F, 0.085F, 1.110F, 0.014F, 0.013F, 0.0040F}, 3);
  }
  pair({0.100F, 1.440F, 0.125F, 1.330F, 0.004F, 0.014F, 0.0022F}, 4);
  if (spec.sex == Sex::kFemale) {
    pair({0.078F, 1.225F, 0.092F, 1.020F, -0.006F, 0.022F, 0.0034F}, 5);
    pair({0.030F, 1.200F, 0.020F, 1.040F, 0.004F, 0.020F, 0.0016F}, 6);
  }
  pair({w - 0.004F, 1.145F, 0.030F, 1.090F, -0.010F, 0.012F, 0.0040F}, 7);
  pair({w - 0.004F, 1.105F, 0.055F, 1.030F, -0.014F, 0.013F, 0.0048F}, 8);
  pair({w, 1.065F, 0.070F, 1.000F, -0.010F, 0.011F, 0.0036F}, 9);
  pair({w + 0.006F, 1.030F, 0.050F, 0.955F, -0.012F, 0.013F, 0.0038F}, 10);
  pair({0.045F, 1.020F, 0.040F, cut_.hem_y - 0.08F, 0.006F, 0.018F, 0.0044F}, 11);
  pair({0.110F, 0.990F, 0.120F, cut_.hem_y - 0.08F, 0.004F, 0.020F, 0.0050F}, 12);
  pair({0.150F, 0.970F, 0.160F, cut_.hem_y - 0.10F, 0.004F, 0.016F, 0.0040F}, 13);
}

float Top::arm_position(int side, Vec3 p) const {
  const float fore = body_.forearm(side).along(p);
  return std::min(body_.upper_arm(side).along(p), 1.0F) + (fore > 0 ? fore : 0.0F);
}

float Top::sleeve(int side, Vec3 p) const {
  const auto index = static_cast<std::size_t>(side);
  const Limb &upper = upper_[index], &fore = fore_[index];
  if (cut_.sleeve_end <= 1.0F) {
    const float tube = upper.distance(p);
    const float beyond = (upper.along(p) - cut_.sleeve_end) * upper.length();
    // Hollow near the end, so that the cuff is an edge of cloth and not a lid.
    const float hollow = std::max(tube + 0.0032F, -0.05F - beyond);
    return smooth_max(smooth_max(tube, beyond, 0.004F), -hollow, 0.0015F);
  }
  const float tube = smooth_min(upper.distance(p), fore.distance(p), 0.035F);
  const float beyond = (fore.along(p) - (cut_.sleeve_end - 1.0F)) * fore.length();
  const float hollow = std::max(tube + 0.0030F, -0.02F - beyond);
  return smooth_max(smooth_max(tube, beyond, 0.004F), -hollow, 0.0015F);
}

Top::Parts Top::parts(Vec3 p) const {
  const float ease = cut_.ease;
  float d = smooth_min(shell_.distance(p),
                       body_.shoulder_slope(p, kind_ == TopKind::kSleeveless ? 0.006F : 0.008F), 0.040F);
  d = smooth_min(d, body_.chest(p, ease * 0.75F), 0.075F);
  d = smooth_min(d, body_.collar_bones(p, 0.006F), 0.045F);
  const int side = p.x > 0 ? 0 : 1;
  return {d, kind_ == TopKind::kSleeveless ? 1.0F : sleeve(side, p), side};
}

float Top::joined(const Parts& parts, Vec3 p) const {
  if (kind_ == TopKind::kSleeveless) return smooth_max(parts.torso, arm_opening(p), 0.004F);
  // A wide fillet over the shoulder, a tight corner in the armpit.
  const float along = body_.upper_arm(parts.side).along(p);
  return smooth_min(parts.torso, parts.sleeve, 0.006F + 0.020F * (1 - smoothstep(0.10F, 0.45F, along)));
}

float Top::neck_opening(Vec3 p) const {
  const float front = smoothstep(-0.055F, 0.030F, p.z);
  if (kind_ == TopKind::kShirt) {
    const float v = (std::abs(p.x) - (p.y - 1.418F) * 0.50F) * 0.85F;
    return mix(std::max(std::abs(p.x) - cut_.neck_half_width, 1.495F - p.y), v, front);
  }
  const float depth = mix(0.012F, cut_.neck_depth, front);
  const float y = (p.y - cut_.neck_y) * (p.y < cut_.neck_y ? cut_.neck_half_width / depth : 0.0F);
  const float d = length(p.x, y) - cut_.neck_half_width;
  return p.y < cut_.neck_y ? d * std::min(1.0F, depth / cut_.neck_half_width + 0.25F) : d;
}

float Top::arm_opening(Vec3 p) const {
  const float scale = body_.figure().shoulder_x / 0.170F;
  const float x = std::abs(p.x) / scale;
  const float edge = 0.130F - 0.010F * bump(p.y, 1.375F, 0.09F) + 0.060F * smoothstep(1.335F, 1.255F, p.y) +
                     0.08F * smoothstep(1.275F, 1.22F, p.y);
  return (x - edge) * 0.8F * scale;
}

float Top::past_armhole(Vec3 p) const {
  // The seam stands on a plane from the point of the shoulder to the armpit; below, the sleeve is whatever
  // is nearer to the arm than to the trunk.
  const float x = body_.figure().shoulder_x;
  if (p.y < 1.318F) {
    const Parts part = parts(p);
    return part.sleeve < part.torso ? 0.01F : -0.01F;
  }
  return std::abs(p.x) - (x - 0.020F + 0.012F * smoothstep(1.34F, 1.44F, p.y)) -
         0.25F * std::max(0.0F, 1.345F - p.y);
}

float Top::collar(Vec3 p, float torso) const {
  // The collar lies on a surface that flows from the shirt up the neck.
  const float base = smooth_min(torso - 0.0045F, body_.neck(p) - 0.0130F, 0.030F);
  const float x = std::abs(p.x);
  const float leaf = quadrilateral(x, p.y, kCollarLeaf);
  const float band = std::max({1.478F - p.y, p.y - 1.5330F, body_.neck(p) - 0.026F});
  const float region = mix(band, leaf, smoothstep(-0.015F, 0.020F, p.z));
  return smooth_max(std::max(base, -base - 0.012F), region, 0.0035F);
}

float Top::folds(Vec3 p, const Parts& parts) const {
  const float front = smoothstep(-0.03F, 0.03F, p.z);
  const float sleeve_share = smoothstep(0.012F, -0.012F, parts.sleeve - parts.torso);
  float h = 0.0030F * noise({p.x * 6, p.y * 4, p.z * 6 + 3});
  if (sleeve_share < 1) {
    float torso = front * fold_height(folds_, p.x, p.y);
    const float waist = bump(p.y, 1.06F, 0.14F);
    torso += 0.0016F * waist * wrinkle_height({0.10F, 5, 26, 2}, p.x, p.y, p.z);
    torso += 0.0014F * smoothstep(1.02F, 0.90F, p.y) * wrinkle_height({1.5F, 4, 20, 6}, p.x, p.y, p.z);
    h += (1 - sleeve_share) * torso;
  }
  if (sleeve_share > 0) {
    const float position = arm_position(parts.side, p);
    const float twist = parts.side == 0 ? 1.0F : -1.0F;
    const float lengthwise = position * 0.27F;
    float amount = 0.0022F;
    if (cut_.sleeve_end > 1)
      amount += 0.0022F * bump(position, 1.0F, 0.55F) + 0.0016F * smoothstep(1.45F, 1.9F, position);
    const float wrinkles =
        wrinkle_height({-0.75F * twist, 5, 24, 21 + twist}, p.x, lengthwise * -1.0F, p.z * 1.5F);
    h += sleeve_share * amount * wrinkles;
  }
  return h;
}

float Top::distance(Vec3 p, bool fine) const {
  const Parts part = parts(p);
  float d = joined(part, p);
  if (fine && std::abs(d) < 0.03F) d -= folds(p, part);
  const float opening = neck_opening(p);
  if (kind_ != TopKind::kShirt && opening < 0.030F)
    d -= 0.0014F * smoothstep(0.0185F, 0.0165F, opening);  // The rib.
  d = smooth_max(d, -opening, 0.0045F);
  const float hem = cut_.hem_y + 0.004F * std::sin(p.x * 19 + 1) +
                    (kind_ == TopKind::kShirt ? 0.045F * bump(std::abs(p.x), 0.17F, 0.11F) : 0.0F);
  d = smooth_max(d, hem - p.y, 0.004F);
  if (kind_ == TopKind::kShirt) {
    if (std::abs(p.x) < 0.018F && p.z > 0) d -= 0.0010F * smoothstep(0.0165F, 0.0150F, std::abs(p.x));
    if (p.y > 1.36F) d = std::min(d, collar(p, part.torso));
  }
  return d * 0.88F;
}

ClothPoint Top::mark(Vec3 p) const {
  const Parts part = parts(p);
  ClothPoint at;
  const auto seam = [&](float distance, float width, float depth) {
    at.shade *= 1.0F - depth * smoothstep(width, width * 0.35F, std::abs(distance));
  };
  const float position = arm_position(part.side, p);
  const bool on_sleeve = kind_ != TopKind::kSleeveless && past_armhole(p) > 0;
  if (on_sleeve) {
    const Limb& upper = body_.upper_arm(part.side);
    const Vec3 r = p - (position < 1 ? upper.at(position) : body_.forearm(part.side).at(position - 1));
    at.u = 0.055F * std::atan2(r.z, r.x * (part.side == 0 ? 1.0F : -1.0F)) + 0.02F;
    at.v = 1.418F - (position < 1 ? position * upper.length()
                                  : upper.length() + (position - 1) * body_.forearm(part.side).length());
    const float to_end = (cut_.sleeve_end - position) * upper.length();
    if (kind_ == TopKind::kShirt) {
      seam(to_end - 0.058F, 0.0014F, 0.35F);
    } else {
      seam(to_end - 0.020F, 0.0012F, 0.25F);
    }
  } else {
    at.u = p.z > -0.02F ? p.x * (1.0F + 3.2F * p.x * p.x) : 0.34F - p.x;
    at.v = p.y;
    if (p.z > 0) {
      at.print_x = p.x / 0.098F;
      at.print_y = (p.y - 1.245F) / 0.098F;
    }
    seam(p.y - cut_.hem_y - 0.022F, 0.0012F, 0.25F);
  }
  if (kind_ != TopKind::kSleeveless) seam(past_armhole(p), 0.0012F, 0.28F);
  const float opening = neck_opening(p);
  if (kind_ == TopKind::kSleeveless) {
    seam(-arm_opening(p) - 0.011F, 0.0012F, 0.28F);
    seam(opening - 0.012F, 0.0012F, 0.28F);
  } else if (kind_ != TopKind::kShirt) {
    at.rib = smoothstep(0.0175F, 0.0165F, opening);
    seam(opening - 0.0178F, 0.0016F, 0.45F);
  }
  if (kind_ != TopKind::kShirt) return at;

  const float collar_distance = p.y > 1.36F ? collar(p, part.torso) : 1.0F;
  if (collar_distance < joined(part, p) - 0.001F || collar_distance < 0.0008F) {
    at.u = p.x + 0.013F;
    at.v = p.y * 0.9F;
    const float leaf = quadrilateral(std::abs(p.x), p.y, kCollarLeaf);
    if (p.z > 0) seam(leaf + 0.005F, 0.0011F, 0.22F);
    return at;
  }
  if (p.z > 0 && !on_sleeve) {
    seam(std::abs(p.x) - 0.0160F, 0.0014F, 0.40F);
    seam(std::abs(p.x) - 0.0115F, 0.0009F, 0.15F);
    const float row = kButtonTop - kButtonStep * std::round((kButtonTop - p.y) / kButtonStep);
    const float button = length(p.x, p.y - row);
    if (row > cut_.hem_y + 0.05F && row < kButtonTop + 0.01F) {
      at.trim = button < 0.0058F;
      seam(button - 0.0060F, 0.0014F, 0.55F);
      if (button < 0.0020F) at.shade *= 0.75F;
    }
  }
  return at;
}

}  // namespace drape::render
