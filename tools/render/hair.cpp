#include "render/hair.h"

#include <array>

#include "render/noise.h"
#include "render/solids.h"

namespace drape::render {
namespace {

/// Piecewise linear through (x, y) knots with ascending x, smoothed at the knots by smoothstep pieces.
template <std::size_t N>
float through(const std::array<std::array<float, 2>, N>& knots, float x) {
  if (x <= knots.front()[0]) return knots.front()[1];
  for (std::size_t i = 1; i < N; ++i) {
    if (x < knots[i][0])
      return mix(knots[i - 1][1], knots[i][1], smoothstep(knots[i - 1][0], knots[i][0], x));
  }
  return knots.back()[1];
}

// Height of the hairline by the angle from the front (0) over the ear (1.57) to the nape (3.14).
constexpr std::array<std::array<float, 2>, 9> kMaleLine{{{0.0F, 0.064F},
                                                         {0.42F, 0.066F},
                                                         {0.80F, 0.044F},
                                                         {1.02F, 0.020F},
                                                         {1.22F, -0.014F},
                                                         {1.42F, -0.004F},
                                                         {1.72F, 0.014F},
                                                         {2.10F, -0.035F},
                                                         {2.70F, -0.085F}}};
constexpr std::array<std::array<float, 2>, 8> kFemaleLine{{{0.0F, 0.066F},
                                                           {0.50F, 0.064F},
                                                           {0.85F, 0.050F},
                                                           {1.10F, 0.024F},
                                                           {1.32F, 0.004F},
                                                           {1.60F, 0.012F},
                                                           {2.10F, -0.035F},
                                                           {2.70F, -0.080F}}};

// Half width of the face between the curtains of long hair, by height.
constexpr std::array<std::array<float, 2>, 10> kFaceOpening{{{-0.260F, 0.066F},
                                                             {-0.140F, 0.060F},
                                                             {-0.090F, 0.0610F},
                                                             {-0.040F, 0.0640F},
                                                             {0.000F, 0.0640F},
                                                             {0.024F, 0.0580F},
                                                             {0.044F, 0.0450F},
                                                             {0.058F, 0.0260F},
                                                             {0.067F, 0.0080F},
                                                             {0.076F, -0.0120F}}};

}  // namespace

Hair::Hair(const PersonSpec& spec)
    : style_(spec.hair), colour_(linear(spec.hair_colour)), female_(spec.sex == Sex::kFemale) {
  if (style_ == HairStyle::kLong) {
    bound_y_ = -0.07F;
    bound_radius_ = 0.25F;
  } else if (style_ == HairStyle::kBob) {
    bound_y_ = -0.01F;
    bound_radius_ = 0.18F;
  } else if (style_ == HairStyle::kBun || style_ == HairStyle::kCurly) {
    bound_y_ = 0.05F;
    bound_radius_ = 0.17F;
  }
}

float Hair::hairline(Vec3 q) const {
  const float angle = std::atan2(std::abs(q.x), q.z + 0.010F);
  const float wave = 0.0022F * noise({q.x * 160, q.z * 160, 5});
  return (female_ ? through(kFemaleLine, angle) : through(kMaleLine, angle)) + wave;
}

float Hair::grown(Vec3 q, float skull) const {
  const float above = q.y - hairline(q);
  const float top = smoothstep(0.030F, 0.105F, q.y);
  float thickness = 0;
  switch (style_) {
    case HairStyle::kCropped:
      thickness = 0.0038F + 0.0022F * top;
      break;
    case HairStyle::kBun:
      thickness = 0.0085F + 0.003F * top;
      break;
    default:
      thickness = 0.0070F + 0.0160F * top + 0.010F * top * smoothstep(0.0F, 0.07F, q.z) * (1.0F + 4.0F * q.x);
  }
  const float layer = thickness * smoothstep(-0.002F, 0.016F + 1.7F * thickness, above) -
                      0.0250F * smoothstep(0.003F, -0.016F, above);
  float d = (skull - layer) * 0.80F;
  if (style_ == HairStyle::kBun)
    d = smooth_min(d, ellipsoid(q, {0.0F, 0.137F, -0.040F}, {0.040F, 0.034F, 0.038F}), 0.010F);
  return d;
}

float Hair::curls(Vec3 q) const {
  const float size = female_ ? 1.0F : 0.86F;
  const float volume =
      ellipsoid(q, {0, 0.052F, -0.020F}, {0.112F * size, 0.106F * size + 0.004F, 0.112F * size});
  const float cut = (hairline(q) + 0.002F - q.y) * 0.75F;
  float d = smooth_max(volume, std::max(cut, -0.075F - q.y), 0.035F);
  d -= 0.0075F * (0.62F - cell_noise(q * 62.0F)) * 1.4F;
  return d * 0.72F;
}

float Hair::face_opening(Vec3 q) const {
  const float centre = parting_x_ * smoothstep(0.030F, 0.085F, q.y);
  return (through(kFaceOpening, q.y) - std::abs(q.x - centre)) * 0.85F;
}

float Hair::fall(Vec3 q) const {
  const Vec3 m{std::abs(q.x), q.y, q.z};
  const bool bob = style_ == HairStyle::kBob;
  float d = ellipsoid(q, {0, 0.034F, -0.018F}, {0.0850F, 0.0990F, 0.1040F});
  if (bob) {
    d = smooth_min(d, ellipsoid(m, {0.054F, -0.042F, -0.018F}, {0.0390F, 0.070F, 0.060F}), 0.040F);
    d = smooth_min(d, ellipsoid(q, {0, -0.030F, -0.055F}, {0.086F, 0.080F, 0.052F}), 0.03F);
  } else {
    d = smooth_min(d, capsule(m, {0.060F, 0.018F, -0.014F}, {0.076F, -0.165F, -0.030F}, 0.0255F, 0.0300F),
                   0.060F);
    d = smooth_min(d, ellipsoid(q, {0, -0.110F, -0.062F}, {0.100F, 0.170F, 0.040F}), 0.03F);
  }
  d = smooth_max(d, smooth_min(face_opening(q), q.z - 0.004F, 0.020F), 0.014F);
  // The parting itself: a shallow valley.
  const float valley =
      bump(q.x, parting_x_, 0.016F) * smoothstep(0.06F, 0.11F, q.y) * smoothstep(-0.09F, 0.0F, q.z);
  return (d + 0.0055F * valley) * 0.85F;
}

float Hair::across(Vec3 q) const {
  if (style_ == HairStyle::kLong || style_ == HairStyle::kBob) {
    // Over the crown strands fall to the sides in planes across the parting; lower down they hang.
    const float azimuth = std::atan2(smooth_abs(q.x, 0.004F), q.z + 0.020F);
    const float hanging = 0.095F * (1.5708F - azimuth) + 0.0022F * std::sin(q.y * 55.0F);
    return mix(q.z, hanging, smoothstep(0.055F, -0.035F, q.y));
  }
  // Strands run away from the whorl (or to the bun): lines of equal azimuth about it.
  const Vec3 pole = style_ == HairStyle::kBun ? Vec3{0, 0.125F, -0.045F} : Vec3{0.018F, 0.100F, -0.055F};
  const Vec3 axis = normalised(pole - Vec3{0, 0.02F, -0.015F});
  const Vec3 forward = normalised(Vec3{0, 0, 1} - axis * axis.z);
  const Vec3 side = cross(axis, forward);
  const Vec3 r = q - pole;
  const float swirl = style_ == HairStyle::kShort ? 3.2F * length(r) : 0.0F;
  return 0.085F * (std::atan2(dot(r, side), dot(r, forward)) + swirl);
}

float Hair::locks(Vec3 q) const {
  if (style_ == HairStyle::kCurly) return 0.0018F * noise(q * 190.0F) + 0.0012F * noise(q * 420.0F);
  const float u = across(q);
  const float drift = 0.25F * noise(q * 16.0F);
  const float coarse = noise({u * 85.0F + drift, q.y * 7.0F, q.x * 7.0F});
  const float fine = noise({u * 330.0F + 2 * drift, q.y * 11.0F, 7 + q.x * 9.0F});
  const float scale = style_ == HairStyle::kCropped ? 0.35F : style_ == HairStyle::kBun ? 0.55F : 1.0F;
  return scale * (0.0030F * coarse + 0.0011F * fine);
}

float Hair::distance(Vec3 q, float skull, bool fine) const {
  const float outside = length(q - centre()) - radius();
  if (outside > 0.03F) return outside;
  float d = 0;
  switch (style_) {
    case HairStyle::kLong:
    case HairStyle::kBob:
      d = fall(q);
      break;
    case HairStyle::kCurly:
      d = curls(q);
      break;
    default:
      d = grown(q, skull);
  }
  if (!fine || std::abs(d) > 0.02F) return d;
  return d + 0.85F * locks(q) * (1.0F - 0.96F * beside_face(q));
}

float Hair::beside_face(Vec3 q) const {
  if (style_ != HairStyle::kLong && style_ != HairStyle::kBob) return 0;
  return bump(face_opening(q), 0, 0.030F) * smoothstep(-0.01F, 0.02F, q.z);
}

HairPoint Hair::paint(Vec3 q, Vec3 normal) const {
  constexpr float kStep = 0.0006F;
  const float u = across(q);
  const Vec3 gradient{across(q + Vec3{kStep, 0, 0}) - u, across(q + Vec3{0, kStep, 0}) - u,
                      across(q + Vec3{0, 0, kStep}) - u};
  HairPoint point;
  point.strand = normalised(cross(normal, normalised(gradient)));
  const float drift = 0.25F * noise(q * 16.0F);
  const float strand = noise({u * 420.0F + drift, q.y * 9.0F, q.x * 8.0F}),
              lock = noise({u * 85.0F + drift, q.y * 7.0F, q.x * 7.0F});
  float brightness = 1.0F + 0.30F * strand - 0.24F * lock;
  if (style_ == HairStyle::kCropped) point.gloss = 0.4F;
  if (style_ == HairStyle::kCurly) {
    point.gloss = 0.35F;
    point.strand = normalised(
        Vec3{noise(q * 90.0F), noise(q * 90.0F + Vec3{9, 0, 0}), noise(q * 90.0F + Vec3{0, 9, 0})});
    brightness = 1.0F + 0.35F * noise(q * 260.0F) - 0.5F * (cell_noise(q * 62.0F) - 0.45F);
  }
  point.albedo = colour_ * std::max(brightness, 0.25F);
  return point;
}

float Hair::roots(Vec3 q) const {
  const float above = q.y - hairline(q);
  const float strokes = 0.004F * noise({q.x * 500, q.y * 90, q.z * 500});
  return smoothstep(-0.005F, 0.004F, above + strokes) * (style_ == HairStyle::kCurly ? 0.6F : 0.85F);
}

}  // namespace drape::render
