#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "store/idempotency_records.h"
#include "task/deletion.h"
#include "task/page.h"
#include "task/picture.h"
#include "task/validation.h"

namespace drape::store {

/// Makes blobs reachable under their final name. It is called inside the transaction that starts to refer to
/// them, so that a deletion of the same content cannot come between; when it fails, nothing is recorded.
using Publish = std::function<Status()>;

struct NewImage {
  task::AccountId account;
  std::optional<std::string> name;
  task::StoredPicture original;
  task::StoredPicture view;
  Timestamp created_at;
  std::optional<std::string> external_user_id = std::nullopt;  ///< See task::ImageLabels.
  std::optional<Once<std::int64_t>> once = std::nullopt;       ///< Is told the new image's id.
};

/// Person images or garment images: one table each, the same rules. Everything is scoped by account: what
/// belongs to another is not there. Thread safe. Every function may fail with kBusy or kInternal.
template <typename IdType>
class ImageRecords {
 public:
  using Image = task::LibraryImage<IdType>;

  virtual ~ImageRecords() = default;
  /// Fails with kConflict kKeyTakenCode, see Once.
  [[nodiscard]] virtual Result<Image> add(const NewImage& image, const Publish& publish) = 0;
  [[nodiscard]] virtual Result<std::optional<Image>> find(task::AccountId account, IdType id) = 0;
  /// Of whatever account: for links that carry their own proof.
  [[nodiscard]] virtual Result<std::optional<Image>> find_any(IdType id) = 0;
  /// Newest first; only images with exactly these labels, as far as they are given. Fails with kNotFound
  /// "invalid_page".
  [[nodiscard]] virtual Result<task::Page<Image>> list(task::AccountId account,
                                                       const task::ImageLabels& labels,
                                                       const task::PageRequest& page) = 0;
  /// Forgets the image and all that hangs on it: its findings, its claim on its blobs, the results that show
  /// the person; unfinished tasks that need it fail, running ones lose their lease. Written into the log of
  /// deletions, all in one transaction. None when it is not there.
  [[nodiscard]] virtual Result<std::optional<task::Removal>> remove(
      task::AccountId account, IdType id, const task::DeletionOrder& order = {}) = 0;

  /// Names an image of any account.
  struct Owned {
    task::AccountId account;
    IdType id;
  };
  /// Images that were added before `before`, oldest first.
  [[nodiscard]] virtual Result<std::vector<Owned>> older_than(Timestamp before, int count_max) = 0;
};

using PersonImageRecords = ImageRecords<task::PersonImageId>;
using GarmentImageRecords = ImageRecords<task::GarmentImageId>;

/// What a photo was found to be. Thread safe. Every function may fail with kBusy or kInternal.
class FindingRecords {
 public:
  virtual ~FindingRecords() = default;
  /// Replaces an earlier validation. Fails with kNotFound when the photo has gone.
  [[nodiscard]] virtual Status put_validation(task::AccountId account,
                                              const task::PersonValidation& validation) = 0;
  [[nodiscard]] virtual Result<std::optional<task::PersonValidation>> find_validation(
      task::AccountId account, task::PersonImageId person_image) = 0;

  /// What `engine_version` makes of a garment photo; no category = it could not tell.
  struct GarmentFinding {
    std::string engine_version;
    std::optional<task::GarmentCategory> category;
    std::optional<task::ValidationIssue> refusal = std::nullopt;  ///< Why it cannot be worn.
  };
  /// Does nothing when the photo has gone.
  [[nodiscard]] virtual Status put_category(task::GarmentImageId garment_image,
                                            const GarmentFinding& finding) = 0;
  /// None when never analysed, or the photo has gone.
  [[nodiscard]] virtual Result<std::optional<GarmentFinding>> find_category(
      task::AccountId account, task::GarmentImageId garment_image) = 0;

  /// Replaces an earlier validation, and the finding of its engine. Fails with kNotFound when the photo has
  /// gone.
  [[nodiscard]] virtual Status put_garment_validation(task::AccountId account,
                                                      const task::GarmentValidation& validation) = 0;
  [[nodiscard]] virtual Result<std::optional<task::GarmentValidation>> find_garment_validation(
      task::AccountId account, task::GarmentImageId garment_image) = 0;
};

}  // namespace drape::store
