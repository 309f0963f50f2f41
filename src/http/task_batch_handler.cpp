#include <utility>
#include <vector>

#include "http/handlers.h"
#include "http/queue_full.h"
#include "http/task_json.h"
#include "http/task_order_fields.h"

namespace drape::http {
namespace {

constexpr std::string_view kOutfitsField = "outfits";

/// What one task of the batch is to show, and where the request said so.
struct Outfit {
  std::size_t place = 0;      ///< In the list of the batch.
  FieldReader::KeyList keys;  ///< As the request named the garments.
  std::vector<task::GarmentImageId> garments;
};

/// The orders of a request: one for each item of one list.
struct Batch {
  std::string_view field;  ///< The list's: one garment an item, or one outfit an item.
  RequestedPerson person;
  std::vector<Outfit> outfits;
};

/// The outfits of whichever of the two lists there is.
std::vector<Outfit> read_outfits(FieldReader& fields, std::string_view field, std::size_t orders_max) {
  std::vector<Outfit> outfits;
  if (field == kOutfitsField) {
    const auto lists = fields.key_lists(field, orders_max);
    if (!lists) return outfits;
    for (const auto& [place, keys] : *lists) outfits.push_back({place, keys, {}});
    return outfits;
  }
  const auto keys = fields.primary_keys(field, orders_max);
  if (!keys) return outfits;
  for (const auto& key : *keys) outfits.push_back({key.first, {key}, {}});
  return outfits;
}

/// Turns keys into ids; says which cannot exist.
void resolve_keys(Outfit& outfit, std::string_view field, FieldErrors& errors) {
  if (outfit.keys.size() > task::kGarmentsMax) {
    errors.add_item(field, outfit.place, too_many_elements(task::kGarmentsMax));
    return;
  }
  for (const auto& [position, key] : outfit.keys) {
    if (const auto id = task::GarmentImageId::from(key.value)) {
      outfit.garments.push_back(*id);
    } else {
      errors.add_item(field, outfit.place, does_not_exist(key));
    }
  }
}

Batch read_batch(const Call& call, FieldReader& fields, FieldErrors& errors) {
  Batch batch{fields.has(kOutfitsField) ? kOutfitsField : kGarmentsField, read_person(fields, errors), {}};
  if (fields.has(kOutfitsField) && fields.has(kGarmentsField)) {
    errors.add("non_field_errors", "Give either garment_image_ids or outfits, not both.");
    return batch;
  }
  const std::size_t orders_max = call.limits().batch_orders_max;
  batch.outfits = read_outfits(fields, batch.field, orders_max);
  for (Outfit& outfit : batch.outfits) resolve_keys(outfit, batch.field, errors);
  if (batch.outfits.size() > orders_max && !errors.has(batch.field)) {
    errors.add(batch.field, too_many_elements(orders_max));
  }
  return batch;
}

/// With one garment an item, a list of hints has one for each; with outfits there is one hint for all.
void check_hints(const Batch& batch, const OrderOptions& options, FieldErrors& errors) {
  if (batch.field == kGarmentsField) return check_hint_counts(options, batch.outfits.size(), errors);
  for (const auto& [field, hints] :
       {std::pair(std::string_view("category"), &options.categories),
        std::pair(std::string_view("garment_photo_type"), &options.photo_types)}) {
    if (*hints && !(*hints)->for_all) errors.add(field, "With outfits there is one value for all garments.");
  }
}

std::vector<task::TaskOrder> orders_of(const Batch& batch, const OrderOptions& options) {
  std::vector<task::TaskOrder> orders;
  for (const Outfit& outfit : batch.outfits) {
    task::TaskOrder order = plain_order(*batch.person.id, outfit.garments, options);
    order.hints.assign(outfit.garments.size(), hints_at(options, outfit.place));
    orders.push_back(std::move(order));
  }
  return orders;
}

Response rejected(const Call& call, const Batch& batch,
                  const std::vector<service::OrderRejection>& rejections) {
  FieldErrors errors{kPersonField, batch.field};
  if (rejections.front().missing.person_image) errors.add(kPersonField, does_not_exist(*batch.person.key));
  for (std::size_t i = 0; i < rejections.size(); ++i) {
    const Outfit& outfit = batch.outfits[i];
    for (const std::size_t garment : rejections[i].missing.garment_images) {
      errors.add_item(batch.field, outfit.place, does_not_exist(outfit.keys[garment].second));
    }
    if (rejections[i].conflict) {
      errors.add_item(batch.field, outfit.place, task::message(*rejections[i].conflict));
    }
  }
  return call.error(errors);
}

Json batch_json(const std::vector<task::Task>& tasks) {
  Json accepted = Json::array();
  for (const task::Task& task : tasks) {
    Json json = accepted_json(task);
    Json garments = Json::array();
    for (const task::GarmentImageId id : task.order.garment_images) garments.push_back(id.value());
    json["garment_image_id"] = garments.size() == 1 ? garments.front() : Json();
    json["garment_image_ids"] = std::move(garments);
    accepted.push_back(std::move(json));
  }
  return {{"tasks", std::move(accepted)}};
}

}  // namespace

Response create_tasks(Call& call) {
  FieldErrors errors{kPersonField, kGarmentsField, kOutfitsField};
  FieldReader fields(call.data(), errors);
  if (!fields.is_dictionary()) return call.error(errors);
  const Batch batch = read_batch(call, fields, errors);
  OrderOptions options = read_options(fields);
  options.webhook = read_webhook(call, fields, errors);
  if (errors.empty()) check_hints(batch, options, errors);
  if (!errors.empty()) return call.error(errors);
  const service::BatchOutcome outcome = call.services().tasks().submit_all(
      call.account(), orders_of(batch, options), options.cache,
      call.once<std::vector<task::Task>>(
          [](const std::vector<task::Task>& tasks) { return to_text(batch_json(tasks)); }));
  if (const auto* tasks = std::get_if<std::vector<task::Task>>(&outcome))
    return Call::reply(batch_json(*tasks));
  if (const auto* error = std::get_if<Error>(&outcome)) return call.error(*error);
  if (const auto* full = std::get_if<service::QueueFull>(&outcome)) return queue_full_response(call, *full);
  return rejected(call, batch, std::get<std::vector<service::OrderRejection>>(outcome));
}

}  // namespace drape::http
