#pragma once

#include <filesystem>
#include <memory>

#include "base/result.h"
#include "store/data_directory.h"

namespace drape::cli {

/// A data directory that a command works on.
struct OpenedData {
  std::unique_ptr<store::DataDirectory> directory;
  bool alone = false;  ///< No server uses it, and none can start while this lives.
};

/// Opens a data directory that is there; keeps servers out when none is running. Fails with kNotFound
/// "no_data_directory" where there is none, instead of making one.
[[nodiscard]] Result<OpenedData> open_data(const std::filesystem::path& path);

/// The same beside a running server, which stays unhindered.
[[nodiscard]] Result<OpenedData> open_data_beside_server(const std::filesystem::path& path);

}  // namespace drape::cli
