#include "render/head.h"

#include <array>

#include "render/noise.h"
#include "render/solids.h"

namespace drape::render {
namespace {

Vec3 mirrored(Vec3 q) {
  return {std::abs(q.x), q.y, q.z};
}

FaceShape make_shape(const PersonSpec& spec) {
  FaceShape s;
  s.jaw = 0.95F;
  if (spec.sex == Sex::kFemale) {
    s.jaw = 0.86F;
    s.chin_y = -0.093F;
    s.nose_half_width = 0.0112F;
    s.nose_depth = 0.1010F;
    s.nose_tip_y = -0.0345F;
    s.mouth_half_width = 0.0222F;
    s.upper_lip = 0.0068F;
    s.lower_lip = 0.0092F;
    s.eye_half_width = 0.0164F;
    s.eye_upper = 0.0077F;
    s.eye_lower = 0.0058F;
    s.eye_tilt = 0.13F;
    s.brow_y = 0.0240F;
    s.brow_half_height = 0.0021F;
    s.brow_ridge = 0.35F;
  }
  const auto vary = [&](int feature, float amount) {
    return amount * (2.0F * hash01(static_cast<std::int32_t>(spec.face), feature, 77) - 1.0F);
  };
  if (spec.face != 0) {
    s.jaw *= 1.0F + vary(1, 0.05F);
    s.chin_y += vary(2, 0.003F);
    s.cheek *= 1.0F + vary(3, 0.12F);
    s.nose_half_width *= 1.0F + vary(4, 0.14F);
    s.nose_tip_y += vary(5, 0.0018F);
    s.mouth_half_width *= 1.0F + vary(6, 0.07F);
    s.upper_lip *= 1.0F + vary(7, 0.16F);
    s.lower_lip *= 1.0F + vary(8, 0.14F);
    s.eye_tilt += vary(9, 0.04F);
    s.brow_half_height *= 1.0F + vary(10, 0.20F);
  }
  if (spec.skin_tone >= 4) {
    s.nose_half_width *= 1.13F;
    s.upper_lip *= 1.18F;
    s.lower_lip *= 1.15F;
  }
  return s;
}

Complexion make_complexion(const PersonSpec& spec) {
  Complexion c;
  const bool female = spec.sex == Sex::kFemale;
  c.skin = skin_colour(spec.skin_tone);
  const float dark = static_cast<float>(spec.skin_tone) / 5.0F;
  c.lips = c.skin * (female ? mix(Vec3{0.82F, 0.42F, 0.42F}, Vec3{1.05F, 0.62F, 0.66F}, dark)
                            : mix(Vec3{0.86F, 0.58F, 0.55F}, Vec3{0.98F, 0.74F, 0.74F}, dark));
  c.brows = linear(spec.hair_colour) * 0.70F;
  // Grey or blond hair rarely comes with brows as light.
  const float brightness = std::max({c.brows.x, c.brows.y, c.brows.z});
  if (brightness > 0.12F) c.brows = c.brows * (0.12F / brightness);
  c.iris = linear(spec.eye_colour);
  c.gloss = 1.0F - 0.62F * dark;
  c.lashes = female ? 1.0F : 0.55F;
  c.blush = female ? 1.15F : 0.8F;
  c.stubble = female ? 0.0F : 0.40F;
  c.beard = linear(spec.hair_colour) * 0.6F;
  if (spec.beard > 0) c.stubble = mix(0.45F, 1.0F, spec.beard);
  return c;
}

}  // namespace

Vec3 skin_colour(int tone) {
  constexpr std::array<Colour, 6> kTones{Colour{240, 206, 186}, {228, 188, 162}, {208, 162, 130},
                                         {176, 126, 94},        {132, 88, 64},   {92, 60, 45}};
  return linear(kTones[static_cast<std::size_t>(std::clamp(tone, 0, 5))]);
}

Head::Head(const PersonSpec& spec)
    : shape_(make_shape(spec)),
      ears_covered_(spec.hair == HairStyle::kLong || spec.hair == HairStyle::kBob),
      complexion_(make_complexion(spec)) {}

float Head::skull(Vec3 q) const {
  const Vec3 m{smooth_abs(q.x, 0.006F), q.y, q.z};
  const FaceShape& s = shape_;
  float d = ellipsoid(m, {0, 0.034F, -0.016F}, {0.0760F, 0.0860F, 0.0950F});
  d = smooth_min(
      d, ellipsoid(m, {0, -0.018F, 0.014F}, {0.0560F + 0.0060F * (s.jaw - 0.5F) * 2.0F, 0.078F, 0.066F}),
      0.035F);
  d = smooth_min(d, ellipsoid(m, {0.030F * s.jaw, -0.058F, 0.012F}, {0.0290F * s.jaw, 0.032F, 0.046F}),
                 0.034F);
  d = smooth_min(d, ellipsoid(m, {0, s.chin_y, 0.058F}, {0.0215F * s.jaw, 0.0150F, 0.0200F}), 0.036F);
  d = smooth_min(d, ellipsoid(m, {0.036F, -0.028F, 0.050F}, {0.0255F, 0.0225F * s.cheek, 0.0265F * s.cheek}),
                 0.030F);
  const float ridge = 0.0065F + 0.0028F * s.brow_ridge;
  d = smooth_min(d, capsule(m, {0.010F, 0.0175F, 0.0735F}, {0.044F, 0.0195F, 0.0560F}, ridge, ridge), 0.022F);
  return d;
}

float Head::lid_opening(Vec3 m) const {
  const FaceShape& s = shape_;
  const float dx = m.x - kEye.x, dy = m.y - kEye.y;
  const float c = std::cos(s.eye_tilt), t = std::sin(s.eye_tilt);
  const float ex = (dx * c + dy * t) / s.eye_half_width, ey = dy * c - dx * t;
  // The upper lid is highest inside, the lower one lowest outside the middle: it makes the look alive.
  const float upper = s.eye_upper * (1.0F - ex * ex) * (1.0F - 0.12F * ex);
  const float lower = -s.eye_lower * (1.0F - ex * ex) * (1.0F + 0.16F * ex);
  return std::max(ey - upper, lower - ey) * 0.85F;
}

float Head::nose(Vec3 m) const {
  const FaceShape& s = shape_;
  const float w = s.nose_half_width, tip = s.nose_tip_y, z = s.nose_depth;
  float d = capsule(m, {0, 0.012F, 0.0770F}, {0, tip + 0.003F, z - 0.0085F}, 0.0062F, 0.0078F);
  d = smooth_min(d, sphere(m, {0, tip, z - 0.0090F}, 0.0094F), 0.008F);
  d = smooth_min(d, ellipsoid(m, {w * 0.92F, tip - 0.0030F, z - 0.0175F}, {0.0064F, 0.0066F, 0.0095F}),
                 0.009F);
  return d;
}

float Head::ears(Vec3 m) const {
  const Vec3 q{m.x - 0.0750F + 0.26F * (m.z + 0.010F) - 0.08F * (m.y + 0.008F), m.y, m.z + 0.16F * m.y};
  float d = ellipsoid(q, {0.0010F, -0.008F, -0.011F}, {0.0088F, 0.0290F, 0.0165F});
  d = smooth_max(d, -ellipsoid(q, {0.0105F, -0.005F, -0.006F}, {0.0075F, 0.0185F, 0.0098F}), 0.006F);
  return smooth_min(d, ellipsoid(q, {0.0030F, -0.008F, 0.0015F}, {0.0040F, 0.0065F, 0.0040F}), 0.004F);
}

float Head::with_lips(Vec3 m, float d) const {
  const FaceShape& s = shape_;
  const float w = s.mouth_half_width, smile = 0.0022F;
  const float corner_y = -0.0660F + smile;
  // The teeth push the mouth forward.
  d = smooth_min(d, ellipsoid(m, {0, -0.065F, 0.0620F}, {0.0290F, 0.0235F, 0.0225F}), 0.022F);
  const float up = s.upper_lip * 0.62F, low = s.lower_lip * 0.60F;
  const float upper = smooth_min(
      capsule(m, {0, -0.0638F, 0.0826F}, {w * 0.62F, -0.0640F, 0.0775F}, up, up * 0.8F),
      capsule(m, {w * 0.62F, -0.0640F, 0.0775F}, {w, corner_y, 0.0690F}, up * 0.8F, 0.0015F), 0.004F);
  const float lower = smooth_min(
      capsule(m, {0, -0.0722F, 0.0815F}, {w * 0.55F, -0.0705F, 0.0770F}, low, low * 0.85F),
      capsule(m, {w * 0.55F, -0.0705F, 0.0770F}, {w, corner_y, 0.0690F}, low * 0.85F, 0.0015F), 0.004F);
  d = smooth_min(d, std::min(upper, lower), 0.006F);
  const float parting =
      std::min(capsule(m, {0, -0.0678F, 0.0872F}, {w * 0.6F, -0.0672F, 0.0820F}, 0.0008F, 0.0008F),
               capsule(m, {w * 0.6F, -0.0672F, 0.0820F}, {w * 1.03F, corner_y, 0.0730F}, 0.0008F, 0.0008F));
  d = smooth_max(d, -parting, 0.0030F);
  return smooth_max(d, -capsule(m, {0, -0.0490F, 0.0960F}, {0, -0.0575F, 0.0905F}, 0.0030F, 0.0030F), 0.007F);
}

float Head::skin(Vec3 q, float skull) const {
  const Vec3 m{smooth_abs(q.x, 0.0015F), q.y, q.z};
  float d = skull;
  if (d > 0.06F) return d - 0.03F;
  if (q.z > 0.02F) {
    d = smooth_max(d, -ellipsoid(m, {0.0320F, -0.001F, 0.0900F}, {0.0200F, 0.0120F, 0.0165F}), 0.018F);
    d = smooth_min(d, sphere(m, kEye, kEyeRadius + 0.0016F), m.y < 0 ? 0.0105F : 0.007F);
    const float opening = lid_opening(m);
    // The fold above the upper lid.
    const float lift = opening - 0.0042F;
    if (m.y > 0 && std::abs(m.x - kEye.x) < 0.017F)
      d += 0.0009F * bump(lift, 0, 0.0022F) * bump(m.x, kEye.x, 0.018F);
    if (q.z > 0.055F) d = smooth_max(d, -opening, 0.0010F);
    d = smooth_min(d, nose(m), 0.0125F);
    d = smooth_max(d,
                   -ellipsoid(m, {0.0062F, shape_.nose_tip_y - 0.0118F, shape_.nose_depth - 0.0145F},
                              {0.0030F, 0.0030F, 0.0048F}),
                   0.003F);
    d = with_lips(m, d);
  }
  return ears_covered_ ? d : smooth_min(d, ears(m), 0.007F);
}

float Head::eyeballs(Vec3 q) const {
  return sphere(mirrored(q), kEye, kEyeRadius);
}

void Head::paint_brows_and_lids(Vec3 q, SkinPoint& point) const {
  const Vec3 m = mirrored(q);
  const FaceShape& s = shape_;
  const Complexion& c = complexion_;
  // Brow: an arch that thins outwards, with strokes.
  const float across = (m.x - 0.0325F) / 0.0205F;
  const float arch = s.brow_y + 0.0036F * (1 - (across - 0.25F) * (across - 0.25F)) + 0.0014F * across;
  const float half = s.brow_half_height * (1.0F - 0.55F * smoothstep(0.0F, 1.05F, across)) *
                     (1.0F - 0.25F * smoothstep(-0.6F, -1.0F, across));
  const float stroke = 0.5F + 0.5F * noise({q.x * 700 + q.y * 620 * (q.x > 0 ? -1.0F : 1.0F), q.y * 130, 3});
  float brow = smoothstep(1.06F, 0.86F, std::abs(across)) *
               smoothstep(half * 1.5F, half * 0.45F, std::abs(m.y - arch));
  brow *= 0.72F + 0.34F * stroke;
  point.albedo = mix(point.albedo, c.brows, clamp01(brow) * 0.90F);

  const float opening = lid_opening(m);
  const bool upper = m.y > kEye.y + 0.05F * (m.x - kEye.x);
  const float outer = smoothstep(-0.012F, 0.016F, m.x - kEye.x);
  // Lash line, a soft shade on the lid, the fold.
  const float lash_width = upper ? 0.0011F + 0.0011F * outer * c.lashes : 0.0006F;
  const float lash = smoothstep(lash_width * 1.6F, lash_width * 0.5F, std::abs(opening - lash_width * 0.3F));
  point.albedo = mix(point.albedo, Vec3{0.020F, 0.014F, 0.012F}, lash * (upper ? 0.95F : 0.30F * c.lashes));
  const float near = smoothstep(0.018F, 0.010F, std::abs(m.x - kEye.x));
  if (upper) {
    const float crease = bump(opening, 0.0042F, 0.0016F) * near;
    const float shade = smoothstep(0.0075F, 0.001F, opening) * near;
    point.albedo = point.albedo * mix(Vec3::all(1), Vec3{0.80F, 0.70F, 0.68F}, crease);
    point.albedo = point.albedo * mix(Vec3::all(1), Vec3{0.90F, 0.84F, 0.83F}, shade * c.lashes);
  } else {
    point.albedo = point.albedo *
                   mix(Vec3::all(1), Vec3{0.97F, 0.92F, 0.92F}, smoothstep(0.007F, 0.001F, opening) * near);
  }
}

void Head::paint_lips(Vec3 q, SkinPoint& point) const {
  const FaceShape& s = shape_;
  const float x = std::abs(q.x), w = s.mouth_half_width;
  const float u = x / w;
  const float parting = -0.0678F + 0.0040F * u * u;
  const float bow = 0.0012F * bump(x, 0, 0.0050F) - 0.0005F * bump(x, 0.0065F, 0.004F);
  const float top = parting + s.upper_lip * (1.0F - u * u) - bow;
  const float bottom = parting - s.lower_lip * std::pow(std::max(1.0F - u * u, 0.0F), 0.75F);
  const float inside = std::min(top - q.y, q.y - bottom);
  const float red = smoothstep(-0.0009F, 0.0009F, inside);
  point.albedo = mix(point.albedo, complexion_.lips, red * 0.85F);
  point.roughness = mix(point.roughness, 0.30F, red);
  point.gloss = mix(point.gloss, 0.42F * complexion_.gloss, red);
  const float line = smoothstep(0.0013F, 0.0002F, std::abs(q.y - parting)) * smoothstep(1.06F, 0.92F, u);
  point.albedo = point.albedo * mix(Vec3::all(1), Vec3{0.42F, 0.30F, 0.30F}, line);
  const float below = bump(q.y, bottom - 0.0045F, 0.0060F) * bump(x, 0, 0.016F) * (1 - red);
  point.albedo = point.albedo * (1.0F - 0.10F * below);
  // A small dimple ends the smile.
  const float dimple = bump(length((x - w * 1.05F) * 0.8F, q.y - (parting + 0.0006F)), 0, 0.0034F);
  point.albedo = point.albedo * (1.0F - 0.22F * dimple * (1 - red));
}

void Head::paint_stubble(Vec3 q, SkinPoint& point) const {
  const Complexion& c = complexion_;
  if (c.stubble <= 0) return;
  const float x = std::abs(q.x);
  // Cheek line from the sideburn to the corner of the mouth; moustache; clear under the lower lip and on the
  // lips.
  const float cheek_line = -0.046F + 0.55F * std::max(x - 0.034F, 0.0F);
  float area = smoothstep(cheek_line + 0.004F, cheek_line - 0.010F, q.y);
  area = std::max(area, bump(q.y, -0.0555F, 0.0075F) * smoothstep(0.030F, 0.020F, x) * 0.9F);
  area *= 1.0F - 0.6F * bump(length(x, (q.y + 0.068F) * 1.6F), 0, 0.022F);
  area *= smoothstep(-0.135F, -0.105F, q.y) * smoothstep(-0.035F, 0.010F, q.z);
  const float grain = 0.75F + 0.5F * noise(q * 900.0F);
  const float strength = clamp01(area * c.stubble * grain);
  point.albedo =
      mix(point.albedo, mix(point.albedo * Vec3{0.62F, 0.60F, 0.64F}, c.beard, c.stubble * c.stubble),
          strength * mix(0.55F, 0.95F, clamp01(c.stubble * 2.0F - 1.0F)));
}

SkinPoint Head::paint_skin(Vec3 q) const {
  const Vec3 m = mirrored(q);
  const Complexion& c = complexion_;
  SkinPoint point{c.skin, 0.43F, 0.35F};
  // Blood under the skin: cheeks, nose, ears, chin; less of it on the forehead.
  const float blush =
      0.55F * bump(length((m.x - 0.042F) * 0.85F, m.y + 0.030F), 0, 0.034F) * smoothstep(0.0F, 0.05F, q.z) +
      0.45F * bump(length(m - Vec3{0, shape_.nose_tip_y, shape_.nose_depth - 0.006F}), 0, 0.022F) +
      0.45F * smoothstep(0.072F, 0.082F, m.x) + 0.20F * bump(length(m - Vec3{0, -0.100F, 0.07F}), 0, 0.025F);
  point.albedo = point.albedo * mix(Vec3::all(1), Vec3{1.03F, 0.80F, 0.78F}, clamp01(blush * c.blush));
  const float mottle = noise(q * 42.0F);
  point.albedo = point.albedo * Vec3{1 + 0.010F * mottle, 1 - 0.018F * mottle, 1 - 0.022F * mottle};
  const float oily = bump(m.x, 0, 0.03F) * smoothstep(-0.05F, 0.0F, q.y);
  point.gloss += 0.10F * oily;
  // The darker the skin, the stronger its gloss shows: less of it keeps the look of skin.
  point.gloss *=
      complexion_.gloss * (1.0F - 0.75F * bump(length((m.x - kEye.x) * 0.75F, m.y + 0.006F), 0, 0.024F));
  if (q.z > 0.03F) {
    paint_stubble(q, point);
    paint_brows_and_lids(q, point);
    paint_lips(q, point);
    const float fold = bump((m.x - 0.0165F) - (shape_.nose_tip_y - q.y) * 0.62F, 0, 0.0042F) *
                       smoothstep(-0.038F, -0.044F, q.y) * smoothstep(-0.064F, -0.054F, q.y);
    point.albedo = point.albedo * (1.0F - 0.10F * fold);
  } else {
    paint_stubble(q, point);
  }
  return point;
}

SkinPoint Head::paint_eye(Vec3 q, Vec3 gaze) const {
  const Vec3 centre{q.x > 0 ? kEye.x : -kEye.x, kEye.y, kEye.z};
  const Vec3 direction = normalised(q - centre);
  const Vec3 offset = direction - gaze * dot(direction, gaze);
  const float radius = length(offset) * kEyeRadius;
  constexpr float kIris = 0.0067F, kPupil = 0.0028F;
  SkinPoint point{{0.86F, 0.84F, 0.82F}, 0.10F, 1.4F};
  point.albedo = mix(point.albedo, Vec3{0.60F, 0.36F, 0.32F},
                     smoothstep(0.0085F, 0.0140F, std::abs(q.x - centre.x)) * 0.5F);
  const float angle = std::atan2(offset.y, offset.x);
  const float fibre = 0.80F + 0.35F * noise({angle * 7, radius * 500, 1});
  const float glow =
      1.0F + 0.9F * clamp01(-offset.y * kEyeRadius / kIris);  // Light gathers opposite the lamp.
  Vec3 iris = complexion_.iris * fibre * glow;
  iris = mix(iris, complexion_.iris * 0.18F, smoothstep(kIris * 0.74F, kIris * 0.98F, radius));
  point.albedo = mix(point.albedo, iris, smoothstep(kIris * 1.04F, kIris * 0.94F, radius));
  point.albedo = mix(point.albedo, Vec3::all(0.006F), smoothstep(kPupil * 1.1F, kPupil * 0.9F, radius));
  // The upper lid's shadow on the ball.
  const float opening = lid_opening(mirrored(q));
  const float lid = smoothstep(-0.0042F, -0.0006F, opening) * smoothstep(-0.004F, 0.003F, q.y);
  point.albedo = point.albedo * (1.0F - 0.62F * lid);
  return point;
}

}  // namespace drape::render
