#pragma once

#include "garment/garment_model.h"
#include "garment/silhouette.h"

namespace drape::garment {

/// Whether the outline of an upper garment or dress, in which no sleeve was found apart, is that of one whose
/// sleeves lie or hang along its body, so that they look like a part of it. Told from how wide it is at each
/// height: a sleeveless top narrows between its armholes and its hem or goes on widening below, a short
/// sleeve stands out above, and folded arms are widest in the middle; a hood never comes without sleeves.
/// (The thresholds part 23 of 24 such snapshots from 29 others, see docs/garment-networks.md.)
[[nodiscard]] bool hides_sleeves(const Silhouette& shape, Category category);

/// Whether one sleeve is long and the other one, folded or partly hidden, has less than the share `even` of
/// it, 0..1. `width`: the garment's, in pixels. Of short sleeves one often merges with the body, which does
/// no harm.
[[nodiscard]] bool has_uneven_sleeves(const UpperLandmarks& marks, float width, float even);

}  // namespace drape::garment
