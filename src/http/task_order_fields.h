#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "http/fields.h"
#include "store/task_records.h"
#include "task/id.h"

// The fields of a body that orders a task.
namespace drape::http {

inline constexpr std::string_view kPersonField = "tryon_person_image_id";
inline constexpr std::string_view kGarmentsField = "garment_image_ids";

/// The ids of an order as far as they can exist, with where they stood in the request.
struct RequestedImages {
  std::optional<PrimaryKey> person_key;
  std::optional<FieldReader::KeyList> garment_keys;
  std::optional<task::PersonImageId> person;
  std::vector<task::GarmentImageId> garments;
  std::vector<std::size_t> garment_positions;  ///< Of `garments`, in garment_keys.
};

/// Reads kPersonField and kGarmentsField; ids that cannot exist are among the errors already.
[[nodiscard]] RequestedImages read_images(FieldReader& fields, FieldErrors& errors);

/// Says of what the store does not know that it does not exist, where it stood in the request.
void add_missing(const RequestedImages& images, const store::MissingImages& missing, FieldErrors& errors);

}  // namespace drape::http
