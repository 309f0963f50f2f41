#pragma once

#include "render/head.h"

namespace drape::render {

struct HairPoint {
  Vec3 albedo;
  float gloss = 1;
  Vec3 strand;  ///< Unit direction of the strands, in the head's frame.
};

/// Hair in the head's own frame (see Head). Immutable, thread safe.
class Hair {
 public:
  explicit Hair(const PersonSpec& spec);

  /// `skull`: Head::skull(q). `fine` adds locks and strands.
  [[nodiscard]] float distance(Vec3 q, float skull, bool fine) const;
  [[nodiscard]] HairPoint paint(Vec3 q, Vec3 normal) const;
  /// 0..1: how much hair roots darken the skin here.
  [[nodiscard]] float roots(Vec3 q) const;
  /// A ball that holds all hair.
  [[nodiscard]] Vec3 centre() const { return {0, bound_y_, -0.02F}; }
  [[nodiscard]] float radius() const { return bound_radius_; }

 private:
  [[nodiscard]] float grown(Vec3 q,
                            float skull) const;  ///< Short styles: a layer that grows out of the skull.
  [[nodiscard]] float curls(Vec3 q) const;
  [[nodiscard]] float fall(Vec3 q) const;  ///< Long hair and bob: curtains beside the face.
  /// Metres into the gap between the curtains, seen from the front; under 0 in the hair.
  [[nodiscard]] float face_opening(Vec3 q) const;
  [[nodiscard]] float beside_face(Vec3 q) const;
  [[nodiscard]] float hairline(Vec3 q) const;
  [[nodiscard]] float across(Vec3 q) const;
  [[nodiscard]] float locks(Vec3 q) const;

  HairStyle style_;
  Vec3 colour_;
  float parting_x_ = 0.014F;
  float bound_y_ = 0.03F, bound_radius_ = 0.15F;
  bool female_;
};

}  // namespace drape::render
