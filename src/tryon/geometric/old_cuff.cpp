#include "tryon/geometric/old_cuff.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace drape::tryon::geometric {
namespace {

constexpr float kOblique =
    0.25F;  // Shoulder widths along the arm from one side of a sleeve's end to the other.

}  // namespace

bool is_at_old_cuff(const ArmShape& arm, float at, float shoulder_width) {
  return arm.old_cuff >= 0 && std::abs(at - arm.old_cuff) < kOblique * shoulder_width;
}

image::Plane below_sleeve(const person::PersonModel& person, const ArmShape& arm,
                          const image::Plane& arm_at) {
  image::Plane to_cloth;
  cv::distanceTransform(person.labels != static_cast<int>(person::Label::kUpperClothes), to_cloth,
                        cv::DIST_L2, 3);
  image::Plane below = arm_at - arm.old_cuff;
  for (int y = 0; y < below.rows; ++y) {
    for (int x = 0; x < below.cols; ++x) {
      if (is_at_old_cuff(arm, arm_at(y, x), person.torso.shoulder_width))
        below(y, x) = std::min(below(y, x), to_cloth(y, x));
    }
  }
  return below;
}

}  // namespace drape::tryon::geometric
