#pragma once

#include <array>

#include "render/figure.h"
#include "render/solids.h"

namespace drape::render {

/// The bare body of a figure below the head as signed distances (metres, negative inside), in the rest frame.
/// Side 0 is the person's left. Immutable, thread safe.
class Body {
 public:
  explicit Body(const Figure& figure);

  /// Pelvis to shoulders, without neck and limbs.
  [[nodiscard]] float trunk(Vec3 p) const;
  [[nodiscard]] float neck(Vec3 p) const;
  /// Trunk, neck and the roots of the arms in one skin.
  [[nodiscard]] float bust(Vec3 p) const;
  [[nodiscard]] float arm(int side, Vec3 p) const;
  [[nodiscard]] float hand(int side, Vec3 p) const;
  [[nodiscard]] float leg(int side, Vec3 p) const;
  [[nodiscard]] float shoe(int side, Vec3 p) const;

  [[nodiscard]] const Limb& upper_arm(int side) const { return upper_arms_[static_cast<std::size_t>(side)]; }
  [[nodiscard]] const Limb& forearm(int side) const { return forearms_[static_cast<std::size_t>(side)]; }
  [[nodiscard]] const Limb& thigh(int side) const { return thighs_[static_cast<std::size_t>(side)]; }
  [[nodiscard]] const Limb& shin(int side) const { return shins_[static_cast<std::size_t>(side)]; }
  [[nodiscard]] const Loft& trunk_loft() const { return loft_; }
  [[nodiscard]] const Figure& figure() const { return figure_; }

  /// Swelling of the chest over the trunk: bust or chest muscles, grown by `ease`.
  [[nodiscard]] float chest(Vec3 p, float ease) const;
  [[nodiscard]] float collar_bones(Vec3 p, float ease) const;
  /// The slope from neck to shoulder, grown by `ease`.
  [[nodiscard]] float shoulder_slope(Vec3 p, float ease) const;

 private:
  Figure figure_;
  Loft loft_;
  std::array<Limb, 2> upper_arms_, forearms_, thighs_, shins_;
};

}  // namespace drape::render
