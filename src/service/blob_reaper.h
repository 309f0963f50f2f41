#pragma once

#include "base/result.h"
#include "store/blobs.h"
#include "tryon/try_on.h"

namespace drape::service {

/// Erases blobs that nothing refers to, and what the engine remembers of them. Thread safe.
class BlobReaper {
 public:
  BlobReaper(store::Records& records, store::Blobs& blobs, const tryon::TryOn& try_on)
      : records_(records), blobs_(blobs), try_on_(try_on) {}
  /// Those whose last reference was removed. Returns how many were erased.
  [[nodiscard]] Result<int> reap();
  /// Those that never got a reference (a crash between file and row). Walks over all blobs.
  [[nodiscard]] Result<int> sweep_orphans();

 private:
  /// Whether the blob was erased: not when something refers to it again.
  [[nodiscard]] Result<bool> erase(const store::BlobKey& key);

  store::Records& records_;
  store::Blobs& blobs_;
  const tryon::TryOn& try_on_;
};

}  // namespace drape::service
