#include "render/lower.h"

#include "render/noise.h"

namespace drape::render {

Lower::Lower(const Body& body, const PersonSpec& spec)
    : kind_(spec.outfit.lower),
      hem_y_(kind_ == LowerKind::kTrousers ? 0.062F
             : kind_ == LowerKind::kShorts ? 0.540F
                                           : 0.530F) {
  const Loft& trunk = body.trunk_loft();
  std::vector<Loft::Section> sections;
  if (kind_ == LowerKind::kSkirt) {
    const Loft::Section hips = trunk.at(0.89F);
    constexpr std::array<std::array<float, 2>, 6> kFlare{{{0.48F, 0.100F},
                                                          {0.60F, 0.078F},
                                                          {0.74F, 0.048F},
                                                          {0.86F, 0.018F},
                                                          {0.93F, 0.011F},
                                                          {0.98F, 0.0075F}}};
    for (const auto& [y, ease] : kFlare) {
      const Loft::Section s = y > 0.87F ? trunk.at(y) : hips;
      sections.push_back({y, s.half_width + ease, s.half_depth + ease * 0.75F, s.centre_z});
    }
    const Loft::Section waist = trunk.at(1.03F);
    sections.push_back({1.03F, waist.half_width + 0.006F, waist.half_depth + 0.006F, waist.centre_z});
  } else {
    for (int i = 0; i <= 6; ++i) {
      Loft::Section s = trunk.at(mix(0.84F, 1.04F, static_cast<float>(i) / 6));
      s.half_width += 0.0085F;
      s.half_depth += 0.0085F;
      sections.push_back(s);
    }
  }
  seat_ = Loft(sections.data(), sections.size(), 0.22F);

  const bool female = spec.sex == Sex::kFemale, shorts = kind_ == LowerKind::kShorts;
  const float b = 1.0F + 0.08F * spec.build, narrow = female ? 0.93F : 1.0F;
  for (std::size_t i = 0; i < 2; ++i) {
    const LegBones& leg = body.figure().legs[i];
    std::array<float, 7> thigh{0.100F, 0.100F, 0.096F, 0.090F, 0.083F, 0.077F, 0.073F};
    if (shorts) thigh = {0.101F, 0.103F, 0.102F, 0.101F, 0.100F, 0.099F, 0.098F};
    std::array<float, 7> shin{0.073F, 0.070F, 0.067F, 0.064F, 0.0615F, 0.0595F, 0.058F};
    for (float& r : thigh) r *= b * mix(1.0F, narrow, 0.5F);
    for (float& r : shin) r *= b * narrow;
    // The tube must not bulge past the hips.
    thigh[0] = trunk.at(0.90F).half_width + 0.009F - std::abs(leg.hip.x);
    thigh[1] = mix(thigh[0], thigh[2], 0.4F);
    upper_[i] = Limb(leg.hip, leg.knee, thigh);
    lower_[i] = Limb(leg.knee, leg.ankle + Vec3{0, -0.02F, 0.006F}, shin);
  }
  add_pair(folds_, {0.030F, 0.870F, 0.130F, 0.905F, 0.006F, 0.010F, 0.0040F}, 31);
  add_pair(folds_, {0.025F, 0.850F, 0.140F, 0.850F, 0.008F, 0.011F, 0.0046F}, 32);
  add_pair(folds_, {0.030F, 0.828F, 0.125F, 0.775F, 0.008F, 0.012F, 0.0042F}, 33);
  add_pair(folds_, {0.045F, 0.800F, 0.120F, 0.690F, 0.010F, 0.013F, 0.0034F}, 34);
}

float Lower::tube(int side, Vec3 p) const {
  const auto i = static_cast<std::size_t>(side);
  return smooth_min(upper_[i].distance(p), lower_[i].distance(p), 0.010F);
}

float Lower::trouser_folds(Vec3 p) const {
  const float front = smoothstep(-0.04F, 0.02F, p.z), side = p.x > 0 ? 1.0F : -1.0F;
  float h = front * fold_height(folds_, p.x, p.y);
  h += 0.0022F * noise({p.x * 9, p.y * 4, p.z * 9});
  h += 0.0022F * bump(p.y, 0.50F, 0.15F) * wrinkle_height({0.30F * side, 6, 24, 5}, p.x, p.y, p.z);
  const float stack = kind_ == LowerKind::kTrousers ? smoothstep(0.30F, 0.09F, p.y) : 0.0F;
  h += 0.0032F * stack * wrinkle_height({0.28F * side, 7, 26, 8 + side}, p.x, p.y, p.z);
  h += 0.0013F * wrinkle_height({1.40F * side, 3, 15, 12 + side}, p.x, p.y, p.z);
  return h;
}

float Lower::trousers(Vec3 p, bool fine) const {
  const float legs = std::min(tube(0, p), tube(1, p));
  float d = smooth_min(seat_.distance(p), legs, p.y > 0.80F ? 0.030F : 0.012F);
  if (fine && std::abs(d) < 0.03F) d -= trouser_folds(p);
  d = smooth_max(d, p.y - kWaist, 0.004F);
  return smooth_max(d, hem_y_ - p.y, 0.004F);
}

float Lower::skirt(Vec3 p, bool fine) const {
  float d = seat_.distance(p);
  if (std::abs(d) < 0.06F) {
    // Soft pleats that open towards the hem.
    const float angle = std::atan2(p.x, p.z + 0.01F);
    const float open = smoothstep(0.93F, 0.52F, p.y);
    const float wander = 0.5F * noise({angle * 1.2F, p.y * 2.5F, 4});
    d -= 0.0135F * open * std::sin(11.0F * angle + 2.2F * wander) +
         0.006F * open * noise({angle * 4.0F, p.y * 2, 8});
    if (fine) d -= 0.0013F * wrinkle_height({1.5F, 3, 22, 3}, p.x, p.y, p.z);
  }
  d = smooth_max(d, p.y - kWaist, 0.004F);
  // Solid down to the hem: no camera looks under it.
  const float hem = hem_y_ + 0.003F * std::sin(p.x * 22);
  return smooth_max(d, hem - p.y, 0.004F) * 0.75F;
}

float Lower::distance(Vec3 p, bool fine) const {
  return (kind_ == LowerKind::kSkirt ? skirt(p, fine) : trousers(p, fine)) * 0.90F;
}

ClothPoint Lower::mark(Vec3 p) const {
  ClothPoint at;
  at.u = p.x;
  at.v = p.y;
  const auto seam = [&](float distance, float width, float depth) {
    at.shade *= 1.0F - depth * smoothstep(width, width * 0.35F, std::abs(distance));
  };
  seam(p.y - kWaist + 0.036F, 0.0013F, 0.35F);
  seam(p.y - hem_y_ - 0.020F, 0.0013F, 0.28F);
  if (kind_ == LowerKind::kSkirt) return at;
  if (p.z > 0) {
    if (p.y > 0.865F) seam(p.x, 0.0014F, 0.45F);
    // Pockets: an arc from the waistband to the side seam.
    const float hip = seat_.at(0.93F).half_width;
    const float pocket = length(std::abs(p.x) - hip - 0.012F, (p.y - kWaist + 0.030F) * 0.62F) - 0.070F;
    if (p.y < kWaist - 0.036F && p.y > 0.84F) seam(pocket, 0.0016F, 0.50F);
    if (p.y < kWaist - 0.036F && p.y > 0.84F) seam(pocket - 0.006F, 0.0009F, 0.16F);
  }
  const float button = length(p.x, p.y - kWaist + 0.018F);
  if (p.z > 0) at.trim = button < 0.0075F;
  // Wear: the front of the thighs is a little lighter, the sides darker.
  const float worn = bump(p.y, 0.66F, 0.26F) * smoothstep(0.0F, 0.09F, p.z);
  at.shade *= 1.0F + 0.16F * worn;
  return at;
}

}  // namespace drape::render
