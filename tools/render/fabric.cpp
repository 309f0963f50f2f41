#include "render/fabric.h"

#include "render/colour.h"

namespace drape::render {
namespace {

/// 1 where `distance` is under 0, 0 above, with an edge of `blur`.
float inside(float distance, float blur) {
  return smoothstep(blur, -blur, distance);
}

float wrapped(float x, float period) {
  return x - period * std::floor(x / period);
}

// Share of the second colour in bands of `width` that return every `period`.
float bands(float x, float period, float width, float blur) {
  const float t = std::abs(wrapped(x + period * 0.5F, period) - period * 0.5F);
  return inside(t - width * 0.5F, blur);
}

}  // namespace

MotifSample motif(float x, float y, Colour tint, float blur) {
  const float disc = length(x, y) - 0.96F;
  if (disc > blur) return {};
  const Vec3 ink = linear(tint);
  const Vec3 sky = mix(linear({250, 214, 150}), linear({238, 130, 92}), clamp01(0.55F - 0.6F * y));
  Vec3 colour = sky;
  const float sun = length(x - 0.22F, y - 0.26F);
  colour = mix(colour, linear({255, 243, 214}), inside(sun - 0.24F, blur));
  const auto hill = [&](float height, Vec3 hill_colour) {
    colour = mix(colour, hill_colour, inside(y - height, blur));
  };
  hill(-0.02F + 0.34F * std::max(0.0F, 1.0F - std::abs(x + 0.34F) * 1.9F) +
           0.16F * std::max(0.0F, 1.0F - std::abs(x - 0.42F) * 2.2F),
       linear({134, 92, 122}));
  hill(-0.22F + 0.10F * std::sin(3.4F * x + 0.6F), linear({66, 98, 112}));
  hill(-0.46F + 0.09F * std::sin(4.2F * x + 2.6F), linear({38, 66, 80}));
  for (int i = 0; i < 3; ++i) {  // Water lines.
    const float row = -0.62F - 0.11F * static_cast<float>(i);
    const float wave = row + 0.018F * std::sin(11.0F * x + 1.7F * static_cast<float>(i));
    colour = mix(colour, linear({206, 214, 204}), 0.75F * inside(std::abs(y - wave) - 0.013F, blur));
  }
  colour = mix(colour, ink, inside(std::abs(disc + 0.03F) - 0.03F, blur));
  return {colour, inside(disc, blur)};
}

Vec3 dyed(const Fabric& fabric, const ClothPoint& at, float blur) {
  const Vec3 base = linear(fabric.colour), second = linear(fabric.second);
  if (at.trim) return second;
  switch (fabric.pattern) {
    case Pattern::kPlain:
      return base;
    case Pattern::kStripes:
      return mix(base, second, bands(at.v, 0.044F, 0.017F, blur));
    case Pattern::kChecks: {
      const float across = bands(at.u, 0.064F, 0.026F, blur), up = bands(at.v, 0.064F, 0.026F, blur);
      const Vec3 woven = mix(base, second, 0.5F * (across + up));
      const float fine =
          std::max(bands(at.u + 0.032F, 0.064F, 0.003F, blur), bands(at.v + 0.032F, 0.064F, 0.003F, blur));
      return mix(woven, base * 0.35F, 0.7F * fine);
    }
    case Pattern::kPrint: {
      const MotifSample ink = motif(at.print_x, at.print_y, fabric.second, std::max(blur * 10.0F, 0.004F));
      return mix(base, ink.colour, ink.share * 0.96F);
    }
  }
  return base;
}

}  // namespace drape::render
