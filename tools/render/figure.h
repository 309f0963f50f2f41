#pragma once

#include <array>

#include "render/person_spec.h"
#include "render/vec.h"

namespace drape::render {

/// One arm in the rest frame. The hand's frame: x along the fingers, y towards the thumb, z out of the palm.
struct ArmBones {
  Vec3 shoulder, elbow, wrist;
  Frame hand;
};

struct LegBones {
  Vec3 hip, knee, ankle;
  float foot_angle = 0;  ///< Outward turn of the toes, radians.
};

/// Sizes and joints of a person, metres. Index 0 is the person's left (+x).
struct Figure {
  bool female = true;
  float build = 0;
  float limb_scale = 1;  ///< Of arm and leg radii.
  float neck_radius = 0.05F;
  float shoulder_x = 0.17F;
  std::array<ArmBones, 2> arms;
  std::array<LegBones, 2> legs;
  Vec3 head_centre;  ///< Between the eyes, at the depth of the ears.
  Frame head;
  float head_scale = 1;
  float sway = 0;

  /// The stance as a gentle bending of space: where a point of the upright rest figure stands in the picture.
  [[nodiscard]] Vec3 to_posed(Vec3 rest) const;
  /// The inverse of `to_posed`, to about a millimetre.
  [[nodiscard]] Vec3 to_rest(Vec3 posed) const;

  [[nodiscard]] Vec3 to_head(Vec3 rest) const {
    return head.to_local(rest - head_centre) * (1.0F / head_scale);
  }
  [[nodiscard]] Vec3 from_head(Vec3 local) const { return head_centre + head.to_world(local * head_scale); }
};

/// Does not depend on the outfit.
Figure make_figure(const PersonSpec& spec);

}  // namespace drape::render
