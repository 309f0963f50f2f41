#include "http/fields.h"
#include "http/handlers.h"
#include "http/timestamps.h"

namespace drape::http {
namespace {

/// What differs between person images and garment images.
template <typename IdType>
struct Kind;

template <>
struct Kind<task::PersonImageId> {
  static constexpr std::string_view kObject = "PersonImage";
  static constexpr MediaKind kMedia = MediaKind::kPersonImage;
  static service::PersonLibrary& library(const Call& call) { return call.services().person_images(); }
};

template <>
struct Kind<task::GarmentImageId> {
  static constexpr std::string_view kObject = "GarmentImage";
  static constexpr MediaKind kMedia = MediaKind::kGarmentImage;
  static service::GarmentLibrary& library(const Call& call) { return call.services().garment_images(); }
};

template <typename IdType>
Json image_json(const Call& call, const std::string& origin, const task::LibraryImage<IdType>& image) {
  const MediaName name{Kind<IdType>::kMedia, image.id.value()};
  return {{"id", image.id.value()},
          {"image_url", call.links().media(origin, name, image.view.format)},
          {"image_name", image.name ? Json(*image.name) : Json()},
          {"width", image.view.width},
          {"height", image.view.height},
          {"created_at", iso_time(image.created_at)}};
}

/// Decodes the file and puts what is wrong with it under `image`; another failure is the reply.
tl::expected<std::optional<service::CheckedUpload>, Response> check_file(
    const Call& call, const std::shared_ptr<ReceivedFile>& file, FieldErrors& errors) {
  if (!file || !file->upload) return std::nullopt;
  auto checked = call.services().uploads().check(*std::move(file->upload));
  if (checked) return *std::move(checked);
  const bool unsuitable =
      checked.error().kind == ErrorKind::kInvalidInput || checked.error().code == "image_too_large";
  if (!unsuitable) return tl::unexpected(call.error(checked.error()));
  errors.add("image", checked.error().public_text.value);
  return std::nullopt;
}

template <typename IdType>
Response upload(Call& call) {
  FieldErrors errors;
  FieldReader fields(call.data(), errors);
  if (!fields.is_dictionary()) return call.error(errors);
  auto checked = check_file(call, fields.file("image"), errors);
  if (!checked) return std::move(checked.error());
  std::optional<std::string> name = fields.text("image_name", task::kImageNameMax);
  if (!errors.empty()) return call.error(errors);
  const auto image = Kind<IdType>::library(call).add(call.account(), **std::move(checked), std::move(name));
  if (!image) return call.error(image.error());
  return Call::reply(image_json(call, call.origin(), *image));
}

template <typename IdType>
Response list(Call& call) {
  const QueryParameters query = call.query();
  const auto page_request = parse_page(query, call.limits());
  if (!page_request) return call.error(404, text::kInvalidPage);
  const std::string_view wanted = strip(query.last("image_name").value_or(""));
  const auto name = wanted.empty() ? std::nullopt : std::optional<std::string>(wanted);
  const auto page = Kind<IdType>::library(call).list(call.account(), name, *page_request);
  if (!page) {
    return page.error().kind == ErrorKind::kNotFound ? call.error(404, text::kInvalidPage)
                                                     : call.error(page.error());
  }
  const std::string origin = call.origin();
  Json results = Json::array();
  for (const auto& image : page->items) results.push_back(image_json(call, origin, image));
  return Call::reply(page_json(*page, {origin, call.head().path, query}, std::move(results)));
}

template <typename IdType>
Response remove(Call& call) {
  auto id = path_id<IdType>(call, Kind<IdType>::kObject);
  if (!id) return std::move(id.error());
  const auto removed = Kind<IdType>::library(call).remove(call.account(), *id, call.key_public_id());
  if (removed) return Call::reply({{"detail", "Deleted successfully"}});
  if (removed.error().kind == ErrorKind::kNotFound) return call.no_match(Kind<IdType>::kObject);
  return call.error(removed.error());
}

}  // namespace

Response upload_person_image(Call& call) {
  return upload<task::PersonImageId>(call);
}
Response list_person_images(Call& call) {
  return list<task::PersonImageId>(call);
}
Response delete_person_image(Call& call) {
  return remove<task::PersonImageId>(call);
}
Response upload_garment_image(Call& call) {
  return upload<task::GarmentImageId>(call);
}
Response list_garment_images(Call& call) {
  return list<task::GarmentImageId>(call);
}
Response delete_garment_image(Call& call) {
  return remove<task::GarmentImageId>(call);
}

}  // namespace drape::http
