#include "mirror_symmetry.h"

#include <opencv2/core.hpp>

#include "test_data.h"
#include "vision/vision.h"

namespace drape::vision {

namespace {

/// The same point of the body on the other side.
std::size_t mirrored(std::size_t point) {
  if (point == kNose) return kNose;
  if (point <= kLeftEyeOuter) return point + 3;
  if (point <= kRightEyeOuter) return point - 3;
  return point % 2 == 1 ? point + 1 : point - 1;
}

Pose pose_of(const image::Image& picture) {
  const auto persons = imported_networks()->detect_persons(picture).value();
  return imported_networks()->estimate_pose(picture, persons.at(0)).value();
}

}  // namespace

double sideways_shift(const image::Image& picture) {
  image::Image mirror;
  cv::flip(picture, mirror, 1);
  const Pose pose = pose_of(picture);
  const Pose pose_of_mirror = pose_of(mirror);
  double sum = 0;
  int count = 0;
  for (std::size_t i = 0; i < pose.points.size(); ++i) {
    const KeyPoint& a = pose.points[i];
    const KeyPoint& b = pose_of_mirror.points[mirrored(i)];
    if (a.visibility < 0.5F || b.visibility < 0.5F) continue;
    sum += 0.5 * (a.position.x + b.position.x - static_cast<float>(picture.cols - 1));
    ++count;
  }
  return sum / count / cv::norm(pose.at(kLeftShoulder) - pose.at(kRightShoulder));
}

}  // namespace drape::vision
