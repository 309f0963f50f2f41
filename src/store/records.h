#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "base/result.h"
#include "store/account_records.h"
#include "store/image_records.h"
#include "store/task_queue.h"
#include "store/task_records.h"

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
  /// Can it be read and written just now?
  [[nodiscard]] virtual Status ping() = 0;
};

}  // namespace drape::store
