#include "service/garment_validator.h"

#include "service/guarded_engine.h"
#include "service/stored_pictures.h"
#include "service/translation.h"

namespace drape::service {
namespace {

Error not_found(std::string code) {
  return {ErrorKind::kNotFound, std::move(code), {"Not found."}, {}};
}

}  // namespace

Result<task::GarmentValidation> GarmentValidator::validate(task::AccountId account,
                                                           task::GarmentImageId garment_image) {
  const Result<std::optional<task::GarmentImage>> image =
      parts_.records.garment_images().find(account, garment_image);
  if (!image) return fail(image.error());
  if (!*image) return fail(not_found("image_not_found"));
  const Result<LoadedPicture> picture = load_picture(parts_.blobs, account, (*image)->original);
  if (!picture) return fail(picture.error());

  const Result<tryon::GarmentVerdict> verdict =
      guarded([&] { return parts_.try_on.judge_garment(picture->encoded()); });
  forget_if_deleted(parts_.records, parts_.try_on, account, *picture);
  if (!verdict) return fail(verdict.error());

  task::GarmentValidation validation = to_domain(*verdict, garment_image);
  validation.engine_version = parts_.try_on.engine_version();
  validation.created_at = parts_.clock.now();
  if (Status stored = parts_.records.findings().put_garment_validation(account, validation); !stored) {
    return fail(std::move(stored.error()));
  }
  return validation;
}

Result<task::GarmentValidation> GarmentValidator::find(task::AccountId account,
                                                       task::GarmentImageId garment_image) const {
  Result<std::optional<task::GarmentValidation>> found =
      parts_.records.findings().find_garment_validation(account, garment_image);
  if (!found) return fail(std::move(found.error()));
  if (*found) return std::move(**found);
  const Result<std::optional<task::GarmentImage>> image =
      parts_.records.garment_images().find(account, garment_image);
  if (!image) return fail(image.error());
  return fail(not_found(*image ? "never_validated" : "image_not_found"));
}

Result<std::optional<store::FindingRecords::GarmentFinding>> GarmentValidator::finding(
    task::AccountId account, task::GarmentImageId garment_image) const {
  Result<std::optional<store::FindingRecords::GarmentFinding>> found =
      parts_.records.findings().find_category(account, garment_image);
  // What another version of the engine has found does not count.
  if (found && *found && (*found)->engine_version != parts_.try_on.engine_version()) found->reset();
  return found;
}

}  // namespace drape::service
