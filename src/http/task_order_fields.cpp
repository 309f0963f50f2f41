#include "http/task_order_fields.h"

namespace drape::http {

RequestedImages read_images(FieldReader& fields, FieldErrors& errors) {
  RequestedImages images;
  images.person_key = fields.primary_key(kPersonField);
  images.garment_keys = fields.primary_keys(kGarmentsField, task::kGarmentsMax);
  if (images.person_key) {
    images.person = task::PersonImageId::from(images.person_key->value);
    if (!images.person) errors.add(kPersonField, does_not_exist(*images.person_key));
  }
  if (!images.garment_keys) return images;
  for (std::size_t i = 0; i < images.garment_keys->size(); ++i) {
    const auto& [position, key] = (*images.garment_keys)[i];
    if (const auto id = task::GarmentImageId::from(key.value)) {
      images.garments.push_back(*id);
      images.garment_positions.push_back(i);
    } else {
      errors.add_item(kGarmentsField, position, does_not_exist(key));
    }
  }
  return images;
}

void add_missing(const RequestedImages& images, const store::MissingImages& missing, FieldErrors& errors) {
  if (missing.person_image) errors.add(kPersonField, does_not_exist(*images.person_key));
  for (const std::size_t index : missing.garment_images) {
    const auto& [position, key] = (*images.garment_keys)[images.garment_positions[index]];
    errors.add_item(kGarmentsField, position, does_not_exist(key));
  }
}

}  // namespace drape::http
