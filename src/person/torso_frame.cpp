#include "person/torso_frame.h"

#include <algorithm>

#include "person/pixel_rows.h"

namespace drape::person {
namespace {

// A person who turns has a narrow shoulder line: then the torso's length says how wide the body is.
constexpr float kWidthPerLengthMin = 0.55F;

}  // namespace

TorsoFrame make_torso_frame(const BodyPoints& points) {
  TorsoFrame torso;
  torso.shoulder_mid = (points[vision::kLeftShoulder] + points[vision::kRightShoulder]) / 2;
  torso.hip_mid = (points[vision::kLeftHip] + points[vision::kRightHip]) / 2;
  const cv::Point2f axis = torso.hip_mid - torso.shoulder_mid;
  torso.length = std::max(1.0F, static_cast<float>(cv::norm(axis)));
  torso.down = axis / torso.length;
  torso.across = {-torso.down.y, torso.down.x};
  if (torso.across.x < 0) torso.across = -torso.across;
  const float joints =
      static_cast<float>(cv::norm(points[vision::kLeftShoulder] - points[vision::kRightShoulder]));
  torso.shoulder_width = std::max(joints, kWidthPerLengthMin * torso.length);
  return torso;
}

TorsoCoordinates torso_coordinates(const TorsoFrame& torso, cv::Size size) {
  TorsoCoordinates result{image::Plane(size), image::Plane(size)};
  for_each_row(size.height, [&](int y) {
    float* t = result.t[y];
    float* e = result.e[y];
    for (int x = 0; x < size.width; ++x) {
      const cv::Point2f te = torso.to_te({static_cast<float>(x), static_cast<float>(y)});
      t[x] = te.x;
      e[x] = te.y;
    }
  });
  return result;
}

}  // namespace drape::person
