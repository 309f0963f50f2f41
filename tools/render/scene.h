#pragma once

#include "render/body.h"
#include "render/hair.h"
#include "render/head.h"
#include "render/lower.h"
#include "render/top.h"

namespace drape::render {

enum class Part { kBackdrop, kArmSkin, kBustSkin, kLegSkin, kHeadSkin, kEye, kHair, kTop, kLower, kShoe };

struct Nearest {
  float distance = 1e9F;
  Part part = Part::kBackdrop;
  int side = 0;  ///< Of limbs: 0 the person's left.
};

/// A dressed person as one signed distance field in posed coordinates (metres). Immutable, thread safe.
class Scene {
 public:
  explicit Scene(const PersonSpec& spec);
  Scene(const Scene&) = delete;
  Scene& operator=(const Scene&) = delete;

  /// The nearest solid. The distance never exceeds the true one by much; `fine` adds folds and strands.
  [[nodiscard]] Nearest nearest(Vec3 p, bool fine) const;
  /// The person::Label of a surface point of `part`, 0 for the backdrop.
  [[nodiscard]] unsigned char label(Vec3 p, const Nearest& at) const;

  [[nodiscard]] const PersonSpec& spec() const { return spec_; }
  [[nodiscard]] const Figure& figure() const { return figure_; }
  [[nodiscard]] const Body& body() const { return body_; }
  [[nodiscard]] const Head& head() const { return head_; }
  [[nodiscard]] const Hair& hair() const { return hair_; }
  [[nodiscard]] const Top& top() const { return top_; }
  [[nodiscard]] const Lower& lower() const { return lower_; }

 private:
  /// A box in the rest frame that holds a solid: skips those that cannot be the nearest.
  struct Box {
    Vec3 low{1e9F, 1e9F, 1e9F}, high{-1e9F, -1e9F, -1e9F};
    void hold(Vec3 p, float radius);
    [[nodiscard]] float distance(Vec3 p) const;
  };
  void make_boxes();
  void add_head(Vec3 p, bool fine, Nearest& best) const;
  void add_skin(Vec3 p, Nearest& best) const;

  PersonSpec spec_;
  Figure figure_;
  Body body_;
  Head head_;
  Hair hair_;
  Top top_;
  Lower lower_;
  std::array<Box, 2> arm_boxes_, leg_boxes_;
  Box bust_box_, head_box_, hair_box_, top_box_, lower_box_;
};

}  // namespace drape::render
