#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "task/id.h"
#include "task/layering.h"

namespace drape::task {

enum class Severity { kError, kWarning };

/// "error", "warning".
[[nodiscard]] std::string_view to_string(Severity severity);
[[nodiscard]] std::optional<Severity> severity_from(std::string_view text);

/// One finding on a photo: a stable code and a plain sentence for the shopper.
struct ValidationIssue {
  std::string code;
  Severity severity = Severity::kError;
  std::string message;
};

/// The stored verdict on a person photo. A photo has at most one; a later validation replaces it.
struct PersonValidation {
  PersonImageId person_image;
  bool is_valid = false;
  std::vector<ValidationIssue> issues;
  std::vector<std::string> supported_categories;  ///< Subset of "upper", "lower", "dress".
  Timestamp created_at;
};

/// The stored verdict on a garment photo. A photo has at most one; a later validation replaces it.
struct GarmentValidation {
  GarmentImageId garment_image;
  bool is_valid = false;
  std::optional<GarmentCategory> category = std::nullopt;  ///< None when it could not be told.
  /// Somebody wears the garment; else it is laid flat or hung. None when it could not be told.
  std::optional<bool> on_model = std::nullopt;
  double category_confidence = 0;  ///< 0..1
  double cutout_quality = 0;       ///< 0..1: how surely the outline is the garment's.
  std::vector<ValidationIssue> issues = {};
  std::string engine_version = {};
  Timestamp created_at = {};
};

}  // namespace drape::task
