#include "service/person_validator.h"

#include "service/guarded_engine.h"
#include "service/stored_pictures.h"
#include "service/translation.h"

namespace drape::service {
namespace {

Error not_found(std::string code) {
  return {ErrorKind::kNotFound, std::move(code), {"Not found."}, {}};
}

}  // namespace

Result<task::PersonValidation> PersonValidator::validate(task::AccountId account,
                                                         task::PersonImageId person_image) {
  const Result<std::optional<task::PersonImage>> image =
      parts_.records.person_images().find(account, person_image);
  if (!image) return fail(image.error());
  if (!*image) return fail(not_found("image_not_found"));
  const Result<LoadedPicture> picture = load_picture(parts_.blobs, account, (*image)->original);
  if (!picture) return fail(picture.error());

  const Stopwatch watch;
  const Result<person::Validation> verdict =
      guarded([&] { return parts_.try_on.validate_person(picture->encoded()); });
  forget_if_deleted(parts_.records, parts_.try_on, account, *picture);
  if (!verdict) return fail(verdict.error());
  parts_.metrics.person_validated(watch.seconds());

  task::PersonValidation validation = to_domain(*verdict, person_image, parts_.clock.now());
  if (Status stored = parts_.records.findings().put_validation(account, validation); !stored) {
    return fail(std::move(stored.error()));
  }
  return validation;
}

Result<task::PersonValidation> PersonValidator::find(task::AccountId account,
                                                     task::PersonImageId person_image) const {
  Result<std::optional<task::PersonValidation>> found =
      parts_.records.findings().find_validation(account, person_image);
  if (!found) return fail(std::move(found.error()));
  if (*found) return std::move(**found);
  const Result<std::optional<task::PersonImage>> image =
      parts_.records.person_images().find(account, person_image);
  if (!image) return fail(image.error());
  return fail(not_found(*image ? "never_validated" : "image_not_found"));
}

}  // namespace drape::service
