#pragma once

#include <vector>

#include "image/image.h"

namespace drape::eval {

struct PaletteColour {
  cv::Vec3f lab;
  float share = 0;  ///< Of the region; the shares of a palette sum to 1.
};

/// The colours of a region, most frequent first: k-means in CIE L*a*b* with a fixed seed, at most `colours`
/// of them. REQUIRES: same size, region not empty. Deterministic.
[[nodiscard]] std::vector<PaletteColour> palette_of(const image::LabImage& lab, const image::Mask& region,
                                                    int colours);

/// Earth mover's distance of two palettes (Rubner, Tomasi, Guibas: The earth mover's distance as a metric for
/// image retrieval, IJCV 40(2), 2000) with the CIEDE2000 difference as cost: the mean colour difference when
/// one palette is turned into the other in the cheapest way. REQUIRES: neither is empty. Thread safe.
[[nodiscard]] double palette_distance(const std::vector<PaletteColour>& a,
                                      const std::vector<PaletteColour>& b);

}  // namespace drape::eval
