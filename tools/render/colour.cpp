#include "render/colour.h"

namespace drape::render {

Vec3 linear(Colour colour) {
  const auto decode = [](std::uint8_t value) {
    const float v = static_cast<float>(value) / 255.0F;
    return v <= 0.04045F ? v / 12.92F : std::pow((v + 0.055F) / 1.055F, 2.4F);
  };
  return {decode(colour.red), decode(colour.green), decode(colour.blue)};
}

Vec3 encoded(Vec3 c) {
  const auto encode = [](float x) {
    x = clamp01(x);
    return x <= 0.0031308F ? 12.92F * x : 1.055F * std::pow(x, 1.0F / 2.4F) - 0.055F;
  };
  return {encode(c.x), encode(c.y), encode(c.z)};
}

}  // namespace drape::render
