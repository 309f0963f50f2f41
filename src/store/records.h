#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <vector>

#include "base/result.h"
#include "store/account_records.h"
#include "store/deletion_records.h"
#include "store/idempotency_records.h"
#include "store/image_records.h"
#include "store/task_queue.h"
#include "store/task_records.h"
#include "store/webhook_records.h"

namespace drape::store {

/// A blob's name: content inside an account.
struct BlobKey {
  task::AccountId account;
  task::ContentHash hash;
  friend bool operator==(const BlobKey&, const BlobKey&) = default;
};

/// Which blobs are still referred to. Thread safe.
class BlobRecords {
 public:
  virtual ~BlobRecords() = default;
  /// Blobs that nothing refers to any more and that were not erased yet.
  [[nodiscard]] virtual Result<std::vector<BlobKey>> unreferenced(int count_max) = 0;
  enum class State {
    kUnknown,       ///< There is no row: its file, if there is one, is an orphan or about to get its row.
    kUnreferenced,  ///< Waits to be erased.
    kReferenced,
  };
  [[nodiscard]] virtual Result<State> state(const BlobKey& key) = 0;
  /// Calls `erase` and forgets the blob, unless something refers to it (again). Nothing can start to refer to
  /// it meanwhile. Returns whether it was erased.
  [[nodiscard]] virtual Result<bool> erase_unreferenced(const BlobKey& key,
                                                        const std::function<Status()>& erase) = 0;
};

/// The database. Thread safe.
class Records {
 public:
  virtual ~Records() = default;
  virtual AccountRecords& accounts() = 0;
  virtual PersonImageRecords& person_images() = 0;
  virtual GarmentImageRecords& garment_images() = 0;
  virtual FindingRecords& findings() = 0;
  virtual TaskRecords& tasks() = 0;
  virtual TaskQueue& queue() = 0;
  virtual BlobRecords& blobs() = 0;
  virtual DeletionRecords& deletions() = 0;
  virtual IdempotencyRecords& idempotency() = 0;
  virtual WebhookRecords& webhooks() = 0;
  /// Can it be read and written just now?
  [[nodiscard]] virtual Status ping() = 0;
  /// Writes all records, as they stand at one moment, into a database at `path`, which is an empty file. What
  /// was deleted is not in it. Durable only when the caller syncs the file.
  [[nodiscard]] virtual Status write_snapshot(const std::filesystem::path& path) = 0;
  /// Runs `work` while nobody else can write: no row changes, no blob is erased.
  [[nodiscard]] virtual Status hold(const std::function<Status()>& work) = 0;
  /// Drops what the database still holds of deleted rows beside its tables: empties the write-ahead log.
  /// False when somebody was reading: ask again later.
  [[nodiscard]] virtual Result<bool> scrub() = 0;
};

}  // namespace drape::store
