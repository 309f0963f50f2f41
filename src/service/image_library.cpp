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
Status ImageLibrary<IdType>::remove(task::AccountId account, IdType id) {
  Result<bool> removed = records_.remove(account, id);
  if (!removed) return fail(std::move(removed.error()));
  if (!*removed) return fail(image_not_found());
  DRAPE_CRASH_POINT("image_removal_committed");
  if (const Result<int> reaped = reaper_.reap(); !reaped) {
    // The row is gone for good; the bytes are noted as waiting, and the janitor tries again.
    log::warn("blobs_not_erased", {{"reason", reaped.error().internal_text.value}});
  }
  return {};
}

template class ImageLibrary<task::PersonImageId>;
template class ImageLibrary<task::GarmentImageId>;

}  // namespace drape::service
