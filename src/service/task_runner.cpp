#include "service/task_runner.h"

#include "base/log.h"
#include "image/decode_errors.h"
#include "service/guarded_engine.h"
#include "service/result_maker.h"
#include "service/translation.h"
#include "store/result_key.h"
#include "task/deletion.h"
#include "task/layering.h"

namespace drape::service {
namespace {

Error image_deleted(task::TaskFailure failure) {
  return Error::invalid(std::move(failure.code), std::move(failure.message));
}

/// What an error of any step means for the task.
RunOutcome outcome_of(Error error) {
  switch (error.kind) {
    case ErrorKind::kBusy:
      return Erred{std::move(error)};
    case ErrorKind::kCancelled:
      if (error.code == "cancelled") return Cancelled{};
      return Refused{{error.code, error.public_text.value, true}};
    case ErrorKind::kInternal:
      log::error("engine_error", {{"reason", error.internal_text.value}});
      return Refused{{std::string(task::kEngineErrorCode),
                      "The try-on could not be computed for these pictures. Please try with another photo.",
                      false}};
    default:
      // The picture was decoded when it was uploaded: that its decoder ended says more of the machine.
      if (error.code == image::kDecoderDiedCode || error.code == image::kTooCostlyCode) {
        return Erred{std::move(error)};
      }
      return Refused{{error.code, error.public_text.value, false}};
  }
}

/// A picture that vanished after its row was read: the next attempt will see that the row is gone too.
template <typename T>
Result<T> missing_blob_is_busy(Result<T> result) {
  if (!result && result.error().kind == ErrorKind::kNotFound) result.error().kind = ErrorKind::kBusy;
  return result;
}

}  // namespace

RunOutcome TaskRunner::run(const task::Task& task, StageContext& stages) const {
  const Result<Pictures> pictures = stages.run("load", [&] { return load(task); });
  if (!pictures) return outcome_of(pictures.error());
  const Result<tryon::TryOnResult> dressed = guarded([&] { return dress(*pictures, task.order, stages); });
  forget_deleted(task.account, *pictures);
  if (!dressed) return outcome_of(dressed.error());
  Result<Finished> finished = stages.run(
      "encode", [&] { return guarded([&] { return encode(*dressed, task.order.output_format); }); });
  if (!finished) return outcome_of(std::move(finished.error()));
  finished->result.cache_key = cache_key(*pictures, task.order);
  return std::move(*finished);
}

std::optional<task::ContentHash> TaskRunner::cache_key(const Pictures& pictures,
                                                       const task::TaskOrder& order) const {
  const std::optional<std::string> maker = result_maker(parts_.try_on, parts_.settings);
  if (!maker) return std::nullopt;
  store::OrderContent content{pictures.person.content, {}};
  for (const LoadedPicture& garment : pictures.garments) content.garments.push_back(garment.content);
  return store::result_key(content, order, *maker);
}

void TaskRunner::forget_deleted(task::AccountId account, const Pictures& pictures) const {
  forget_if_deleted(parts_.records, parts_.try_on, account, pictures.person);
  for (const LoadedPicture& garment : pictures.garments) {
    forget_if_deleted(parts_.records, parts_.try_on, account, garment);
  }
}

Result<TaskRunner::Pictures> TaskRunner::load(const task::Task& task) const {
  Result<std::optional<task::PersonImage>> person =
      parts_.records.person_images().find(task.account, task.order.person_image);
  if (!person) return fail(std::move(person.error()));
  if (!*person) return fail(image_deleted(task::person_image_deleted()));
  Result<LoadedPicture> picture =
      missing_blob_is_busy(load_picture(parts_.blobs, task.account, (*person)->original));
  if (!picture) return fail(std::move(picture.error()));

  Pictures pictures{std::move(*picture), {}};
  for (const task::GarmentImageId id : task.order.garment_images) {
    Result<std::optional<task::GarmentImage>> garment =
        parts_.records.garment_images().find(task.account, id);
    if (!garment) return fail(std::move(garment.error()));
    if (!*garment) return fail(image_deleted(task::garment_image_deleted()));
    picture = missing_blob_is_busy(load_picture(parts_.blobs, task.account, (*garment)->original));
    if (!picture) return fail(std::move(picture.error()));
    pictures.garments.push_back(std::move(*picture));
  }
  return pictures;
}

// Checked when the task was submitted, too, but then a category may not have been known yet.
Status TaskRunner::check_layering(const std::vector<tryon::EncodedGarment>& garments) const {
  if (garments.size() < 2) return {};
  std::vector<task::GarmentCategory> categories;
  for (const tryon::EncodedGarment& garment : garments) {
    const Result<garment::Category> category = parts_.try_on.categorise_garment(garment);
    if (!category) return fail(category.error());
    categories.push_back(to_domain(*category));
  }
  const std::optional<task::LayeringConflict> conflict = task::layering_conflict(categories);
  if (!conflict) return {};
  return fail(Error::invalid(std::string(task::kLayeringConflictCode), std::string(message(*conflict))));
}

Result<tryon::TryOnResult> TaskRunner::dress(const Pictures& pictures, const task::TaskOrder& order,
                                             StageContext& stages) const {
  std::vector<tryon::EncodedGarment> garments;
  for (std::size_t i = 0; i < pictures.garments.size(); ++i) {
    garments.emplace_back(pictures.garments[i].encoded(), to_engine(order.hints_of(i)));
  }
  if (Status wearable = check_layering(garments); !wearable) return fail(std::move(wearable.error()));
  return parts_.try_on.try_on(pictures.person.encoded(), garments, stages);
}

Result<Finished> TaskRunner::encode(const tryon::TryOnResult& result, task::PictureFormat format) const {
  const Result<image::Bytes> bytes =
      image::encode(result.image, {to_engine(format), parts_.settings.result_quality});
  if (!bytes) return fail(bytes.error());
  Result<std::unique_ptr<store::IncomingBlob>> blob = parts_.blobs.begin();
  if (!blob) return fail(std::move(blob.error()));
  if (Status written = (*blob)->append(*bytes); !written) return fail(std::move(written.error()));
  const Result<task::ContentHash> hash = (*blob)->seal();
  if (!hash) return fail(hash.error());
  const task::StoredPicture picture{*hash, format, result.image.cols, result.image.rows,
                                    static_cast<std::int64_t>(bytes->size())};
  return Finished{{picture, parts_.try_on.engine_version(), result.warnings}, std::move(*blob)};
}

}  // namespace drape::service
