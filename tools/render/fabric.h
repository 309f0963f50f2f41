#pragma once

#include "render/person_spec.h"
#include "render/vec.h"

namespace drape::render {

/// Where on a garment a point lies, in the cloth's own coordinates.
struct ClothPoint {
  float u = 0, v = 0;              ///< Metres across (0 at the centre front) and up the piece of cloth.
  float print_x = 9, print_y = 9;  ///< -1..1 within the printed area, anything else outside.
  float shade = 1;                 ///< Factor on the colour: seams, stitches.
  float rib = 0;                   ///< 0..1: ribbed band (collar, cuff).
  float lift = 0;                  ///< Metres that the part stands out of the cloth (placket, button).
  bool trim = false;               ///< A button: takes the second colour, no pattern.
};

/// The dyed colour at a point of the cloth, linear. `blur`: half width of an edge between two colours,
/// metres.
Vec3 dyed(const Fabric& fabric, const ClothPoint& at, float blur);

/// The project's print: hills under a sun. x to the right, y up, both -1..1; `share` is how much of the
/// colour covers the cloth (0 outside the motif).
struct MotifSample {
  Vec3 colour;
  float share = 0;
};
MotifSample motif(float x, float y, Colour tint, float blur);

}  // namespace drape::render
