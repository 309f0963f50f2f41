#pragma once

#include <utility>

#include "base/result.h"
#include "store/files/file_system.h"

namespace drape::store {

/// Held by the one process that may work in a directory; the system frees it when the process ends, however
/// it ends.
class DirectoryLock {
 public:
  /// Makes the file at `path` when it is missing. Fails with kConflict `code_when_taken`, kBusy
  /// "storage_unavailable".
  [[nodiscard]] static Result<DirectoryLock> take(const Path& path, std::string_view code_when_taken,
                                                  std::string_view sentence_when_taken);
  DirectoryLock(DirectoryLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  DirectoryLock& operator=(DirectoryLock&&) = delete;
  ~DirectoryLock();

 private:
  explicit DirectoryLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace drape::store
