#include <cmath>

#include "http/fields.h"
#include "http/handlers.h"
#include "http/timestamps.h"
#include "http/validation_json.h"

namespace drape::http {
namespace {

constexpr std::string_view kField = "garment_image_id";
constexpr std::string_view kObject = "GarmentValidation";

/// A share with three decimals: more say nothing.
double rounded(double share) {
  return std::round(share * 1000) / 1000;
}

Json photo_type(const std::optional<bool>& on_model) {
  if (!on_model) return {};
  return *on_model ? "model" : "flat-lay";
}

Response validation_response(const task::GarmentValidation& validation) {
  IssuesJson issues = issues_json(validation.issues);
  return Call::reply(
      {{"garment_image_id", validation.garment_image.value()},
       {"is_valid", validation.is_valid},
       {"category", validation.category ? Json(std::string(task::to_string(*validation.category))) : Json()},
       {"garment_photo_type", photo_type(validation.on_model)},
       {"issues", std::move(issues.sentences)},
       {"details", std::move(issues.details)},
       {"cutout_quality", rounded(validation.cutout_quality)},
       {"category_confidence", rounded(validation.category_confidence)},
       {"created_at", iso_time(validation.created_at)}});
}

}  // namespace

Response validate_garment(Call& call) {
  FieldErrors errors;
  FieldReader fields(call.data(), errors);
  if (!fields.is_dictionary()) return call.error(errors);
  const auto key = fields.primary_key(kField);
  if (!key) return call.error(errors);
  if (const auto id = task::GarmentImageId::from(key->value)) {
    call.tells_of(*id);
    const auto validation = call.services().garment_validator().validate(call.account(), *id);
    if (validation) return validation_response(*validation);
    if (validation.error().kind != ErrorKind::kNotFound) return call.error(validation.error());
  }
  errors.add(kField, does_not_exist(*key));
  return call.error(errors);
}

Response get_garment_validation(Call& call) {
  auto id = query_id<task::GarmentImageId>(call, kField, kObject);
  if (!id) return std::move(id.error());
  const auto validation = call.services().garment_validator().find(call.account(), *id);
  if (validation) return validation_response(*validation);
  // Never validated, deleted or another's: not told apart.
  return validation.error().kind == ErrorKind::kNotFound ? call.no_match(kObject)
                                                         : call.error(validation.error());
}

}  // namespace drape::http
