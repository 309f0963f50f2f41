#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace drape::task {

enum class GarmentCategory { kUpper, kOuter, kLower, kSkirt, kDress };

/// "upper", "outer", "lower", "skirt", "dress".
[[nodiscard]] std::string_view to_string(GarmentCategory category);
[[nodiscard]] std::optional<GarmentCategory> garment_category_from(std::string_view text);

/// Most garments of one task.
inline constexpr std::size_t kGarmentsMax = 6;

/// Why garments cannot be worn together.
enum class LayeringConflict { kTwoBottoms, kDressWithBottom, kTwoDresses };

/// Stable code of a task that failed for it.
inline constexpr std::string_view kLayeringConflictCode = "garments_not_combinable";

/// A plain sentence that the API shows.
[[nodiscard]] std::string_view message(LayeringConflict conflict);

/// The first conflict among garments whose category is known; tops and outer layers go with everything.
[[nodiscard]] std::optional<LayeringConflict> layering_conflict(std::span<const GarmentCategory> garments);

}  // namespace drape::task
