#pragma once

#include "image/image.h"

namespace drape::eval {

/// A Lab picture with the pixels that count.
struct MaskedLab {
  image::LabImage colour;
  image::Mask mask;  ///< 255 where the picture counts.
};

/// Zero-mean normalised correlation of two pictures over the pixels that count in both, the channels L*, a*,
/// b* taken together, each with its own mean: -1..1. `share`: of the pixels of `a` that count, those that
/// count in both.
struct Correlation {
  double value = 0;   ///< 0 where one of the two is flat.
  double energy = 0;  ///< Sum of the squared deviations of `a` over the common pixels.
  double share = 0;
};

/// REQUIRES: same size. Thread safe.
[[nodiscard]] Correlation correlate(const MaskedLab& a, const MaskedLab& b);

/// Finds `patch` in `scene`. `guess` maps patch pixels to scene pixels and is right to about a third in scale
/// and half the patch's size in place. Returns the affine map of the largest correlation found: a search over
/// scale, aspect and place, refined by a pattern search over all six parameters. Deterministic.
[[nodiscard]] cv::Matx23d align(const MaskedLab& patch, const MaskedLab& scene, const cv::Matx23d& guess);

/// The part of `scene` that `patch_to_scene` maps a patch of `size` onto, in patch pixels; what lies outside
/// the scene does not count.
[[nodiscard]] MaskedLab seen_through(const MaskedLab& scene, const cv::Matx23d& patch_to_scene,
                                     cv::Size size);

}  // namespace drape::eval
