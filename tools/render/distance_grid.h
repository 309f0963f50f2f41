#pragma once

#include <vector>

#include "render/scene.h"

namespace drape::render {

/// The scene's distances sampled on a lattice, for light: soft shadows and occlusion need thousands of
/// lookups a pixel but no more detail than a centimetre. Immutable once built, thread safe.
class DistanceGrid {
 public:
  /// Evaluates the scene exactly near its surface and coarsely elsewhere.
  DistanceGrid(const Scene& scene, int threads);

  /// Interpolated distance; outside the lattice, a positive distance to it.
  [[nodiscard]] float at(Vec3 p) const;

  /// Share of a cone of directions about `direction` that leaves the scene from `p`, 0..1. `spread`: tangent
  /// of the cone's half angle; `start`: metres of the way that are left out; `reach`: where to stop.
  struct Cone {
    Vec3 direction;
    float spread = 0.4F, start = 0.02F, reach = 0.9F;
  };
  [[nodiscard]] float visibility(Vec3 p, const Cone& cone) const;
  /// The same from a lattice of twice the spacing, for cones so wide that it does not matter: it fits the
  /// cache.
  [[nodiscard]] float wide_visibility(Vec3 p, const Cone& cone) const;

 private:
  static constexpr float kCell = 0.012F;
  static constexpr int kBlock = 4;
  static constexpr int kNx = 117, kNy = 165, kNz = 65;  ///< Multiples of kBlock plus one.
  static constexpr Vec3 kLow{-0.696F, -0.060F, -0.384F};

  [[nodiscard]] static std::size_t index(int x, int y, int z) {
    return (static_cast<std::size_t>(z) * kNy + static_cast<std::size_t>(y)) * kNx +
           static_cast<std::size_t>(x);
  }
  [[nodiscard]] static Vec3 position(int x, int y, int z) {
    return kLow + Vec3{static_cast<float>(x), static_cast<float>(y), static_cast<float>(z)} * kCell;
  }
  void fill_block(const Scene& scene, int bx, int by, int bz);

  std::vector<float> values_, coarse_;
};

}  // namespace drape::render
