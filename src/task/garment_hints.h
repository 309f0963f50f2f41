#pragma once

#include <optional>
#include <string_view>

#include "task/layering.h"

namespace drape::task {

/// How a garment's photo shows it: laid flat or hung alone, or worn by somebody.
enum class GarmentPhotoType { kFlatLay, kModel };

/// "flat-lay", "model".
[[nodiscard]] std::string_view to_string(GarmentPhotoType type);
[[nodiscard]] std::optional<GarmentPhotoType> garment_photo_type_from(std::string_view text);

/// What the client says of a garment. What it does not say is found out.
struct GarmentHints {
  std::optional<GarmentCategory> category = std::nullopt;
  std::optional<GarmentPhotoType> photo_type = std::nullopt;
  [[nodiscard]] bool empty() const { return !category && !photo_type; }
  friend bool operator==(const GarmentHints&, const GarmentHints&) = default;
};

}  // namespace drape::task
