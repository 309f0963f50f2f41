#include "render/distance_grid.h"

#include <array>

#include "render/parallel.h"

namespace drape::render {

DistanceGrid::DistanceGrid(const Scene& scene, int threads)
    : values_(static_cast<std::size_t>(kNx) * kNy * kNz) {
  constexpr int kBx = (kNx - 1) / kBlock, kBy = (kNy - 1) / kBlock, kBz = (kNz - 1) / kBlock;
  // Corners first: every block reads those it shares with its neighbours.
  for_each_index(kBz + 1, threads, [&](int bz) {
    for (int by = 0; by <= kBy; ++by) {
      for (int bx = 0; bx <= kBx; ++bx) {
        const int x = bx * kBlock, y = by * kBlock, z = bz * kBlock;
        values_[index(x, y, z)] = scene.nearest(position(x, y, z), false).distance;
      }
    }
  });
  for_each_index(kBx * kBy * kBz, threads,
                 [&](int i) { fill_block(scene, i % kBx, i / kBx % kBy, i / (kBx * kBy)); });
  coarse_.reserve(values_.size() / 8 + 4096);
  for (int z = 0; z < kNz; z += 2) {
    for (int y = 0; y < kNy; y += 2) {
      for (int x = 0; x < kNx; x += 2) coarse_.push_back(values_[index(x, y, z)]);
    }
  }
}

void DistanceGrid::fill_block(const Scene& scene, int bx, int by, int bz) {
  const int x0 = bx * kBlock, y0 = by * kBlock, z0 = bz * kBlock;
  std::array<float, 8> corner{};
  float nearest = 1e9F;
  for (int i = 0; i < 8; ++i) {
    const float value =
        values_[index(x0 + (i & 1) * kBlock, y0 + (i >> 1 & 1) * kBlock, z0 + (i >> 2) * kBlock)];
    corner[static_cast<std::size_t>(i)] = value;
    nearest = std::min(nearest, std::abs(value));
  }
  const bool exact = nearest < 0.075F;
  // Each block owns the nodes of its low faces; nodes on corner lines are already there.
  for (int z = 0; z < kBlock; ++z) {
    for (int y = 0; y < kBlock; ++y) {
      for (int x = 0; x < kBlock; ++x) {
        if (x == 0 && y == 0 && z == 0) continue;
        float& out = values_[index(x0 + x, y0 + y, z0 + z)];
        if (exact) {
          out = scene.nearest(position(x0 + x, y0 + y, z0 + z), false).distance;
          continue;
        }
        const float u = static_cast<float>(x) / kBlock, v = static_cast<float>(y) / kBlock,
                    w = static_cast<float>(z) / kBlock;
        out = mix(mix(mix(corner[0], corner[1], u), mix(corner[2], corner[3], u), v),
                  mix(mix(corner[4], corner[5], u), mix(corner[6], corner[7], u), v), w);
      }
    }
  }
}

namespace {

/// A lattice of nx x ny x nz values, x fastest, `cell` metres apart.
struct Lattice {
  const float* values;
  int nx, ny, nz;
  Vec3 low;
  float cell;

  [[nodiscard]] float at(Vec3 p) const {
    const Vec3 g = (p - low) * (1.0F / cell);
    // The outermost nodes belong to no block.
    const Vec3 inner{std::clamp(g.x, 0.0F, static_cast<float>(nx) - 2.001F),
                     std::clamp(g.y, 0.0F, static_cast<float>(ny) - 2.001F),
                     std::clamp(g.z, 0.0F, static_cast<float>(nz) - 2.001F)};
    const int x = static_cast<int>(inner.x), y = static_cast<int>(inner.y), z = static_cast<int>(inner.z);
    const float u = inner.x - static_cast<float>(x), v = inner.y - static_cast<float>(y),
                w = inner.z - static_cast<float>(z);
    const float* a = values + (static_cast<std::ptrdiff_t>(z) * ny + y) * nx + x;
    const float* b = a + static_cast<std::ptrdiff_t>(nx) * ny;
    const float near = mix(mix(a[0], a[1], u), mix(a[nx], a[nx + 1], u), v);
    const float far = mix(mix(b[0], b[1], u), mix(b[nx], b[nx + 1], u), v);
    const Vec3 outside = g - inner;
    const float beyond = dot(outside, outside);
    return mix(near, far, w) + (beyond > 0 ? std::sqrt(beyond) * cell : 0.0F);
  }

  [[nodiscard]] float visibility(Vec3 p, const DistanceGrid::Cone& cone) const {
    float open = 1, t = cone.start;
    while (t < cone.reach) {
      const float d = at(p + cone.direction * t);
      open = std::min(open, 0.5F + 0.5F * d / (t * cone.spread));
      if (open <= 0) return 0;
      t += std::max(d * 0.8F, 0.012F + 0.12F * t);
    }
    open = clamp01(open);
    return open * open * (3.0F - 2.0F * open);
  }
};

}  // namespace

float DistanceGrid::at(Vec3 p) const {
  return Lattice{values_.data(), kNx, kNy, kNz, kLow, kCell}.at(p);
}

float DistanceGrid::visibility(Vec3 p, const Cone& cone) const {
  return Lattice{values_.data(), kNx, kNy, kNz, kLow, kCell}.visibility(p, cone);
}

float DistanceGrid::wide_visibility(Vec3 p, const Cone& cone) const {
  return Lattice{coarse_.data(), kNx / 2 + 1, kNy / 2 + 1, kNz / 2 + 1, kLow, 2 * kCell}.visibility(p, cone);
}

}  // namespace drape::render
