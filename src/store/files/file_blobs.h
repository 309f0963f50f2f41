#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <set>
#include <string>

#include "base/random.h"
#include "store/blobs.h"
#include "store/files/file_system.h"

namespace drape::store {

/// Blobs as files: ROOT/blobs/<account>/<first two digits>/<SHA-256>, on their way in under ROOT/incoming/.
/// A blob is written to a temporary file, synced, renamed, and its directory synced; only then it is told to
/// be there.
class FileBlobs final : public Blobs {
 public:
  /// Makes the directories. `root` must exist.
  [[nodiscard]] static Result<std::unique_ptr<FileBlobs>> open(const Path& root, FileSystem& files,
                                                               Random& random);

  /// Where a blob is, relative to ROOT.
  [[nodiscard]] static Path relative_path(const BlobKey& key);

  [[nodiscard]] Result<std::unique_ptr<IncomingBlob>> begin() override;
  [[nodiscard]] Result<std::unique_ptr<BlobReader>> open(const BlobKey& key) override;
  [[nodiscard]] Status remove(const BlobKey& key) override;
  [[nodiscard]] Status for_each(const std::function<void(const BlobKey&)>& visit) override;
  [[nodiscard]] Result<int> count_temporary() override;
  [[nodiscard]] Result<int> sweep_temporary() override;

 private:
  FileBlobs(const Path& root, FileSystem& files, Random& random);

  friend class IncomingFile;
  /// Makes a directory whose own name survives a loss of power. One that is there already may come from a try
  /// that failed before its name was durable: each is synced once in the life of a process.
  [[nodiscard]] Status make_directory(const Path& path);

  std::mutex directories_mutex_;
  std::set<Path> durable_directories_;
  Path blobs_;
  Path incoming_;
  FileSystem& files_;
  std::string process_name_;  ///< Keeps the temporary files of two processes apart.
  std::atomic<std::uint64_t> next_ = 0;
};

}  // namespace drape::store
