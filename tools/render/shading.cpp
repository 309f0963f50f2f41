#include "render/shading.h"

#include <cmath>

#include "render/colour.h"
#include "render/noise.h"

namespace drape::render {
namespace {

constexpr float kPi = 3.14159265F;
constexpr int kLamps = static_cast<int>(std::tuple_size_v<LampShadows>);
constexpr float kLampShare = 4.0F / kLamps;  // Solid angle over pi.

/// GGX distribution with a Schlick Fresnel term for skin-like dielectrics.
float gloss_lobe(Vec3 n, Vec3 view, Vec3 light, float roughness) {
  const Vec3 half = normalised(light + view);
  const float nh = std::max(dot(n, half), 0.0F), nl = std::max(dot(n, light), 0.0F),
              nv = std::max(dot(n, view), 0.12F);
  const float a = roughness * roughness, t = nh * nh * (a * a - 1.0F) + 1.0F;
  const float fresnel = 0.04F + 0.96F * std::pow(1.0F - std::max(dot(half, view), 0.0F), 5.0F);
  return a * a / (kPi * t * t) * fresnel * nl / (4.0F * nv * std::max(nl, 0.12F)) * kPi;
}

float wrapped_cosine(float cosine, float wrap) {
  return std::max((cosine + wrap) / (1.0F + wrap), 0.0F);
}

}  // namespace

Studio::Studio(const Scene& scene, const DistanceGrid& grid, const Frame& camera)
    : scene_(scene), grid_(grid), camera_(camera) {
  key_ = {camera.to_world(normalised({-0.52F, 0.62F, 0.95F})), Vec3{1.0F, 0.965F, 0.92F} * 1.20F};
  for (int i = 0; i < kLamps; ++i) {  // Fibonacci sphere.
    const float y = 1.0F - 2.0F * (static_cast<float>(i) + 0.5F) / kLamps, r = std::sqrt(1.0F - y * y);
    const float angle = 2.39996323F * static_cast<float>(i);
    const Vec3 direction{r * std::cos(angle), y, r * std::sin(angle)};
    lamps_[static_cast<std::size_t>(i)] = {camera.to_world(direction), room(direction)};
  }
}

Vec3 Studio::room(Vec3 d) const {
  const auto lobe = [&](Vec3 towards, float sharpness) {
    return std::pow(std::max(dot(d, normalised(towards)), 0.0F), sharpness);
  };
  Vec3 light = mix(Vec3{0.34F, 0.325F, 0.31F}, Vec3{0.42F, 0.43F, 0.45F}, 0.5F + 0.5F * d.y);
  light += Vec3{1.00F, 0.98F, 0.95F} * (0.95F * lobe({-0.55F, 0.75F, 0.75F}, 3.0F));
  light += Vec3{0.92F, 0.96F, 1.00F} * (0.55F * lobe({0.90F, 0.30F, 0.60F}, 4.0F));
  light += Vec3{1.00F, 1.00F, 1.00F} * (0.90F * lobe({0.80F, 0.35F, -0.75F}, 6.0F));
  light += Vec3{1.00F, 1.00F, 1.00F} * (0.75F * lobe({-0.85F, 0.35F, -0.70F}, 6.0F));
  return light * 0.74F;
}

Studio::Surface Studio::skin(Vec3 rest, Part part) const {
  Surface s;
  SkinPoint point;
  if (part == Part::kHeadSkin) {
    const Vec3 q = scene_.figure().to_head(rest);
    point = scene_.head().paint_skin(q);
    point.albedo = mix(point.albedo, scene_.head().complexion().brows, scene_.hair().roots(q));
  } else {
    const float mottle = noise(rest * 38.0F);
    point = {scene_.head().complexion().skin, 0.48F, 0.28F * scene_.head().complexion().gloss};
    point.albedo = point.albedo * Vec3{1 + 0.012F * mottle, 1 - 0.020F * mottle, 1 - 0.024F * mottle};
    for (int side = 0; side < 2; ++side) {
      const ArmBones& arm = scene_.figure().arms[static_cast<std::size_t>(side)];
      const float hand = smoothstep(0.02F, 0.14F, dot(rest - arm.wrist, arm.hand.x)) *
                         smoothstep(0.2F, 0.12F, length(rest - arm.wrist - arm.hand.x * 0.09F));
      const float elbow = bump(length(rest - arm.elbow), 0, 0.06F) * 0.5F;
      point.albedo = point.albedo * mix(Vec3::all(1), Vec3{1.0F, 0.88F, 0.86F}, std::max(hand, elbow));
    }
  }
  s.albedo = point.albedo;
  s.roughness = point.roughness;
  s.gloss = point.gloss;
  const float fair = clamp01(1.6F * s.albedo.x);
  s.wrap = mix(Vec3{0.26F, 0.19F, 0.16F}, Vec3{0.42F, 0.20F, 0.13F}, fair);
  return s;
}

Studio::Surface Studio::cloth(Vec3 rest, Part part) const {
  const Outfit& outfit = scene_.spec().outfit;
  const bool top = part == Part::kTop;
  const ClothPoint at = top ? scene_.top().mark(rest) : scene_.lower().mark(rest);
  Surface s;
  s.albedo = dyed(top ? outfit.top_fabric : outfit.lower_fabric, at, 0.0007F) * at.shade;
  if (at.rib > 0)
    s.albedo = s.albedo * (0.93F + 0.05F * std::sin(std::atan2(rest.x, 1.60F - rest.y) * 420.0F) * at.rib);
  // Yarn: too fine to be seen as such, it keeps large areas from looking like plastic.
  const float yarn = noise({rest.x * 900, rest.y * 900, rest.z * 900}),
              slub = noise({rest.x * 60, rest.y * 700, rest.z * 60});
  s.albedo = s.albedo * (1.0F + (top ? 0.035F : 0.060F) * yarn + 0.025F * slub);
  s.roughness = 0.85F;
  s.gloss = at.trim ? 0.5F : 0.05F;
  s.wrap = Vec3::all(0.14F);
  s.sheen = 0.10F;
  return s;
}

Studio::Surface Studio::surface(Vec3 posed, Vec3 normal, Part part) const {
  const Vec3 rest = scene_.figure().to_rest(posed);
  const Figure& figure = scene_.figure();
  Surface s;
  switch (part) {
    case Part::kTop:
    case Part::kLower:
      return cloth(rest, part);
    case Part::kEye: {
      const Vec3 gaze = normalised(figure.head.to_local(camera_.z) * Vec3{0.9F, 0.5F, 1.0F});
      const SkinPoint eye = scene_.head().paint_eye(figure.to_head(rest), gaze);
      s.albedo = eye.albedo;
      s.roughness = eye.roughness;
      s.gloss = eye.gloss;
      s.wrap = Vec3::all(0.3F);
      return s;
    }
    case Part::kHair: {
      const HairPoint hair = scene_.hair().paint(figure.to_head(rest), figure.head.to_local(normal));
      s.albedo = hair.albedo;
      s.wrap = Vec3::all(0.25F);
      s.gloss = hair.gloss;
      s.strands = true;
      s.strand = figure.head.to_world(hair.strand);
      return s;
    }
    case Part::kShoe:
      s.albedo = rest.y < 0.027F ? Vec3{0.74F, 0.73F, 0.71F} : linear(scene_.spec().outfit.shoes);
      s.roughness = 0.5F;
      s.gloss = 0.2F;
      return s;
    default:
      return skin(rest, part);
  }
}

float Studio::key_visibility(Vec3 p, Vec3 n) const {
  // The first centimetres need the true surface (nose, lids, collar); beyond, the lattice will do.
  constexpr float kSpread = 0.13F;
  const Vec3 from = p + n * 0.0025F;
  float open = 1, t = 0.006F;
  while (t < 0.055F) {
    const float d = scene_.nearest(from + key_.direction * t, false).distance;
    open = std::min(open, 0.5F + 0.5F * d / (t * kSpread));
    if (open <= 0) return 0;
    t += std::max(d * 0.9F, 0.005F);
  }
  open = clamp01(open);
  open = open * open * (3.0F - 2.0F * open);
  return std::min(open, grid_.visibility(p, {key_.direction, 0.16F, std::max(t, 0.055F), 0.9F}));
}

float Studio::close_occlusion(Vec3 p, Vec3 n) const {
  float sum = 0;
  constexpr std::array<float, 3> kSteps{0.005F, 0.012F, 0.026F}, kWeights{0.42F, 0.34F, 0.24F};
  for (std::size_t i = 0; i < kSteps.size(); ++i) {
    const float d = scene_.nearest(p + n * kSteps[i], false).distance;
    sum += kWeights[i] * clamp01(1.0F - d / (kSteps[i] * 0.86F));
  }
  return 1.0F - 0.85F * clamp01(sum);
}

Vec3 Studio::highlights(const Surface& s, Vec3 n, Vec3 view, float key_seen, float open) const {
  const Vec3 side = camera_.to_world(normalised({0.85F, 0.30F, 0.55F}));
  const Vec3 rim = camera_.to_world(normalised({0.75F, 0.40F, -0.55F}));
  float light = 1.5F * key_seen * gloss_lobe(n, view, key_.direction, s.roughness) +
                0.45F * open * gloss_lobe(n, view, side, s.roughness) +
                0.40F * open * gloss_lobe(n, view, rim, s.roughness);
  light += 0.05F * open * std::pow(1.0F - std::max(dot(n, view), 0.0F), 4.0F);
  return Vec3{1.0F, 0.985F, 0.97F} * (light * s.gloss);
}

// Two shifted lobes about the strand (Kajiya and Kay 1989, Marschner et al. 2003).
Vec3 Studio::hair_highlights(const Surface& s, Vec3 n, Vec3 view, float key_seen, float open) const {
  const auto lobe = [&](Vec3 light, float shift, float sharpness) {
    const Vec3 strand = normalised(s.strand + n * shift);
    const float th = dot(strand, normalised(light + view));
    return std::pow(std::sqrt(std::max(1.0F - th * th, 0.0F)), sharpness) *
           smoothstep(-0.2F, 0.5F, dot(n, light));
  };
  const Vec3 top = camera_.to_world(normalised({-0.15F, 0.95F, 0.45F}));
  const float white =
      0.055F * key_seen * lobe(key_.direction, -0.10F, 90) + 0.040F * open * lobe(top, -0.08F, 70);
  const float tinted =
      0.42F * key_seen * lobe(key_.direction, 0.14F, 16) + 0.30F * open * lobe(top, 0.12F, 14);
  return (Vec3::all(white) + s.albedo * tinted) * s.gloss;
}

LampShadows Studio::shadows_at(const SurfacePoint& at) const {
  LampShadows shadows{};
  const Vec3 from = at.position + at.normal * 0.014F;
  for (std::size_t i = 0; i < lamps_.size(); ++i) {
    if (dot(at.normal, lamps_[i].direction) < -0.35F) continue;
    const float seen = grid_.wide_visibility(from, {lamps_[i].direction, 0.42F, 0.014F, 0.7F});
    shadows[i] = static_cast<std::uint8_t>(std::lround(255.0F * seen));
  }
  return shadows;
}

Vec3 Studio::diffuse(const Surface& s, Vec3 n, Vec3 light) {
  const float cosine = dot(n, light);
  if (s.strands) {
    const float along = dot(s.strand, light);
    const float around = std::sqrt(std::max(1.0F - along * along, 0.0F));
    return Vec3::all(mix(wrapped_cosine(cosine, s.wrap.x), around, 0.35F) * smoothstep(-0.5F, 0.35F, cosine));
  }
  return {wrapped_cosine(cosine, s.wrap.x), wrapped_cosine(cosine, s.wrap.y),
          wrapped_cosine(cosine, s.wrap.z)};
}

Vec3 Studio::shade(const SurfacePoint& at, const LampShadows& shadows) const {
  const Vec3 n = at.normal;
  const Surface s = surface(at.position, n, at.part);
  const float close = close_occlusion(at.position, n), key_seen = key_visibility(at.position, n);
  Vec3 irradiance;
  float open = 0, weight = 0;
  for (std::size_t i = 0; i < lamps_.size(); ++i) {
    const float cosine = dot(n, lamps_[i].direction), seen = static_cast<float>(shadows[i]) / 255.0F;
    irradiance += lamps_[i].radiance * diffuse(s, n, lamps_[i].direction) * (seen * kLampShare);
    open += seen * std::max(cosine, 0.0F);
    weight += std::max(cosine, 0.0F);
  }
  open = open / std::max(weight, 1e-3F) * close;
  // Light that went through skin comes back red: occlusion takes less of it.
  const bool skin = s.wrap.x > s.wrap.z;
  const Vec3 shut = skin ? Vec3{std::pow(close, 0.65F), close, close} : Vec3::all(close);
  const Vec3 key = skin ? Vec3{std::pow(key_seen, 0.75F), key_seen, key_seen} : Vec3::all(key_seen);
  irradiance =
      irradiance * shut + key_.radiance * key * diffuse(s, n, key_.direction) * mix(Vec3::all(1), shut, 0.5F);
  Vec3 colour = s.albedo * irradiance * 0.80F;
  if (s.sheen > 0) {
    const float graze = std::pow(1.0F - clamp01(dot(n, at.view)), 3.0F);
    colour += mix(s.albedo, Vec3::all(0.5F), 0.25F) * (s.sheen * graze * open * 2.0F);
  }
  if (at.part == Part::kEye) {
    // The key softbox mirrored in the eye.
    const Vec3 mirror = n * (2.0F * dot(n, at.view)) - at.view;
    colour += Vec3::all(0.9F * smoothstep(0.940F, 0.962F, dot(mirror, key_.direction)));
  }
  return colour + (s.strands ? hair_highlights(s, n, at.view, key_seen, open)
                             : highlights(s, n, at.view, key_seen, open));
}

Vec3 Studio::backdrop(Vec3 origin, Vec3 direction) const {
  Vec3 colour{0.800F, 0.800F, 0.808F};
  // A seamless paper: slightly darker towards its upper corners.
  const Vec3 c = camera_.to_local(direction);
  const float vignette = length(c.x / -c.z * 1.6F, c.y / -c.z + 0.08F);
  colour = colour * (1.03F - 0.16F * smoothstep(0.05F, 0.55F, vignette));
  if (direction.y < -1e-3F) {
    const Vec3 floor = origin + direction * (-origin.y / direction.y);
    const float near = smoothstep(1.1F, 0.5F, length(floor.x, floor.z));
    if (near > 0) {
      float light = 0, total = 0;
      for (const Lamp& lamp : lamps_) {
        if (lamp.direction.y <= 0.02F) continue;
        const float share = lamp.direction.y * (lamp.radiance.x + 0.2F);
        light += share * grid_.visibility(floor + Vec3{0, 0.004F, 0}, {lamp.direction, 0.42F, 0.012F, 1.2F});
        total += share;
      }
      const float key = grid_.visibility(floor + Vec3{0, 0.004F, 0}, {key_.direction, 0.30F, 0.02F, 1.9F});
      const float seen = 0.72F * light / total + 0.28F * key;
      colour = colour * mix(1.0F, 0.30F + 0.70F * seen, near);
    }
  }
  return colour;
}

Vec3 developed(Vec3 c) {
  const auto shoulder = [](float x) {
    return x > 0.55F ? 0.55F + 0.45F * (1.0F - std::exp(-(x - 0.55F) / 0.45F)) : x;
  };
  return encoded({shoulder(c.x), shoulder(c.y), shoulder(c.z)});
}

}  // namespace drape::render
