#pragma once

#include "tryon/geometric/body_shape.h"
#include "tryon/geometric/planes.h"

namespace drape::tryon::geometric {

/// How far below the end of its old sleeve each pixel of an arm lies, in pixels: along the arm, or from the
/// nearest old cloth, since sleeves end obliquely, whichever is less. Negative in the sleeve. `arm_at`: arc
/// length along the arm. `to_cloth`: pixels to the old cloth. REQUIRES: arm.old_cuff >= 0
[[nodiscard]] image::Plane below_sleeve(const ArmShape& arm, const image::Plane& arm_at,
                                        const image::Plane& to_cloth, float shoulder_width);

/// Whether the section of an arm at this arc length may be cut by the end of its old sleeve.
[[nodiscard]] bool is_at_old_cuff(const ArmShape& arm, float at, float shoulder_width);

}  // namespace drape::tryon::geometric
