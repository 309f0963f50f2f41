#include "person/limb_chain.h"

#include <cmath>
#include <vector>

#include "person/pixel_rows.h"

namespace drape::person {
namespace {

struct Segment {
  cv::Point2f start, direction;
  float length_squared, width_start, width_growth;
};

std::vector<Segment> segments_of(std::span<const LimbJoint> joints) {
  std::vector<Segment> segments;
  for (std::size_t i = 0; i + 1 < joints.size(); ++i) {
    const cv::Point2f direction = joints[i + 1].position - joints[i].position;
    segments.push_back({joints[i].position, direction, std::max(direction.dot(direction), 1e-3F),
                        joints[i].half_width, joints[i + 1].half_width - joints[i].half_width});
  }
  return segments;
}

}  // namespace

LimbField limb_field(std::span<const LimbJoint> joints, cv::Size size) {
  const std::vector<Segment> segments = segments_of(joints);
  LimbField field{image::Plane(size), image::Plane(size)};
  for_each_row(size.height, [&](int y) {
    float* radius = field.radius[y];
    float* along = field.along[y];
    std::fill(radius, radius + size.width, 1e6F);
    for (std::size_t i = 0; i < segments.size(); ++i) {
      const Segment& s = segments[i];
      const float dy = static_cast<float>(y) - s.start.y;
      for (int x = 0; x < size.width; ++x) {
        const float dx = static_cast<float>(x) - s.start.x;
        const float u = std::clamp((dx * s.direction.x + dy * s.direction.y) / s.length_squared, 0.0F, 1.0F);
        const float ox = dx - u * s.direction.x;
        const float oy = dy - u * s.direction.y;
        const float r = std::sqrt(ox * ox + oy * oy) / (s.width_start + u * s.width_growth);
        const bool nearer = r < radius[x];
        along[x] = nearer ? u + static_cast<float>(i) : along[x];
        radius[x] = nearer ? r : radius[x];
      }
    }
  });
  return field;
}

}  // namespace drape::person
