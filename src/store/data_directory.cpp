#include "store/data_directory.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "base/random.h"
#include "store/directory_lock.h"
#include "store/files/file_blobs.h"
#include "store/sql/sql_records.h"

namespace drape::store {
namespace {

Error cannot_open(const Path& path, int error) {
  return {ErrorKind::kBusy,
          "storage_unavailable",
          {"The data directory cannot be used."},
          {path.string() + ": " + std::generic_category().message(error)}};
}

class LocalDirectory final : public DataDirectory {
 public:
  Records& records() override { return *records_; }
  Blobs& blobs() override { return *blobs_; }

  Status open(const Path& path, const DataDirectoryOptions& options) {
    if (options.access == Access::kServer) {
      Result<DirectoryLock> lock = DirectoryLock::take(path / "drape.lock", "data_directory_in_use",
                                                       "Another server is using the data directory.");
      if (!lock) return fail(std::move(lock.error()));
      lock_.emplace(std::move(*lock));
    }
    Result<std::unique_ptr<FileBlobs>> blobs = FileBlobs::open(path, files_, random_);
    if (!blobs) return fail(std::move(blobs.error()));
    blobs_ = std::move(*blobs);
    Result<std::unique_ptr<sql::Database>> database =
        sql::Database::open_sqlite({path / "drape.db", options.readers});
    if (!database) return fail(std::move(database.error()));
    records_ = std::make_unique<sql::SqlRecords>(std::move(*database));
    return {};
  }

 private:
  PosixFileSystem files_;
  SystemRandom random_;
  std::optional<DirectoryLock> lock_;
  std::unique_ptr<FileBlobs> blobs_;
  std::unique_ptr<sql::SqlRecords> records_;
};

/// The database's file is made here, since SQLite would let others read it. One that is there is not opened:
/// closing it would drop the locks that SQLite holds on it for this process.
Status make_private_file(const Path& path) {
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) return errno == EEXIST ? Status{} : fail(cannot_open(path, errno));
  ::close(descriptor);
  return {};
}

}  // namespace

Result<std::unique_ptr<DataDirectory>> open_data_directory(const std::filesystem::path& path,
                                                           const DataDirectoryOptions& options) {
  std::error_code error;
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), error);
  if (::mkdir(path.c_str(), 0700) < 0 && errno != EEXIST) return fail(cannot_open(path, errno));
  if (Status made = make_private_file(path / "drape.db"); !made) return fail(std::move(made.error()));
  auto directory = std::make_unique<LocalDirectory>();
  if (Status opened = directory->open(path, options); !opened) return fail(std::move(opened.error()));
  return directory;
}

}  // namespace drape::store
