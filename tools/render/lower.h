#pragma once

#include <array>
#include <vector>

#include "render/body.h"
#include "render/fabric.h"
#include "render/folds.h"

namespace drape::render {

/// Trousers, shorts or a skirt on a body, rest frame. Immutable, thread safe.
class Lower {
 public:
  Lower(const Body& body, const PersonSpec& spec);

  /// Signed distance to the cloth, a little under the true one; `fine` adds folds.
  [[nodiscard]] float distance(Vec3 p, bool fine) const;
  [[nodiscard]] ClothPoint mark(Vec3 p) const;

 private:
  [[nodiscard]] float trousers(Vec3 p, bool fine) const;
  [[nodiscard]] float skirt(Vec3 p, bool fine) const;
  [[nodiscard]] float trouser_folds(Vec3 p) const;
  [[nodiscard]] float tube(int side, Vec3 p) const;

  static constexpr float kWaist = 1.020F;

  LowerKind kind_;
  float hem_y_;
  Loft seat_;                          ///< The part about the hips; of a skirt, all of it.
  std::array<Limb, 2> upper_, lower_;  ///< Trouser legs to and from the knee.
  std::vector<Fold> folds_;
};

}  // namespace drape::render
