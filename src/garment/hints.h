#pragma once

#include <optional>
#include <string>
#include <vector>

#include "garment/garment_model.h"

namespace drape::garment {

/// How a photo shows the garment: laid flat or hung alone, or worn by somebody.
enum class PhotoType { kFlatLay, kModel };

/// What somebody says of a garment's photo. What is not said is found out.
struct Hints {
  std::optional<Category> category = std::nullopt;
  std::optional<PhotoType> photo_type = std::nullopt;
};

/// Code of the failure when the garment cannot be what the hint says.
inline constexpr std::string_view kCategoryHintWrong = "category_hint_wrong";
/// Code of the failure when nobody wears the garment though the hint says so.
inline constexpr std::string_view kPhotoTypeHintWrong = "photo_type_hint_wrong";

/// All that can be hinted, no hint at all included.
[[nodiscard]] std::vector<Hints> all_hints();

/// Different for different hints; empty for no hint.
[[nodiscard]] std::string to_key(const Hints& hints);

}  // namespace drape::garment
