#pragma once

#include <optional>

#include "eval/print_patch.h"

namespace drape::eval {

/// The picture of a worn garment.
struct PrintTarget {
  const image::Image& picture;
  const image::Mask& mask;  ///< 255 where it shows the garment.
  cv::Matx23d guess;        ///< Garment photo -> picture, right to about a third in scale.
};

/// How well a garment's print is kept: the normalised correlation of the print in the photo (reduced to the
/// size of the worn one, shading taken out of both) with the worn one after alignment, -1..1. The alignment
/// is one affine map and, in each tile of a 3 x 3 grid, a shift of up to 6 % of the print's size, because
/// cloth bends; tiles weigh as much as they have contrast. Hidden tiles do not count. Nothing when there is
/// no print or less than a third of it is seen. Deterministic.
[[nodiscard]] std::optional<double> print_fidelity(const PrintSource& source, const PrintTarget& target);

}  // namespace drape::eval
