#pragma once

#include <optional>

#include "image/image.h"

namespace drape::eval {

struct SeamInput {
  const image::Image& result;
  const image::Image& photo;   ///< The person's, as it was taken.
  const image::Mask& changed;  ///< 255 where the result may differ from the photo.
  const image::Mask& garment;  ///< 255 where the result shows the new garment.
};

/// How visible the border of the repainted region is where it does not run along the new garment: the colour
/// step across the border in the result over the step at the same place in the photo, floored at 0, as the
/// mean Lab distance along the border. The step is between the means of 3 x 3 pixels, 3 pixels to either
/// side. 0 is invisible, 2 is seen on plain ground. Nothing when there is no such border. REQUIRES: all of
/// the same size. Thread safe.
[[nodiscard]] std::optional<double> seam_visibility(const SeamInput& input);

}  // namespace drape::eval
