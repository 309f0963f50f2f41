#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "store/files/file_system.h"
#include "task/content_hash.h"

namespace drape::store {

/// What a backup consists of: SHA256SUMS, in the format of sha256sum(1) with a head of comments, so that
/// `sha256sum -c SHA256SUMS` checks a backup without this program.
struct BackupManifest {
  static constexpr const char* kName = "SHA256SUMS";
  struct Entry {
    task::ContentHash hash;
    std::string path;  ///< Relative to the backup.
  };
  int schema_version = 0;
  Timestamp made{};
  Entry database{task::ContentHash(task::ContentHash::Bytes{}), {}};
  std::vector<Entry> blobs;
};

/// Replaces the manifest of `backup`, durably and at once: before and after it a backup is whole.
[[nodiscard]] Status write_manifest(FileSystem& files, const Path& backup, const BackupManifest& manifest);

/// Fails with kNotFound "not_a_backup" when there is none, kConflict "backup_damaged" when it is not whole,
/// kConflict "backup_too_new" when it has another format.
[[nodiscard]] Result<BackupManifest> read_manifest(FileSystem& files, const Path& backup);

/// The error of a backup whose file at `path` is missing or not what it was.
[[nodiscard]] Error backup_damaged(const std::string& reason);

}  // namespace drape::store
