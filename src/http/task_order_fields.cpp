#include "http/task_order_fields.h"

#include <array>
#include <limits>

namespace drape::http {
namespace {

constexpr std::string_view kCategoryField = "category";
constexpr std::string_view kPhotoTypeField = "garment_photo_type";

constexpr std::array<std::string_view, 3> kFormats = {"jpeg", "png", "webp"};
constexpr std::array<std::string_view, 2> kEngines = {"auto", "geometric"};
constexpr std::array<std::string_view, 6> kCategories = {"auto", "upper", "outer", "lower", "skirt", "dress"};
constexpr std::array<std::string_view, 3> kPhotoTypes = {"auto", "flat-lay", "model"};

constexpr FieldReader::IntegerRange kSeeds = {0, std::numeric_limits<std::uint32_t>::max(), true};
constexpr FieldReader::IntegerRange kSamples = {1, task::kSamplesMax, false};

void check_hint_count(std::string_view field, const std::optional<FieldReader::Choices>& hints,
                      std::size_t garments, FieldErrors& errors) {
  if (!hints || hints->for_all || hints->values.size() == garments) return;
  errors.add(field, "Ensure this field has as many elements as there are garments: " +
                        std::to_string(garments) + ".");
}

/// "auto" when nothing was said.
std::string_view hint_at(const std::optional<FieldReader::Choices>& hints, std::size_t place) {
  return hints ? std::string_view(hints->values[hints->for_all ? 0 : place]) : "auto";
}

}  // namespace

RequestedPerson read_person(FieldReader& fields, FieldErrors& errors) {
  RequestedPerson person{fields.primary_key(kPersonField), std::nullopt};
  if (!person.key) return person;
  person.id = task::PersonImageId::from(person.key->value);
  if (!person.id) errors.add(kPersonField, does_not_exist(*person.key));
  return person;
}

RequestedImages read_images(FieldReader& fields, FieldErrors& errors) {
  RequestedImages images;
  images.person = read_person(fields, errors);
  images.garment_keys = fields.primary_keys(kGarmentsField, task::kGarmentsMax);
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

std::optional<task::WebhookTarget> read_webhook(const Call& call, FieldReader& fields, FieldErrors& errors) {
  std::optional<std::string> url = fields.text(kWebhookField, task::kWebhookUrlMax);
  if (!url) return std::nullopt;
  if (url->empty()) {
    errors.add(kWebhookField, text::kBlank);
  } else if (const auto refusal = call.services().webhooks().refusal(*url)) {
    errors.add(kWebhookField, *refusal);
  } else {
    return task::WebhookTarget{*std::move(url), call.origin()};
  }
  return std::nullopt;
}

void add_missing(const RequestedImages& images, const store::MissingImages& missing, FieldErrors& errors) {
  if (missing.person_image) errors.add(kPersonField, does_not_exist(*images.person.key));
  for (const std::size_t index : missing.garment_images) {
    const auto& [position, key] = (*images.garment_keys)[images.garment_positions[index]];
    errors.add_item(kGarmentsField, position, does_not_exist(key));
  }
}

OrderOptions read_options(FieldReader& fields) {
  OrderOptions options;
  if (const auto format = fields.choice("output_format", kFormats)) {
    options.output_format = task::picture_format_from(*format).value_or(options.output_format);
  }
  if (const auto seed = fields.integer("seed", kSeeds)) options.seed = static_cast<std::uint32_t>(*seed);
  options.samples = static_cast<int>(fields.integer("num_samples", kSamples).value_or(options.samples));
  if (const auto engine = fields.choice("engine", kEngines)) {
    options.engine = task::engine_choice_from(*engine).value_or(options.engine);
  }
  options.categories = fields.choices(kCategoryField, kCategories);
  if (!fields.boolean("use_cache").value_or(true)) options.cache = service::CacheUse::kForbidden;
  options.photo_types = fields.choices(kPhotoTypeField, kPhotoTypes);
  return options;
}

void check_hint_counts(const OrderOptions& options, std::size_t garments, FieldErrors& errors) {
  check_hint_count(kCategoryField, options.categories, garments, errors);
  check_hint_count(kPhotoTypeField, options.photo_types, garments, errors);
}

task::GarmentHints hints_at(const OrderOptions& options, std::size_t place) {
  return {task::garment_category_from(hint_at(options.categories, place)),
          task::garment_photo_type_from(hint_at(options.photo_types, place))};
}

task::TaskOrder plain_order(task::PersonImageId person, std::vector<task::GarmentImageId> garments,
                            const OrderOptions& options) {
  task::TaskOrder order{person, std::move(garments)};
  order.output_format = options.output_format;
  order.seed = options.seed;
  order.samples = options.samples;
  order.engine = options.engine;
  order.webhook = options.webhook;
  return order;
}

task::TaskOrder order_of(const RequestedImages& images, const OrderOptions& options) {
  task::TaskOrder order = plain_order(*images.person.id, images.garments, options);
  for (std::size_t i = 0; i < images.garments.size(); ++i) order.hints.push_back(hints_at(options, i));
  return order;
}

}  // namespace drape::http
