#pragma once

#include <array>
#include <optional>

#include "garment/armpits.h"
#include "garment/silhouette.h"

namespace drape::garment {

/// A silhouette whose sleeves are parted from the body as far as the armpits.
struct PartedShape {
  Silhouette shape;
  std::array<Armpit, 2> armpits;
};

/// Sleeves that hang down often lie against the body, so that the outline shows the gap between them only
/// below, or not at all. Follows the crease between sleeve and body upwards and cuts the silhouette along it.
/// `lab` and `shape` have the same size.
[[nodiscard]] PartedShape part_sleeves(const image::LabImage& lab, const Silhouette& shape);

/// The same for a garment that is known to have sleeves along its body, whatever can be seen of them: cuts it
/// along the two straight lines, alike on both sides, that show most of a crease where sleeves usually end.
/// Nothing where there is no room for any, or no crease is seen.
[[nodiscard]] std::optional<PartedShape> part_hidden_sleeves(const image::LabImage& lab,
                                                             const Silhouette& shape);

}  // namespace drape::garment
