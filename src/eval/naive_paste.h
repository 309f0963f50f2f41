#pragma once

#include "garment/garment_model.h"
#include "image/image.h"
#include "person/person_model.h"

namespace drape::eval {

struct Pasted {
  image::Image picture;
  image::Mask garment;  ///< 255 where the garment lies.
};

/// The baseline that every engine has to beat: the garment's cut-out scaled as a whole and laid on the person
/// upright. Tops: shoulder tips 1.25 shoulder widths apart, the box's upper edge 0.25 shoulder widths above
/// the shoulders; dresses: box 1.5 shoulder widths wide, likewise; trousers and skirts: box 1.1 shoulder
/// widths wide, from the hips up by 0.2 torso lengths. `ground` is what it is laid on, of the size of the
/// person's photo. Thread safe.
[[nodiscard]] Pasted naive_paste(const image::Image& ground, const person::PersonModel& person,
                                 const garment::GarmentModel& garment);

}  // namespace drape::eval
