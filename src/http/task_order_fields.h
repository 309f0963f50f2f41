#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "http/call.h"
#include "http/fields.h"
#include "service/try_on_tasks.h"
#include "store/task_records.h"
#include "task/id.h"
#include "task/task.h"

// The fields of a body that orders a task.
namespace drape::http {

inline constexpr std::string_view kPersonField = "tryon_person_image_id";
inline constexpr std::string_view kGarmentsField = "garment_image_ids";
inline constexpr std::string_view kWebhookField = "webhook_url";

/// The person of an order, and how the request named them.
struct RequestedPerson {
  std::optional<PrimaryKey> key;
  std::optional<task::PersonImageId> id;
};
/// Reads kPersonField; an id that cannot exist is among the errors already.
[[nodiscard]] RequestedPerson read_person(FieldReader& fields, FieldErrors& errors);

/// The ids of an order as far as they can exist, with where they stood in the request.
struct RequestedImages {
  RequestedPerson person;
  std::optional<FieldReader::KeyList> garment_keys;
  std::vector<task::GarmentImageId> garments;
  std::vector<std::size_t> garment_positions;  ///< Of `garments`, in garment_keys.
};

/// Reads kPersonField and kGarmentsField; ids that cannot exist are among the errors already.
[[nodiscard]] RequestedImages read_images(FieldReader& fields, FieldErrors& errors);

/// Reads kWebhookField. None when it is missing, null or wrong.
[[nodiscard]] std::optional<task::WebhookTarget> read_webhook(const Call& call, FieldReader& fields,
                                                              FieldErrors& errors);

/// Says of what the store does not know that it does not exist, where it stood in the request.
void add_missing(const RequestedImages& images, const store::MissingImages& missing, FieldErrors& errors);

/// What an order asks for besides the pictures.
struct OrderOptions {
  task::PictureFormat output_format = task::PictureFormat::kJpeg;
  std::optional<std::uint32_t> seed;
  int samples = 1;
  task::EngineChoice engine = task::EngineChoice::kAuto;
  std::optional<FieldReader::Choices> categories;   ///< "auto" or a category.
  std::optional<FieldReader::Choices> photo_types;  ///< "auto" or a photo type.
  service::CacheUse cache = service::CacheUse::kAllowed;
  std::optional<task::WebhookTarget> webhook;  ///< read_webhook()
};

/// Reads output_format, seed, num_samples, engine, category, garment_photo_type and use_cache; all may be
/// left out. What is wrong goes into the errors of `fields`.
[[nodiscard]] OrderOptions read_options(FieldReader& fields);

/// A list of hints has one for each of the `garments` garments of the request; says where it has not.
void check_hint_counts(const OrderOptions& options, std::size_t garments, FieldErrors& errors);

/// What was said of the garment at this place of the request. REQUIRES: check_hint_counts() found nothing.
[[nodiscard]] task::GarmentHints hints_at(const OrderOptions& options, std::size_t place);

/// An order without hints.
[[nodiscard]] task::TaskOrder plain_order(task::PersonImageId person,
                                          std::vector<task::GarmentImageId> garments,
                                          const OrderOptions& options);
/// REQUIRES: nothing was found wrong with either.
[[nodiscard]] task::TaskOrder order_of(const RequestedImages& images, const OrderOptions& options);

}  // namespace drape::http
