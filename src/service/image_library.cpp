#include "service/image_library.h"

#include "base/crash_point.h"
#include "base/log.h"
#include "service/blob_reaper.h"

namespace drape::service {
namespace {

Error image_not_found() {
  return {ErrorKind::kNotFound, "image_not_found", {"Not found."}, {}};
}

}  // namespace

template <typename IdType>
auto ImageLibrary<IdType>::add(task::AccountId account, CheckedUpload upload, std::optional<std::string> name)
    -> Result<Image> {
  const store::NewImage image{account, std::move(name), upload.original_picture, upload.view_picture,
                              clock_.now()};
  Result<Image> added = records_.add(image, [&]() -> Status {
    if (Status published = upload.original->publish(account); !published) return published;
    return upload.view->publish(account);
  });
  DRAPE_CRASH_POINT("image_committed");
  if (added && listener_) listener_(*added);
  return added;
}

template <typename IdType>
auto ImageLibrary<IdType>::find(task::AccountId account, IdType id) const -> Result<Image> {
  Result<std::optional<Image>> found = records_.find(account, id);
  if (!found) return fail(std::move(found.error()));
  if (!*found) return fail(image_not_found());
  return std::move(**found);
}

template <typename IdType>
auto ImageLibrary<IdType>::list(task::AccountId account, const std::optional<std::string>& name,
                                const task::PageRequest& page) const -> Result<task::Page<Image>> {
  return records_.list(account, name, page);
}

template <typename IdType>
auto ImageLibrary<IdType>::remove_row(task::AccountId account, IdType id, const task::DeletionOrder& order)
    -> Result<std::optional<task::Removal>> {
  Result<std::optional<task::Removal>> removed = records_.remove(account, id, order);
  if (removed && *removed && tasks_failed_) tasks_failed_((*removed)->failed_tasks);
  return removed;
}

template <typename IdType>
Status ImageLibrary<IdType>::remove(task::AccountId account, IdType id, const std::string& key) {
  const auto removed = remove_row(account, id, {task::DeletionCause::kRequest, key, clock_.now()});
  if (!removed) return fail(removed.error());
  if (!*removed) return fail(image_not_found());
  DRAPE_CRASH_POINT("image_removal_committed");
  if (const Result<int> reaped = reaper_.reap(account, (*removed)->freed); !reaped) {
    // The row is gone for good; the bytes are noted as waiting, and the janitor tries again.
    log::warn("blobs_not_erased", {{"reason", reaped.error().internal_text.value}});
  }
  return {};
}

template <typename IdType>
Result<int> ImageLibrary<IdType>::remove_older_than(Timestamp before) {
  constexpr int kBatch = 100;
  int count = 0;
  while (true) {
    const auto old = records_.older_than(before, kBatch);
    if (!old) return fail(old.error());
    for (const auto& image : *old) {
      const auto removed =
          remove_row(image.account, image.id, {task::DeletionCause::kRetention, {}, clock_.now()});
      if (!removed) return fail(removed.error());
      count += *removed ? 1 : 0;
    }
    if (old->size() < kBatch) return count;
  }
}

template class ImageLibrary<task::PersonImageId>;
template class ImageLibrary<task::GarmentImageId>;

}  // namespace drape::service
