#pragma once

#include <array>
#include <cstdint>

#include "render/distance_grid.h"
#include "render/scene.h"

namespace drape::render {

/// Which share of each lamp of the environment a surface point sees, 0..255. Changes slowly over a surface.
using LampShadows = std::array<std::uint8_t, 30>;

/// A surface point that a ray has met.
struct SurfacePoint {
  Vec3 position, normal;  ///< Unit normal.
  Vec3 view;              ///< Unit direction towards the camera.
  Part part = Part::kBackdrop;
};

/// A studio: a large soft key light, and softboxes and a bright room as an environment. Directions are in
/// scene coordinates; they turn with the camera. Immutable, thread safe.
class Studio {
 public:
  /// `camera`: z points from the scene to the camera.
  Studio(const Scene& scene, const DistanceGrid& grid, const Frame& camera);

  [[nodiscard]] LampShadows shadows_at(const SurfacePoint& at) const;
  /// Linear colour. `shadows`: of this point or one a few millimetres away.
  [[nodiscard]] Vec3 shade(const SurfacePoint& at, const LampShadows& shadows) const;
  /// Linear colour of the backdrop for a ray: a seamless ground with the person's soft shadow.
  [[nodiscard]] Vec3 backdrop(Vec3 origin, Vec3 direction) const;

 private:
  struct Surface {
    Vec3 albedo{0.5F, 0.5F, 0.5F};
    float roughness = 0.8F, gloss = 0.08F;
    Vec3 wrap;        ///< How far light of each channel bleeds past the terminator.
    float sheen = 0;  ///< Light caught by fibres at grazing angles.
    bool strands = false;
    Vec3 strand;  ///< Scene coordinates.
  };
  struct Lamp {
    Vec3 direction, radiance;
  };
  [[nodiscard]] static Vec3 diffuse(const Surface& s, Vec3 n, Vec3 light);
  [[nodiscard]] Surface surface(Vec3 posed, Vec3 normal, Part part) const;
  [[nodiscard]] Surface skin(Vec3 rest, Part part) const;
  [[nodiscard]] Surface cloth(Vec3 rest, Part part) const;
  [[nodiscard]] Vec3 room(Vec3 direction) const;  ///< Radiance of the environment, camera coordinates.
  [[nodiscard]] float key_visibility(Vec3 p, Vec3 n) const;
  [[nodiscard]] float close_occlusion(Vec3 p, Vec3 n) const;
  [[nodiscard]] Vec3 highlights(const Surface& s, Vec3 n, Vec3 view, float key_seen, float open) const;
  [[nodiscard]] Vec3 hair_highlights(const Surface& s, Vec3 n, Vec3 view, float key_seen, float open) const;

  const Scene& scene_;
  const DistanceGrid& grid_;
  Frame camera_;
  Lamp key_;
  std::array<Lamp, std::tuple_size_v<LampShadows>> lamps_;  ///< The environment in equal solid angles.
};

/// Linear to display value 0..1 with a soft shoulder, sRGB transfer.
Vec3 developed(Vec3 linear_colour);

}  // namespace drape::render
