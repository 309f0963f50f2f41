#include "render/solids.h"

#include <cassert>

namespace drape::render {

Frame frame_from_angles(float yaw, float pitch, float roll) {
  const Vec3 forward{std::sin(yaw) * std::cos(pitch), std::sin(pitch), std::cos(yaw) * std::cos(pitch)};
  const Vec3 flat_right = normalised(cross({0, 1, 0}, forward));
  const Vec3 flat_up = cross(forward, flat_right);
  return {flat_right * std::cos(roll) - flat_up * std::sin(roll),
          flat_up * std::cos(roll) + flat_right * std::sin(roll), forward};
}

Limb::Limb(Vec3 from, Vec3 to, const std::array<float, 7>& radii)
    : from_(from), direction_(normalised(to - from)), length_(render::length(to - from)), radii_(radii) {}

float Limb::radius(float h) const {
  const float position = clamp01(h) * 6.0F;
  const int i = std::min(static_cast<int>(position), 5);
  const auto at = [this](int k) { return radii_[static_cast<std::size_t>(std::clamp(k, 0, 6))]; };
  // Catmull-Rom: passes through the given radii without kinks, which would show as rings on skin.
  const float t = position - static_cast<float>(i);
  const float a = at(i - 1), b = at(i), c = at(i + 1), d = at(i + 2);
  return b + 0.5F * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
}

namespace {

// Cubic Hermite interpolation over unequal steps with finite-difference tangents.
float interpolate(const Loft::Section* s, std::size_t count, float y, float Loft::Section::*value) {
  std::size_t i = 0;
  while (i + 2 < count && y > s[i + 1].y) ++i;
  const Loft::Section &before = s[i == 0 ? 0 : i - 1], &from = s[i], &to = s[i + 1],
                      &after = s[std::min(i + 2, count - 1)];
  const float step = to.y - from.y, t = (y - from.y) / step;
  const float tangent_from = (to.*value - before.*value) / (to.y - before.y) * step;
  const float tangent_to = (after.*value - from.*value) / (after.y - from.y) * step;
  const float t2 = t * t, t3 = t2 * t;
  return (2 * t3 - 3 * t2 + 1) * (from.*value) + (t3 - 2 * t2 + t) * tangent_from +
         (3 * t2 - 2 * t3) * (to.*value) + (t3 - t2) * tangent_to;
}

}  // namespace

Loft::Loft(std::initializer_list<Section> sections, float squareness)
    : Loft(sections.begin(), sections.size(), squareness) {}

Loft::Loft(const Section* sections, std::size_t count, float squareness)
    : low_(sections[0].y), high_(sections[count - 1].y), squareness_(squareness) {
  assert(count >= 2);
  for (int i = 0; i < kSteps; ++i) {
    const float y = mix(low_, high_, static_cast<float>(i) / (kSteps - 1));
    steps_[static_cast<std::size_t>(i)] = {interpolate(sections, count, y, &Section::half_width),
                                           interpolate(sections, count, y, &Section::half_depth),
                                           interpolate(sections, count, y, &Section::centre_z), 1};
  }
  // A distance across a leaning wall is shorter than the one measured in the horizontal plane.
  for (int i = 0; i < kSteps; ++i) {
    const int from = std::max(i - 2, 0), to = std::min(i + 2, kSteps - 1);
    const Step &a = steps_[static_cast<std::size_t>(from)], &b = steps_[static_cast<std::size_t>(to)];
    const float dy = (high_ - low_) * static_cast<float>(to - from) / (kSteps - 1);
    const float slope = std::max(std::abs(b.half_width - a.half_width),
                                 std::abs(b.half_depth - a.half_depth) + std::abs(b.centre_z - a.centre_z)) /
                        dy;
    steps_[static_cast<std::size_t>(i)].slope_factor = 1.0F / std::sqrt(1.0F + slope * slope);
  }
}

Loft::Step Loft::step_at(float y) const {
  const float position = clamp01((y - low_) / (high_ - low_)) * (kSteps - 1);
  const int i = std::min(static_cast<int>(position), kSteps - 2);
  const float t = position - static_cast<float>(i);
  const Step &a = steps_[static_cast<std::size_t>(i)], &b = steps_[static_cast<std::size_t>(i) + 1];
  return {mix(a.half_width, b.half_width, t), mix(a.half_depth, b.half_depth, t),
          mix(a.centre_z, b.centre_z, t), mix(a.slope_factor, b.slope_factor, t)};
}

Loft::Section Loft::at(float y) const {
  const Step step = step_at(y);
  return {y, step.half_width, step.half_depth, step.centre_z};
}

float Loft::distance(Vec3 p, float offset) const {
  const Step step = step_at(p.y);
  const float flat = squareness_ * step.half_width;
  const float x = std::max(std::abs(p.x) - flat, 0.0F), z = p.z - step.centre_z;
  const float a = step.half_width + offset - flat, b = step.half_depth + offset;
  const float k0 = length(x / a, z / b), k1 = length(x / (a * a), z / (b * b));
  const float across = (k1 < 1e-6F ? -std::min(a, b) : k0 * (k0 - 1.0F) / k1) * step.slope_factor;
  const float beyond = std::max(low_ - p.y, p.y - high_);
  if (beyond <= 0) return across;
  return across > 0 ? length(across, beyond) : beyond;
}

}  // namespace drape::render
