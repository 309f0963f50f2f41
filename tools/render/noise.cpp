#include "render/noise.h"

#include <array>

namespace drape::render {
namespace {

std::uint32_t hash(std::int32_t x, std::int32_t y, std::int32_t z) {
  std::uint32_t h = static_cast<std::uint32_t>(x) * 0x8da6b343U ^
                    static_cast<std::uint32_t>(y) * 0xd8163841U ^ static_cast<std::uint32_t>(z) * 0xcb1ab31fU;
  h = (h ^ (h >> 15)) * 0x2c1b3c6dU;
  h = (h ^ (h >> 12)) * 0x297a2d39U;
  return h ^ (h >> 15);
}

struct Cell {
  std::int32_t index;
  float fraction;
};

Cell cell_of(float x) {
  const float floor = std::floor(x);
  return {static_cast<std::int32_t>(floor), x - floor};
}

constexpr float fade(float t) {
  return t * t * t * (t * (t * 6.0F - 15.0F) + 10.0F);
}

// Dot product with one of the twelve edge directions of a cube.
float gradient(std::uint32_t h, float x, float y, float z) {
  const std::uint32_t edge = h & 15U;
  const float u = edge < 8 ? x : y;
  const float v = edge < 4 ? y : (edge == 12 || edge == 14 ? x : z);
  return ((edge & 1U) != 0 ? -u : u) + ((edge & 2U) != 0 ? -v : v);
}

}  // namespace

float hash01(std::int32_t x, std::int32_t y, std::int32_t z) {
  return static_cast<float>(hash(x, y, z) & 0xffffffU) / 16777215.0F;
}

float noise(Vec3 p) {
  const Cell x = cell_of(p.x), y = cell_of(p.y), z = cell_of(p.z);
  const float u = fade(x.fraction), v = fade(y.fraction), w = fade(z.fraction);
  std::array<float, 4> row{};
  for (int i = 0; i < 4; ++i) {
    const int j = i & 1, k = i >> 1;
    const float fy = y.fraction - static_cast<float>(j), fz = z.fraction - static_cast<float>(k);
    row[static_cast<std::size_t>(i)] =
        mix(gradient(hash(x.index, y.index + j, z.index + k), x.fraction, fy, fz),
            gradient(hash(x.index + 1, y.index + j, z.index + k), x.fraction - 1, fy, fz), u);
  }
  return mix(mix(row[0], row[1], v), mix(row[2], row[3], v), w);
}

float fractal_noise(Vec3 p, int octaves) {
  float sum = 0, amplitude = 0.55F;
  for (int i = 0; i < octaves; ++i) {
    sum += amplitude * noise(p);
    p = p * 2.03F + Vec3{3.1F, 1.7F, 5.3F};
    amplitude *= 0.5F;
  }
  return sum;
}

float cell_noise(Vec3 p) {
  const Cell x = cell_of(p.x), y = cell_of(p.y), z = cell_of(p.z);
  float nearest = 4;
  for (int k = -1; k <= 1; ++k) {
    for (int j = -1; j <= 1; ++j) {
      for (int i = -1; i <= 1; ++i) {
        const std::uint32_t h = hash(x.index + i, y.index + j, z.index + k);
        const Vec3 offset{
            static_cast<float>(i) + static_cast<float>(h & 1023U) / 1023.0F - x.fraction,
            static_cast<float>(j) + static_cast<float>((h >> 10) & 1023U) / 1023.0F - y.fraction,
            static_cast<float>(k) + static_cast<float>((h >> 20) & 1023U) / 1023.0F - z.fraction};
        nearest = std::min(nearest, dot(offset, offset));
      }
    }
  }
  return std::sqrt(nearest);
}

}  // namespace drape::render
