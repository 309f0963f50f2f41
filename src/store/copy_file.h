#pragma once

#include <cstdint>

#include "base/result.h"
#include "store/blobs.h"
#include "store/files/file_system.h"

namespace drape::store {

/// SHA-256 of all bytes, read piece by piece.
[[nodiscard]] Result<task::ContentHash> hash_of(const File& file);
[[nodiscard]] Result<task::ContentHash> hash_of(const BlobReader& blob);

/// Copies a file to a new one, durably (the name `to` is not: sync its directory).
[[nodiscard]] Status copy_file(FileSystem& files, const Path& from, const Path& to);

/// Copies one blob, durably, and returns its size. Fails with kNotFound "blob_not_found", kConflict
/// "blob_damaged" when its bytes are not what its name says; then nothing is published.
[[nodiscard]] Result<std::int64_t> copy_blob(Blobs& from, Blobs& to, const BlobKey& key);

}  // namespace drape::store
