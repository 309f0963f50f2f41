#pragma once

#include <cstdint>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "store/blobs.h"
#include "tryon/try_on.h"

namespace drape::service {

/// Erases blobs that nothing refers to, and what the engine remembers of them. Thread safe, also between
/// processes: a blob is erased while nobody can write to the database, and an upload gives its blob the final
/// name inside the transaction that writes its row, so none is taken for an orphan between the two.
class BlobReaper {
 public:
  BlobReaper(store::Records& records, store::Blobs& blobs, const tryon::TryOn& try_on)
      : records_(records), blobs_(blobs), try_on_(&try_on) {}
  /// For a command: nothing is remembered in its process.
  BlobReaper(store::Records& records, store::Blobs& blobs) : records_(records), blobs_(blobs) {}

  /// All whose last reference was removed. Returns how many were erased.
  [[nodiscard]] Result<int> reap();
  /// Those of them that a deletion has just freed, however many others wait. Returns how many were erased.
  [[nodiscard]] Result<int> reap(task::AccountId account, const std::vector<task::ContentHash>& freed);

  /// A file without a row.
  struct Orphan {
    store::BlobKey key;
    std::int64_t bytes = 0;
  };
  /// Those that never got a reference (a crash between file and row), and those of uploads that are just
  /// being recorded. Walks over all blobs.
  [[nodiscard]] Result<std::vector<Orphan>> find_orphans();
  /// Erases orphans and writes into the log of deletions, as of `now`, how many each account had. Returns how
  /// many were erased.
  [[nodiscard]] Result<int> sweep_orphans(Timestamp now = {});

 private:
  /// Whether the blob was erased: not when something refers to it again.
  [[nodiscard]] Result<bool> erase(const store::BlobKey& key);
  [[nodiscard]] Status log(const std::vector<Orphan>& erased, Timestamp now);

  store::Records& records_;
  store::Blobs& blobs_;
  const tryon::TryOn* try_on_ = nullptr;
};

}  // namespace drape::service
