#pragma once

#include <optional>

#include "image/image.h"

namespace drape::eval {

/// Where on a garment photo a print may be.
struct PrintSource {
  const image::Image& picture;
  const image::Mask& mask;  ///< 255 on the garment.
  cv::Rect body;            ///< Without sleeves and collar, pixels of the picture.
};

/// A print, cut from its garment photo and reduced to the size that it has when worn.
struct PrintPatch {
  image::LabImage colour;  ///< Shading taken out.
  image::Mask mask;        ///< 255 on the garment.
  cv::Rect2d box;          ///< Where it lies on the garment photo, pixels of that.
};

/// Finds the print: what differs from the garment's main colour by more than 15 Lab units with the lightness
/// at half weight (folds, pile and knit differ by less) and takes at least 1 % of its body, boxed. `scale`:
/// pixels of the worn picture for a pixel of the photo. Nothing when there is no print or when it is too
/// small to be judged (24 pixels). Deterministic.
[[nodiscard]] std::optional<PrintPatch> find_print(const PrintSource& source, double scale);

}  // namespace drape::eval
