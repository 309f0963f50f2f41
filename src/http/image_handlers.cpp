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
  static constexpr bool kHasUser = true;
  static service::PersonLibrary& library(const Call& call) { return call.services().person_images(); }
};

template <>
struct Kind<task::GarmentImageId> {
  static constexpr std::string_view kObject = "GarmentImage";
  static constexpr MediaKind kMedia = MediaKind::kGarmentImage;
  static constexpr bool kHasUser = false;
  static service::GarmentLibrary& library(const Call& call) { return call.services().garment_images(); }
};

constexpr std::string_view kUserField = "external_user_id";

Json or_null(const std::optional<std::string>& text) {
  return text ? Json(*text) : Json();
}

template <typename IdType>
Json image_json(const Call& call, const std::string& origin, const task::LibraryImage<IdType>& image) {
  const MediaName name{Kind<IdType>::kMedia, image.id.value()};
  Json json = {{"id", image.id.value()},
               {"image_url", call.links().media(origin, name, image.view.format)},
               {"image_name", or_null(image.name)},
               {"width", image.view.width},
               {"height", image.view.height},
               {"created_at", iso_time(image.created_at)}};
  if (Kind<IdType>::kHasUser) json[std::string(kUserField)] = or_null(image.external_user_id);
  return json;
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

/// A blank one names nobody.
std::optional<std::string> read_user(FieldReader& fields) {
  std::optional<std::string> user = fields.text(kUserField, task::kExternalUserIdMax);
  return user && user->empty() ? std::nullopt : user;
}

template <typename IdType>
Response upload(Call& call) {
  FieldErrors errors;
  FieldReader fields(call.data(), errors);
  if (!fields.is_dictionary()) return call.error(errors);
  auto checked = check_file(call, fields.file("image"), errors);
  if (!checked) return std::move(checked.error());
  task::ImageLabels labels{fields.text("image_name", task::kImageNameMax), std::nullopt};
  if (Kind<IdType>::kHasUser) labels.external_user_id = read_user(fields);
  if (!errors.empty()) return call.error(errors);
  const auto image =
      Kind<IdType>::library(call).add(call.account(), **std::move(checked), std::move(labels),
                                      call.once<std::int64_t>([](auto id) { return std::to_string(id); }));
  if (!image) return call.error(image.error());
  return Call::reply(image_json(call, call.origin(), *image));
}

/// All that is kept of the reply to an upload is the id: the row has the rest, and links are signed afresh.
template <typename IdType>
Response replay_upload(Call& call, std::string_view kept) {
  const auto id = IdType::from(parse_integer(kept).value);
  if (!id) return call.error(Error::internal("the kept reply to an upload is no id"));
  const auto image = Kind<IdType>::library(call).find(call.account(), *id);
  if (image) return Call::reply(image_json(call, call.origin(), *image));
  return image.error().kind == ErrorKind::kNotFound ? call.gone() : call.error(image.error());
}

/// The text that is wanted; none: any.
std::optional<std::string> filter_of(const QueryParameters& query, std::string_view name) {
  const std::string_view wanted = strip(query.last(name).value_or(""));
  return wanted.empty() ? std::nullopt : std::optional<std::string>(wanted);
}

template <typename IdType>
Response list(Call& call) {
  const QueryParameters query = call.query();
  const auto page_request = parse_page(query, call.limits());
  if (!page_request) return call.error(404, text::kInvalidPage);
  task::ImageLabels labels{filter_of(query, "image_name"), std::nullopt};
  if (Kind<IdType>::kHasUser) labels.external_user_id = filter_of(query, kUserField);
  const auto page = Kind<IdType>::library(call).list(call.account(), labels, *page_request);
  if (!page) {
    return page.error().kind == ErrorKind::kNotFound ? call.error(404, text::kInvalidPage)
                                                     : call.error(page.error());
  }
  const std::string origin = call.origin();
  Json results = Json::array();
  for (const auto& image : page->items) results.push_back(image_json(call, origin, image));
  return Call::reply(page_json(*page, {origin, call.head().path, query}, std::move(results)));
}

/// A person photo is looked at when it is validated, or worn in a task; only the first leaves something to
/// tell.
Result<Json> analysis_json(const Call& call, const task::PersonImage& image) {
  const auto validation = call.services().person_validator().find(call.account(), image.id);
  if (!validation && validation.error().kind != ErrorKind::kNotFound) return fail(validation.error());
  if (!validation) return Json{{"state", "pending"}, {"is_valid", nullptr}};
  return Json{{"state", "ready"}, {"is_valid", validation->is_valid}};
}

/// A garment photo is looked at in the background, from its upload on.
Result<Json> analysis_json(const Call& call, const task::GarmentImage& image) {
  const auto found = call.services().garment_validator().finding(call.account(), image.id);
  if (!found) return fail(found.error());
  if (!*found) return Json{{"state", "pending"}, {"category", nullptr}, {"error", nullptr}};
  const auto& [version, category, refusal] = **found;
  const Json error = refusal ? Json{{"code", refusal->code}, {"message", refusal->message}} : Json();
  return Json{{"state", refusal || !category ? "failed" : "ready"},
              {"category", category ? Json(std::string(task::to_string(*category))) : Json()},
              {"error", error}};
}

template <typename IdType>
Response get(Call& call) {
  auto id = path_id<IdType>(call, Kind<IdType>::kObject);
  if (!id) return std::move(id.error());
  const auto image = Kind<IdType>::library(call).find(call.account(), *id);
  if (!image) {
    return image.error().kind == ErrorKind::kNotFound ? call.no_match(Kind<IdType>::kObject)
                                                      : call.error(image.error());
  }
  const auto analysis = analysis_json(call, *image);
  if (!analysis) return call.error(analysis.error());
  Json json = image_json(call, call.origin(), *image);
  json["format"] = std::string(task::to_string(image->original.format));
  json["bytes"] = image->original.bytes;
  json["analysis"] = *analysis;
  return Call::reply(json);
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
Response get_person_image(Call& call) {
  return get<task::PersonImageId>(call);
}
Response get_garment_image(Call& call) {
  return get<task::GarmentImageId>(call);
}

Response delete_person_images_of_user(Call& call) {
  FieldErrors errors;
  const QueryParameters query = call.query();
  const auto given = query.last(kUserField);
  const std::string user(strip(given.value_or("")));
  if (!given) {
    errors.add(kUserField, text::kRequired);
  } else if (user.empty()) {
    errors.add(kUserField, text::kBlank);
  } else if (code_points(user) > task::kExternalUserIdMax) {
    errors.add(kUserField, too_many_characters(task::kExternalUserIdMax));
  }
  if (!errors.empty()) return call.error(errors);
  const auto removed =
      call.services().person_images().remove_all(call.account(), {std::nullopt, user}, call.key_public_id());
  if (!removed) return call.error(removed.error());
  return Call::reply({{"detail", "Deleted successfully"}, {"deleted", *removed}});
}

Response replay_person_image(Call& call, std::string_view kept) {
  return replay_upload<task::PersonImageId>(call, kept);
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
Response replay_garment_image(Call& call, std::string_view kept) {
  return replay_upload<task::GarmentImageId>(call, kept);
}
Response list_garment_images(Call& call) {
  return list<task::GarmentImageId>(call);
}
Response delete_garment_image(Call& call) {
  return remove<task::GarmentImageId>(call);
}

}  // namespace drape::http
