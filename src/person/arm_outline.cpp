#include "person/arm_outline.h"

#include <algorithm>
#include <cmath>

namespace drape::person {
namespace {

constexpr float kStep = 0.5F;  // Working pixels.
constexpr std::size_t kBones = 3;

std::size_t bone(float along) {
  return std::min(static_cast<std::size_t>(along), kBones - 1);
}

}  // namespace

ArmOutline::ArmOutline(const BodyGeometry& body, std::size_t side) : body_(body), arm_(body.arms[side]) {}

cv::Point2f ArmOutline::on_axis(float along) const {
  const std::size_t first = bone(along);
  return arm_.path[first] + (arm_.path[first + 1] - arm_.path[first]) * (along - static_cast<float>(first));
}

cv::Point2f ArmOutline::outwards(float along) const {
  const cv::Point2f direction = arm_.path[bone(along) + 1] - arm_.path[bone(along)];
  const auto length = static_cast<float>(std::max(cv::norm(direction), 1e-3));
  const cv::Point2f across = cv::Point2f(-direction.y, direction.x) / length;
  const cv::Point2f p = on_axis(along);
  const cv::Point2f from_torso = p - body_.torso.at(body_.torso.to_te(p).x, 0);
  return from_torso.dot(across) < 0 ? -across : across;
}

bool ArmOutline::is_outer(int y, int x) const {
  const float along = arm_.field.along(y, x);
  const cv::Point2f p(static_cast<float>(x), static_cast<float>(y));
  return (p - on_axis(along)).dot(outwards(along)) > 0;
}

std::optional<ArmOutline::WayOut> ArmOutline::way_out(const image::LabelMap& parts, float along, Part part,
                                                      float reach) const {
  const cv::Rect picture({}, parts.size());
  const cv::Point2f out = outwards(along) * kStep;
  int seen = 0, found = 0;
  for (cv::Point2f p = on_axis(along); picture.contains(cv::Point(p)); p += out) {
    const float radius = arm_.field.radius(cv::Point(p));
    if (radius >= reach) return std::nullopt;
    const uchar here = parts(cv::Point(p));
    if (here == kPartBackground)
      return WayOut{radius, static_cast<float>(found) / static_cast<float>(std::max(seen, 1))};
    ++seen;
    found += here == part ? 1 : 0;
  }
  return std::nullopt;
}

}  // namespace drape::person
