#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/files/file_system.h"

namespace drape::store {

/// The machine's file system, with a list of the operations that change it; it can be made to fail at one.
/// Not thread safe.
class RecordingFileSystem final : public FileSystem {
 public:
  explicit RecordingFileSystem(Path root) : root_(std::move(root)) {}

  std::vector<std::string> operations;
  /// The operation with this number (from 0) fails, and is not done.
  std::optional<std::size_t> failing;

  Result<std::unique_ptr<File>> create(const Path& path) override {
    if (Status go = note("create " + name(path)); !go) return fail(go.error());
    return wrap(files_.create(path), path);
  }
  Result<std::unique_ptr<File>> open(const Path& path) override { return files_.open(path); }
  Status rename(const Path& from, const Path& to) override {
    if (Status go = note("rename " + name(from) + " -> " + name(to)); !go) return go;
    return files_.rename(from, to);
  }
  Status remove(const Path& path) override {
    if (Status go = note("remove " + name(path)); !go) return go;
    return files_.remove(path);
  }
  Result<bool> make_directory(const Path& path) override {
    if (Status go = note("mkdir " + name(path)); !go) return fail(go.error());
    return files_.make_directory(path);
  }
  Status sync_directory(const Path& path) override {
    if (Status go = note("sync " + name(path)); !go) return go;
    return files_.sync_directory(path);
  }
  Result<std::vector<std::string>> list(const Path& path) override { return files_.list(path); }

 private:
  class RecordingFile final : public File {
   public:
    RecordingFile(RecordingFileSystem& owner, std::unique_ptr<File> file, std::string name)
        : owner_(owner), file_(std::move(file)), name_(std::move(name)) {}
    Status append(std::span<const std::byte> bytes) override {
      if (Status go = owner_.note("write " + name_); !go) return go;
      return file_->append(bytes);
    }
    Status sync() override {
      if (Status go = owner_.note("sync " + name_); !go) return go;
      return file_->sync();
    }
    Result<std::int64_t> size() const override { return file_->size(); }
    Result<std::size_t> read_at(std::int64_t offset, std::span<std::byte> out) const override {
      return file_->read_at(offset, out);
    }

   private:
    RecordingFileSystem& owner_;
    std::unique_ptr<File> file_;
    std::string name_;
  };

  Status note(const std::string& operation) {
    operations.push_back(operation);
    if (failing == operations.size() - 1) {
      return fail({ErrorKind::kBusy, "storage_unavailable", {"no"}, {operation}});
    }
    return {};
  }
  Result<std::unique_ptr<File>> wrap(Result<std::unique_ptr<File>> file, const Path& path) {
    if (!file) return file;
    return std::make_unique<RecordingFile>(*this, std::move(*file), name(path));
  }
  /// Short names: a temporary file is TEMP, a blob BLOB.
  [[nodiscard]] std::string name(const Path& path) const {
    const Path relative = path.lexically_relative(root_);
    if (relative.parent_path() == "incoming") return "TEMP";
    if (relative.filename().string().size() == 64) return "BLOB";
    return relative.string();
  }

  Path root_;
  PosixFileSystem files_;
};

}  // namespace drape::store
