#pragma once

#include <array>
#include <vector>

#include "render/body.h"
#include "render/fabric.h"
#include "render/folds.h"

namespace drape::render {

/// The upper-body garment on a body, rest frame. Immutable, thread safe.
class Top {
 public:
  Top(const Body& body, const PersonSpec& spec);

  /// Signed distance to the cloth, a little under the true one; `fine` adds folds.
  [[nodiscard]] float distance(Vec3 p, bool fine) const;
  [[nodiscard]] ClothPoint mark(Vec3 p) const;

 private:
  struct Parts {
    float torso, sleeve;  ///< Distances before they are joined.
    int side;
  };
  struct Cut {
    float hem_y;
    float ease;        ///< Cloth to skin, metres.
    float drape;       ///< 0 follows the waist .. 1 hangs straight from the chest.
    float sleeve_end;  ///< 0 shoulder, 1 elbow, 2 wrist.
    float neck_y, neck_half_width, neck_depth;
  };
  static Cut cut_for(const PersonSpec& spec);
  void add_folds(const PersonSpec& spec);

  [[nodiscard]] Parts parts(Vec3 p) const;
  [[nodiscard]] float sleeve(int side, Vec3 p) const;
  [[nodiscard]] float joined(const Parts& parts, Vec3 p) const;
  [[nodiscard]] float neck_opening(Vec3 p) const;
  [[nodiscard]] float arm_opening(Vec3 p) const;
  /// Metres past the seam between body and sleeve; above 0 on the sleeve.
  [[nodiscard]] float past_armhole(Vec3 p) const;
  [[nodiscard]] float collar(Vec3 p, float torso) const;
  [[nodiscard]] float folds(Vec3 p, const Parts& parts) const;
  /// Arm units (0 shoulder .. 1 elbow .. 2 wrist) of a point near an arm.
  [[nodiscard]] float arm_position(int side, Vec3 p) const;

  const Body& body_;
  TopKind kind_;
  Cut cut_;
  Loft shell_;
  std::array<Limb, 2> upper_, fore_;
  std::vector<Fold> folds_;
};

}  // namespace drape::render
