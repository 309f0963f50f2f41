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
auto ImageLibrary<IdType>::add(task::AccountId account, CheckedUpload upload, task::ImageLabels labels,
                               std::optional<store::Once<std::int64_t>> once) -> Result<Image> {
  const store::NewImage image{account,
                              std::move(labels.name),
                              upload.original_picture,
                              upload.view_picture,
                              clock_.now(),
                              std::move(labels.external_user_id),
                              std::move(once)};
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
auto ImageLibrary<IdType>::list(task::AccountId account, const task::ImageLabels& labels,
                                const task::PageRequest& page) const -> Result<task::Page<Image>> {
  return records_.list(account, labels, page);
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

// Not in one transaction: a user may have many images, and nobody else could write meanwhile. A crash
// half-way leaves the rest to the repetition of a request that got no reply.
template <typename IdType>
Result<std::int64_t> ImageLibrary<IdType>::remove_all(task::AccountId account,
                                                      const task::ImageLabels& labels,
                                                      const std::string& key) {
  constexpr std::int64_t kBatch = 100;
  std::int64_t count = 0;
  while (true) {
    const Result<task::Page<Image>> page = records_.list(account, labels, {1, false, kBatch});
    if (!page) return fail(page.error());
    if (page->items.empty()) return count;
    for (const Image& image : page->items) {
      const Status removed = remove(account, image.id, key);
      if (!removed && removed.error().kind != ErrorKind::kNotFound) return fail(removed.error());
      count += removed ? 1 : 0;
    }
  }
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
