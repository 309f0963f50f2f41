#pragma once

#include <array>
#include <initializer_list>

#include "render/vec.h"

namespace drape::render {

/// Approximate signed distance to an axis-parallel ellipsoid: exact on the surface, first order nearby.
inline float ellipsoid(Vec3 p, Vec3 centre, Vec3 radii) {
  const Vec3 q = p - centre;
  const Vec3 a{q.x / radii.x, q.y / radii.y, q.z / radii.z};
  const Vec3 b{a.x / radii.x, a.y / radii.y, a.z / radii.z};
  const float k0 = length(a), k1 = length(b);
  return k1 < 1e-6F ? -std::min({radii.x, radii.y, radii.z}) : k0 * (k0 - 1.0F) / k1;
}

inline float sphere(Vec3 p, Vec3 centre, float radius) {
  return length(p - centre) - radius;
}

/// A capsule whose radius goes linearly from `radius_a` at a to `radius_b` at b.
inline float capsule(Vec3 p, Vec3 a, Vec3 b, float radius_a, float radius_b) {
  const Vec3 pa = p - a, ba = b - a;
  const float h = clamp01(dot(pa, ba) / dot(ba, ba));
  return length(pa - ba * h) - mix(radius_a, radius_b, h);
}

/// A limb segment: a capsule with a radius profile of seven equally spaced values.
class Limb {
 public:
  Limb() = default;
  Limb(Vec3 from, Vec3 to, const std::array<float, 7>& radii);

  /// Signed distance to the limb grown by `offset`.
  [[nodiscard]] float distance(Vec3 p, float offset = 0) const {
    const Vec3 q = p - from_;
    const float h = clamp01(dot(q, direction_) / length_);
    return (render::length(q - direction_ * (h * length_)) - radius(h) - offset) * 0.97F;
  }
  /// Position along the limb: 0 at `from`, 1 at `to`, beyond outside.
  [[nodiscard]] float along(Vec3 p) const { return dot(p - from_, direction_) / length_; }
  [[nodiscard]] float radius(float h) const;
  [[nodiscard]] float length() const { return length_; }
  [[nodiscard]] Vec3 from() const { return from_; }
  [[nodiscard]] Vec3 at(float h) const { return from_ + direction_ * (h * length_); }
  [[nodiscard]] Vec3 direction() const { return direction_; }

 private:
  Vec3 from_, direction_{0, -1, 0};
  float length_ = 1;
  std::array<float, 7> radii_{};
};

/// A trunk: rounded sections stacked along y, smoothly interpolated.
class Loft {
 public:
  struct Section {
    float y, half_width, half_depth, centre_z;
  };

  Loft() = default;
  /// REQUIRES: at least two sections, y ascending. `squareness` 0 gives ellipses, towards 1 boxes with round
  /// sides.
  Loft(std::initializer_list<Section> sections, float squareness);
  Loft(const Section* sections, std::size_t count, float squareness);

  /// Approximate signed distance to the loft grown by `offset`.
  [[nodiscard]] float distance(Vec3 p, float offset = 0) const;
  /// The interpolated section at this height (clamped to the ends).
  [[nodiscard]] Section at(float y) const;

 private:
  static constexpr int kSteps = 192;
  struct Step {
    float half_width, half_depth, centre_z, slope_factor;
  };
  [[nodiscard]] Step step_at(float y) const;

  float low_ = 0, high_ = 1, squareness_ = 0;
  std::array<Step, kSteps> steps_{};
};

}  // namespace drape::render
