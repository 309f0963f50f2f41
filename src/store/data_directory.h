#pragma once

#include <filesystem>
#include <memory>

#include "base/result.h"
#include "store/blobs.h"
#include "store/records.h"

namespace drape::store {

/// Who opens the directory.
enum class Access {
  kServer,  ///< The one process that serves and works: takes the directory's lock, sweeps what a crash left.
  kTool,    ///< A command beside a running server.
};

/// One machine's storage under one directory: drape.db (SQLite), blobs/, incoming/, drape.lock.
class DataDirectory {
 public:
  virtual ~DataDirectory() = default;
  virtual Records& records() = 0;
  virtual Blobs& blobs() = 0;
};

struct DataDirectoryOptions {
  Access access = Access::kServer;
  int readers = 4;  ///< Connections for reading; each may serve one thread at a time.
};

/// Makes the directory (mode 0700) and migrates the database when needed. Fails with kConflict
/// "data_directory_in_use" when another server holds it, "schema_too_new" when a newer version wrote it.
[[nodiscard]] Result<std::unique_ptr<DataDirectory>> open_data_directory(
    const std::filesystem::path& path, const DataDirectoryOptions& options = {});

}  // namespace drape::store
