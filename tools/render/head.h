#pragma once

#include "render/colour.h"
#include "render/person_spec.h"
#include "render/vec.h"

namespace drape::render {

/// Proportions of one face, metres at unit head scale (eye line to chin .108).
struct FaceShape {
  float jaw = 1;  ///< Width of the jaw, 1 average.
  float chin_y = -0.096F;
  float cheek = 1;  ///< Fullness of the cheeks.
  float nose_half_width = 0.0125F;
  float nose_tip_y = -0.036F;
  float nose_depth = 0.1035F;
  float mouth_half_width = 0.0230F;
  float upper_lip = 0.0066F, lower_lip = 0.0088F;  ///< Heights of the red.
  float eye_half_width = 0.0157F;
  float eye_upper = 0.0062F, eye_lower = 0.0052F;  ///< Lid opening above and below the eye line.
  float eye_tilt = 0.10F;                          ///< Radians; outer corner up.
  float brow_y = 0.0225F, brow_half_height = 0.0030F;
  float brow_ridge = 1;
};

/// Linear colours that make a complexion.
struct Complexion {
  Vec3 skin, lips, brows, iris;
  float lashes = 0.6F;  ///< 0..1
  float blush = 1;
  float gloss = 1;    ///< Factor on the skin's highlights.
  float stubble = 0;  ///< 0 none .. 1 dark shadow of a beard.
  Vec3 beard;         ///< Colour of the stubble.
};

/// What a point of skin looks like.
struct SkinPoint {
  Vec3 albedo;
  float roughness = 0.45F;
  float gloss = 0.35F;
};

/// A head in its own frame: origin between the eyes at the depth of the ears, z to the front, metres at unit
/// scale. Immutable, thread safe.
class Head {
 public:
  explicit Head(const PersonSpec& spec);

  /// The skull with the face but without ears, lips and lids: what hair grows on.
  [[nodiscard]] float skull(Vec3 q) const;
  /// `skull`: skull(q).
  [[nodiscard]] float skin(Vec3 q, float skull) const;
  [[nodiscard]] float eyeballs(Vec3 q) const;

  [[nodiscard]] SkinPoint paint_skin(Vec3 q) const;
  /// `gaze`: unit direction that the eyes look to.
  [[nodiscard]] SkinPoint paint_eye(Vec3 q, Vec3 gaze) const;

  [[nodiscard]] const FaceShape& shape() const { return shape_; }
  [[nodiscard]] const Complexion& complexion() const { return complexion_; }

  /// Centre of the left eye; the right one has -x.
  static constexpr Vec3 kEye{0.0315F, 0.0F, 0.0612F};
  static constexpr float kEyeRadius = 0.0132F;

 private:
  [[nodiscard]] float nose(Vec3 m) const;
  [[nodiscard]] float ears(Vec3 m) const;
  [[nodiscard]] float with_lips(Vec3 m, float d) const;
  [[nodiscard]] float lid_opening(Vec3 m) const;
  void paint_brows_and_lids(Vec3 q, SkinPoint& point) const;
  void paint_lips(Vec3 q, SkinPoint& point) const;
  void paint_stubble(Vec3 q, SkinPoint& point) const;

  FaceShape shape_;
  bool ears_covered_;
  Complexion complexion_;
};

/// The skin colour of a tone 0..5, linear.
Vec3 skin_colour(int tone);

}  // namespace drape::render
