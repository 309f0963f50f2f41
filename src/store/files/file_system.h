#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"

namespace drape::store {

using Path = std::filesystem::path;

/// An open file. read_at is thread safe, the others are not.
class File {
 public:
  virtual ~File() = default;
  [[nodiscard]] virtual Status append(std::span<const std::byte> bytes) = 0;
  /// What was appended survives a loss of power.
  [[nodiscard]] virtual Status sync() = 0;
  [[nodiscard]] virtual Result<std::int64_t> size() const = 0;
  /// Fewer bytes than asked for only at the end.
  [[nodiscard]] virtual Result<std::size_t> read_at(std::int64_t offset, std::span<std::byte> out) const = 0;
};

/// What the blob store asks of the operating system, so that tests can watch it and make it fail. Failures:
/// kNotFound "file_not_found", else kBusy "storage_unavailable". Thread safe.
class FileSystem {
 public:
  virtual ~FileSystem() = default;
  /// Makes a new file (mode 0600); fails when there is one.
  [[nodiscard]] virtual Result<std::unique_ptr<File>> create(const Path& path) = 0;
  [[nodiscard]] virtual Result<std::unique_ptr<File>> open(const Path& path) = 0;
  /// Replaces what is there.
  [[nodiscard]] virtual Status rename(const Path& from, const Path& to) = 0;
  [[nodiscard]] virtual Status remove(const Path& path) = 0;
  /// Makes a directory (mode 0700). Returns false when it was there already.
  [[nodiscard]] virtual Result<bool> make_directory(const Path& path) = 0;
  /// The names made, changed and removed in this directory survive a loss of power.
  [[nodiscard]] virtual Status sync_directory(const Path& path) = 0;
  /// Names in a directory, in no particular order.
  [[nodiscard]] virtual Result<std::vector<std::string>> list(const Path& path) = 0;
};

/// The machine's file system.
class PosixFileSystem final : public FileSystem {
 public:
  [[nodiscard]] Result<std::unique_ptr<File>> create(const Path& path) override;
  [[nodiscard]] Result<std::unique_ptr<File>> open(const Path& path) override;
  [[nodiscard]] Status rename(const Path& from, const Path& to) override;
  [[nodiscard]] Status remove(const Path& path) override;
  [[nodiscard]] Result<bool> make_directory(const Path& path) override;
  [[nodiscard]] Status sync_directory(const Path& path) override;
  [[nodiscard]] Result<std::vector<std::string>> list(const Path& path) override;
};

}  // namespace drape::store
