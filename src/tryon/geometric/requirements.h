#pragma once

#include <span>
#include <vector>

#include "base/result.h"
#include "garment/garment_model.h"

namespace drape::tryon::geometric {

/// Trousers, shorts or a skirt.
[[nodiscard]] bool is_lower(const garment::GarmentModel& garment);

/// Whether the garment can be laid on a person who stands frontal. Fails with unsupported_garment when its
/// shape was not understood, with garment_not_frontal.
[[nodiscard]] Status require_wearable(const garment::GarmentModel& garment);

/// The garments in the order in which they are put on: lower garment, top, outer layer. Fails with
/// unsupported_garment when one of them is a dress or two belong on the same layer, with garment_not_frontal
/// when one cannot be laid on a frontal person.
[[nodiscard]] Result<std::vector<const garment::GarmentModel*>> wearing_order(
    std::span<const garment::GarmentModel* const> garments);

}  // namespace drape::tryon::geometric
