#pragma once

#include <optional>

#include "image/image.h"

namespace drape::garment {

/// A cut-out from an even ground.
struct PlainCut {
  image::Mask mask;
  image::LabImage ground;  ///< The ground's colour at each pixel, behind the garment too.
  /// 0..1: how evenly the border is ground, times how clearly the garment stands out along its outline.
  float confidence = 0;
  float plain_share = 0;  ///< Share of the picture's border that the ground explains, 0..1.
  float noise = 0;        ///< Deviation of the ground's lightness around its smooth course, L* units.
};

/// Separates a garment from an even ground (studio paper, wall, table, also with a gradient of light).
/// Nothing where the border of the picture is not even. The mask may be empty. Deterministic.
[[nodiscard]] std::optional<PlainCut> cut_from_plain_ground(const image::LabImage& lab);

}  // namespace drape::garment
