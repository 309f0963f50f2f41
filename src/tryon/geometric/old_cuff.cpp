#include "tryon/geometric/old_cuff.h"

#include <algorithm>
#include <cmath>

#include "image/rows.h"

namespace drape::tryon::geometric {
namespace {

constexpr float kOblique =
    0.25F;  // Shoulder widths along the arm from one side of a sleeve's end to the other.

}  // namespace

bool is_at_old_cuff(const ArmShape& arm, float at, float shoulder_width) {
  return arm.old_cuff >= 0 && std::abs(at - arm.old_cuff) < kOblique * shoulder_width;
}

image::Plane below_sleeve(const ArmShape& arm, const image::Plane& arm_at, const image::Plane& to_cloth,
                          float shoulder_width) {
  image::Plane below = arm_at - arm.old_cuff;
  image::for_each_row(below.rows, [&](int y) {
    for (int x = 0; x < below.cols; ++x) {
      if (is_at_old_cuff(arm, arm_at(y, x), shoulder_width))
        below(y, x) = std::min(below(y, x), to_cloth(y, x));
    }
  });
  return below;
}

}  // namespace drape::tryon::geometric
