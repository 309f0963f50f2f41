#pragma once

#include "person/person_model.h"
#include "tryon/geometric/body_shape.h"
#include "tryon/geometric/reveal.h"

namespace drape::tryon::geometric {

/// One arm of the picture and the end of the new sleeve on it.
struct ArmView {
  const person::PersonModel& person;
  const BodyShape& body;
  const BareBody& bare;
  const image::Plane& to_cloth;  ///< Pixels to the nearest old upper garment.
  int side = 0;                  ///< Of the picture.
  float cuff = 0;                ///< Arc length where the longest new sleeve ends; negative without sleeves.
  float armpit = 0;  ///< Arc length at the lowest armhole's lower end, where there are no sleeves.
};

// All planes are alphas, 0..1, of the size of the person photo.

/// The bare arm from a little above the new cuff to the wrist, or as far as a hand is seen.
[[nodiscard]] image::Plane bare_part(const ArmView& view);

/// Skin just below where the old sleeve ended, which left its shadow and often a mark there: the new skin
/// fades in.
[[nodiscard]] image::Plane below_old_cuff(const ArmView& view);

/// The inside of the old cuff, which looks like skin in shadow, beside the arm itself.
[[nodiscard]] image::Plane cuff_debris(const ArmView& view);

/// How much of the bare arm lies before the torso, from `alpha`, all of the arm that is to be drawn, and
/// `torso`, the new garment's: the old sleeve shows that an arm is in front of it.
[[nodiscard]] image::Plane beside_torso(const ArmView& view, image::Plane alpha, const image::Plane& torso);

/// Takes from `arm`, what the photo shows of the arms, what is inside the new sleeve and would lie on
/// `torso`.
void hide_in_sleeve(const ArmView& view, const image::Plane& torso, image::Plane& arm);

/// What the old sleeves leave of hands and neck, and where invented skin has to help out.
struct KeptSkin {
  image::Plane hand;   ///< Alpha of the hands.
  image::Mask hands;   ///< Of it what is not faded.
  image::Plane faded;  ///< How much of what is seen of hands and neck gives way to invented skin.
};

/// The root of a hand goes into its new sleeve: from `skin`, what of it lies inside `sleeve`, the alpha of
/// the sleeve of that side. Fingers stay in front wherever the hand is bent to.
void put_hand_in_sleeve(const ArmView& view, const image::Plane& sleeve, KeptSkin& skin);

/// A hand in a pocket, of which the old clothes left a sliver in sight, is hidden by a garment that hangs
/// over the pocket: from `skin`, what lies within `cloth`, the alpha of the new garments.
void put_hand_in_pocket(const person::PersonModel& person, int side, const image::Plane& cloth,
                        KeptSkin& skin);

/// Where old cloth ended on hands and neck, they begin with a sharp line and pixels that mix both. There they
/// fade into the bare skin. `to_cloth`: pixels to the nearest old upper garment. `hands`: 255 on the hands
/// that the photo shows.
[[nodiscard]] KeptSkin fade_at_old_cloth(const person::PersonModel& person, const BodyShape& body,
                                         const BareBody& bare, const image::Plane& to_cloth,
                                         image::Mask hands);

}  // namespace drape::tryon::geometric
