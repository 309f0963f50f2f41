#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "base/result.h"
#include "store/records.h"

namespace drape::store::sql {

/// What a backup needs to know of a database that nobody works on.
struct SnapshotContents {
  int schema_version = 0;
  std::vector<BlobKey> blobs;  ///< Those that rows refer to, ordered.
};

/// Reads a snapshot and changes nothing. Fails with kConflict "database_damaged" when it is no sound
/// database.
[[nodiscard]] Result<SnapshotContents> read_snapshot(const std::filesystem::path& path);

}  // namespace drape::store::sql
