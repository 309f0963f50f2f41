#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "service/uploads.h"
#include "store/image_records.h"

namespace drape::service {

class BlobReaper;

/// An account's person images, or its garment images. Blocking: add and remove wait for the disk; find and
/// list are some ten microseconds. Thread safe.
template <typename IdType>
class ImageLibrary {
 public:
  using Image = task::LibraryImage<IdType>;
  /// Told after an image was added (outside any lock).
  using Listener = std::function<void(const Image&)>;
  /// Told which unfinished tasks a deletion has failed (outside any lock).
  using TasksFailed = std::function<void(const std::vector<task::TaskId>&)>;

  ImageLibrary(store::ImageRecords<IdType>& records, BlobReaper& reaper, const Clock& clock,
               Listener listener = {}, TasksFailed tasks_failed = {})
      : records_(records),
        reaper_(reaper),
        clock_(clock),
        listener_(std::move(listener)),
        tasks_failed_(std::move(tasks_failed)) {}

  /// Fails with kConflict store::kKeyTakenCode, see store::Once. REQUIRES: the labels have at most
  /// task::kImageNameMax and task::kExternalUserIdMax characters of valid UTF-8; a user is not empty.
  [[nodiscard]] Result<Image> add(task::AccountId account, CheckedUpload upload, task::ImageLabels labels,
                                  std::optional<store::Once<std::int64_t>> once = std::nullopt);
  /// Fails with kNotFound "image_not_found" when it is not there, or another's.
  [[nodiscard]] Result<Image> find(task::AccountId account, IdType id) const;
  /// Newest first. Fails with kNotFound "invalid_page".
  [[nodiscard]] Result<task::Page<Image>> list(task::AccountId account, const task::ImageLabels& labels,
                                               const task::PageRequest& page) const;
  /// The row, what hangs on it (findings, analyses, results that show the person) and the bytes are gone when
  /// it returns; the bytes of an upload stay while another image of the account has the same content. Tasks
  /// keep naming the id; unfinished ones have failed. `key` is the public id of the key that asked. Fails
  /// with kNotFound "image_not_found".
  [[nodiscard]] Status remove(task::AccountId account, IdType id, const std::string& key = {});
  /// Removes every image with these labels, each as remove() does; all of them have gone when it returns.
  /// Returns how many. REQUIRES: one of the labels is given.
  [[nodiscard]] Result<std::int64_t> remove_all(task::AccountId account, const task::ImageLabels& labels,
                                                const std::string& key = {});
  /// Removes what was added before `before`, for having been kept long enough. Returns how many.
  [[nodiscard]] Result<int> remove_older_than(Timestamp before);

 private:
  [[nodiscard]] Result<std::optional<task::Removal>> remove_row(task::AccountId account, IdType id,
                                                                const task::DeletionOrder& order);

  store::ImageRecords<IdType>& records_;
  BlobReaper& reaper_;
  const Clock& clock_;
  Listener listener_;
  TasksFailed tasks_failed_;
};

using PersonLibrary = ImageLibrary<task::PersonImageId>;
using GarmentLibrary = ImageLibrary<task::GarmentImageId>;

extern template class ImageLibrary<task::PersonImageId>;
extern template class ImageLibrary<task::GarmentImageId>;

}  // namespace drape::service
