#pragma once

#include "base/result.h"
#include "store/blobs.h"

namespace drape::service {

/// Erases blobs that nothing refers to. Thread safe.
class BlobReaper {
 public:
  BlobReaper(store::Records& records, store::Blobs& blobs) : records_(records), blobs_(blobs) {}
  /// Those whose last reference was removed. Returns how many were erased.
  [[nodiscard]] Result<int> reap();
  /// Those that never got a reference (a crash between file and row). Walks over all blobs.
  [[nodiscard]] Result<int> sweep_orphans();

 private:
  store::Records& records_;
  store::Blobs& blobs_;
};

}  // namespace drape::service
