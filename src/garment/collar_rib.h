#pragma once

#include "garment/neck_patch.h"

namespace drape::garment {

/// The front edge of an opening whose rib is much darker than the garment: there the strongest edge is the
/// rib's seam. `front` is the edge that was found, left to right; the result is the rib's inner edge, or
/// `front` itself where no rib is seen. Ends stay.
[[nodiscard]] Curve inside_dark_rib(const NeckPatch& patch, Curve front);

}  // namespace drape::garment
