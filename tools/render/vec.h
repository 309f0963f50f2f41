#pragma once

#include <algorithm>
#include <cmath>

namespace drape::render {

/// A point, direction or linear RGB colour. Scene coordinates: metres, y up, z towards the camera, x to the
/// picture's right (the person's left).
struct Vec3 {
  float x = 0, y = 0, z = 0;

  constexpr Vec3() = default;
  constexpr Vec3(float x_in, float y_in, float z_in) : x(x_in), y(y_in), z(z_in) {}
  /// The same value in all three.
  static constexpr Vec3 all(float value) { return {value, value, value}; }
};

constexpr Vec3 operator+(Vec3 a, Vec3 b) {
  return {a.x + b.x, a.y + b.y, a.z + b.z};
}
constexpr Vec3 operator-(Vec3 a, Vec3 b) {
  return {a.x - b.x, a.y - b.y, a.z - b.z};
}
constexpr Vec3 operator-(Vec3 a) {
  return {-a.x, -a.y, -a.z};
}
constexpr Vec3 operator*(Vec3 a, float s) {
  return {a.x * s, a.y * s, a.z * s};
}
constexpr Vec3 operator*(Vec3 a, Vec3 b) {
  return {a.x * b.x, a.y * b.y, a.z * b.z};
}
constexpr Vec3& operator+=(Vec3& a, Vec3 b) {
  return a = a + b;
}

constexpr float dot(Vec3 a, Vec3 b) {
  return a.x * b.x + a.y * b.y + a.z * b.z;
}
constexpr Vec3 cross(Vec3 a, Vec3 b) {
  return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}
inline float length(Vec3 a) {
  return std::sqrt(dot(a, a));
}
inline float length(float x, float y) {
  return std::sqrt(x * x + y * y);
}
inline Vec3 normalised(Vec3 a) {
  return a * (1.0F / std::max(length(a), 1e-9F));
}

constexpr float clamp01(float x) {
  return std::clamp(x, 0.0F, 1.0F);
}
constexpr float mix(float a, float b, float t) {
  return a + (b - a) * t;
}
constexpr Vec3 mix(Vec3 a, Vec3 b, float t) {
  return a * (1.0F - t) + b * t;
}

/// 0 at `from`, 1 at `to` (which may be the smaller one), with flat ends.
constexpr float smoothstep(float from, float to, float x) {
  const float t = clamp01((x - from) / (to - from));
  return t * t * (3.0F - 2.0F * t);
}

/// 1 at `centre`, 0 from `half_width` away on.
constexpr float bump(float x, float centre, float half_width) {
  const float t = (x - centre) / half_width;
  const float s = std::max(1.0F - t * t, 0.0F);
  return s * s;
}

/// |x| without the kink at 0: keeps mirrored shapes from meeting in a crease.
inline float smooth_abs(float x, float radius) {
  return std::sqrt(x * x + radius * radius);
}

/// Union of two distances with a fillet of about `k` metres (quadratic polynomial).
inline float smooth_min(float a, float b, float k) {
  const float h = std::max(k - std::abs(a - b), 0.0F) / k;
  return std::min(a, b) - h * h * k * 0.25F;
}
inline float smooth_max(float a, float b, float k) {
  return -smooth_min(-a, -b, k);
}

/// A right-handed frame of three unit vectors.
struct Frame {
  Vec3 x{1, 0, 0}, y{0, 1, 0}, z{0, 0, 1};
  [[nodiscard]] constexpr Vec3 to_local(Vec3 v) const { return {dot(v, x), dot(v, y), dot(v, z)}; }
  [[nodiscard]] constexpr Vec3 to_world(Vec3 v) const { return x * v.x + y * v.y + z * v.z; }
};

/// Yaw about y (positive turns z towards x), then pitch (positive looks up) and roll (positive leans the top
/// towards x), radians.
Frame frame_from_angles(float yaw, float pitch, float roll);

}  // namespace drape::render
