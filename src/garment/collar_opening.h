#pragma once

#include <optional>

#include "garment/neck_patch.h"

namespace drape::garment {

/// The front edge of an unbuttoned or folded collar, in the patch: down the inner edge of one collar leaf to
/// where the fronts meet and up the other. Nothing where it does not show: a collar that stands closed, as of
/// a turtleneck. What lies above it is the inner back, with the label.
[[nodiscard]] std::optional<Curve> find_collar_opening(const NeckPatch& patch);

}  // namespace drape::garment
