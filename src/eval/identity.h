#pragma once

#include "image/image.h"

namespace drape::eval {

/// How two pictures differ inside a region, in steps of 8 bits.
struct Change {
  int largest = 0;  ///< Of any channel of any pixel, 0..255.
  double mean = 0;  ///< Over pixels and channels, 0..255.
  int pixels = 0;   ///< Size of the region; with 0 the others say nothing.
};

/// REQUIRES: all of the same size. Thread safe.
[[nodiscard]] Change change_in(const image::Image& a, const image::Image& b, const image::Mask& region);

}  // namespace drape::eval
