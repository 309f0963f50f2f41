#include "http/fields.h"
#include "http/handlers.h"
#include "http/timestamps.h"

namespace drape::http {
namespace {

constexpr std::string_view kField = "tryon_person_image_id";
constexpr std::string_view kObject = "PersonValidation";

Response validation_response(const task::PersonValidation& validation) {
  Json issues = Json::array();
  Json details = Json::array();
  for (const task::ValidationIssue& issue : validation.issues) {
    issues.push_back(issue.message);
    details.push_back({{"code", issue.code},
                       {"severity", std::string(task::to_string(issue.severity))},
                       {"message", issue.message}});
  }
  return Call::reply({{"tryon_person_image_id", validation.person_image.value()},
                      {"is_valid", validation.is_valid},
                      {"issues", std::move(issues)},
                      {"details", std::move(details)},
                      {"supported_categories", validation.supported_categories},
                      {"created_at", iso_time(validation.created_at)}});
}

/// Drops ".0" and the like from the end of a number, as the framework's IntegerField does.
std::string_view without_zero_fraction(std::string_view text) {
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos) return text;
  return text.find_first_not_of('0', dot + 1) == std::string_view::npos ? text.substr(0, dot) : text;
}

}  // namespace

Response validate_person(Call& call) {
  FieldErrors errors;
  FieldReader fields(call.data(), errors);
  if (!fields.is_dictionary()) return call.error(errors);
  const auto key = fields.primary_key(kField);
  if (!key) return call.error(errors);
  if (const auto id = task::PersonImageId::from(key->value)) {
    const auto validation = call.services().person_validator().validate(call.account(), *id);
    if (validation) return validation_response(*validation);
    if (validation.error().kind != ErrorKind::kNotFound) return call.error(validation.error());
  }
  errors.add(kField, does_not_exist(*key));
  return call.error(errors);
}

Response get_person_validation(Call& call) {
  FieldErrors errors;
  const QueryParameters query = call.query();
  const auto given = query.last(kField);
  if (!given) {
    errors.add(kField, text::kRequired);
    return call.error(errors);
  }
  const ParsedInteger integer = parse_integer(without_zero_fraction(strip(*given)));
  if (integer.kind == IntegerKind::kNone) errors.add(kField, text::kNotAnInteger);
  if (integer.kind == IntegerKind::kInRange && integer.value < 1) {
    errors.add(kField, "Ensure this value is greater than or equal to 1.");
  }
  if (!errors.empty()) return call.error(errors);
  const auto id = task::PersonImageId::from(integer.kind == IntegerKind::kInRange ? integer.value : 0);
  if (!id) return call.no_match(kObject);
  const auto validation = call.services().person_validator().find(call.account(), *id);
  if (validation) return validation_response(*validation);
  // Never validated, deleted or another's: not told apart.
  return validation.error().kind == ErrorKind::kNotFound ? call.no_match(kObject)
                                                         : call.error(validation.error());
}

}  // namespace drape::http
