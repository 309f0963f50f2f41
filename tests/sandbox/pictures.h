#pragma once

#include <string>

#include "image/codec.h"

namespace drape::test {

/// A picture with a gradient, encoded by libvips as the suffix says (".png", ".jpg[Q=90]"), in one of its
/// colour spaces, with an EXIF orientation.
struct Drawing {
  int width = 97;
  int height = 61;
  std::string suffix = ".png";
  int interpretation = 22;  ///< VIPS_INTERPRETATION_sRGB
  int orientation = 1;
};

[[nodiscard]] image::Bytes encoded(const Drawing& drawing);

/// One of the 96 x 128 drawings in the tests' folder, by its extension.
[[nodiscard]] image::Bytes stored_drawing(const std::string& extension);

}  // namespace drape::test
