#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "base/clock.h"
#include "base/random.h"
#include "base/result.h"
#include "store/data_directory.h"
#include "store/files/file_system.h"

namespace drape::store {

struct BackupOptions {
  /// Read the pictures again that an earlier backup left here, and copy those that are damaged.
  bool verify = false;
  /// Told of every look at the database, before its pictures are copied (for tests).
  std::function<void()> snapshot_taken = [] {};
};

struct BackupReport {
  std::int64_t blobs = 0;    ///< Pictures of the backup, of which:
  std::int64_t copied = 0;   ///< were copied now,
  std::int64_t kept = 0;     ///< were here from an earlier backup.
  std::int64_t removed = 0;  ///< Pictures of an earlier backup that were deleted since.
  std::int64_t bytes_copied = 0;
};

/// What backup and restore stand on.
struct BackupTools {
  FileSystem& files;
  Random& random;
  const Clock& clock;
};

/// Copies the records of one moment, and every picture that they refer to, into the directory `target`,
/// beside a running server. `target` is missing, empty, or an earlier backup: what is in it already stays,
/// what was deleted since goes. An interrupted backup leaves the earlier one whole. Fails with kConflict:
/// "not_a_backup_directory", "backup_in_use", "blob_damaged" (a picture is not what its hash says);
/// kNotFound "blob_missing"; kBusy "storage_unavailable".
[[nodiscard]] Result<BackupReport> back_up(DataDirectory& source, const Path& target,
                                           const BackupTools& tools, const BackupOptions& options = {});

struct RestoreReport {
  std::int64_t blobs = 0;
  std::int64_t bytes = 0;
  Timestamp made{};  ///< When the backup was made.
};

/// Fills the data directory `target`, which is missing or empty, from a backup. Everything is compared with
/// its hash before anything is written. Fails with kNotFound "not_a_backup"; kConflict: "backup_damaged",
/// "backup_too_new", "schema_too_new" (a newer program made it), "data_directory_not_empty".
[[nodiscard]] Result<RestoreReport> restore(const Path& backup, const Path& target, const BackupTools& tools);

}  // namespace drape::store
