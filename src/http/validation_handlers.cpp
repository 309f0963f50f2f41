#include "http/fields.h"
#include "http/handlers.h"
#include "http/timestamps.h"
#include "http/validation_json.h"

namespace drape::http {
namespace {

constexpr std::string_view kField = "tryon_person_image_id";
constexpr std::string_view kObject = "PersonValidation";

Response validation_response(const task::PersonValidation& validation) {
  IssuesJson issues = issues_json(validation.issues);
  return Call::reply({{"tryon_person_image_id", validation.person_image.value()},
                      {"is_valid", validation.is_valid},
                      {"issues", std::move(issues.sentences)},
                      {"details", std::move(issues.details)},
                      {"supported_categories", validation.supported_categories},
                      {"created_at", iso_time(validation.created_at)}});
}

}  // namespace

Response validate_person(Call& call) {
  FieldErrors errors;
  FieldReader fields(call.data(), errors);
  if (!fields.is_dictionary()) return call.error(errors);
  const auto key = fields.primary_key(kField);
  if (!key) return call.error(errors);
  if (const auto id = task::PersonImageId::from(key->value)) {
    call.tells_of(*id);
    const auto validation = call.services().person_validator().validate(call.account(), *id);
    if (validation) return validation_response(*validation);
    if (validation.error().kind != ErrorKind::kNotFound) return call.error(validation.error());
  }
  errors.add(kField, does_not_exist(*key));
  return call.error(errors);
}

Response get_person_validation(Call& call) {
  auto id = query_id<task::PersonImageId>(call, kField, kObject);
  if (!id) return std::move(id.error());
  const auto validation = call.services().person_validator().find(call.account(), *id);
  if (validation) return validation_response(*validation);
  // Never validated, deleted or another's: not told apart.
  return validation.error().kind == ErrorKind::kNotFound ? call.no_match(kObject)
                                                         : call.error(validation.error());
}

}  // namespace drape::http
