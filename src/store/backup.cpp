#include "store/backup.h"

#include <algorithm>
#include <ctime>
#include <string>
#include <tuple>

#include "store/backup_manifest.h"
#include "store/copy_file.h"
#include "store/directory_lock.h"
#include "store/files/file_blobs.h"
#include "store/sql/snapshot.h"

namespace drape::store {
namespace {

/// Looks at the database that may miss a picture because of a deletion meanwhile; then nothing may be deleted
/// until the last pictures are copied.
constexpr int kFreeRounds = 3;
constexpr const char* kLockName = "backup.lock";

bool is_snapshot_name(const std::string& name) {
  return name.starts_with("drape-") && (name.ends_with(".db") || name.ends_with(".db-journal"));
}

/// "drape-20260101T120000Z-0.db"
std::string snapshot_name(Timestamp now, int number) {
  const std::time_t seconds =
      std::chrono::system_clock::to_time_t(std::chrono::floor<std::chrono::seconds>(now));
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  char text[sizeof "20260101T120000Z"];
  std::strftime(text, sizeof text, "%Y%m%dT%H%M%SZ", &parts);
  return std::string("drape-") + text + "-" + std::to_string(number) + ".db";
}

bool is_before(const BlobKey& a, const BlobKey& b) {
  return std::tuple(a.account, a.hash) < std::tuple(b.account, b.hash);
}

class Backup {
 public:
  Backup(DataDirectory& source, const Path& target, const BackupTools& tools, const BackupOptions& options)
      : source_(source), target_(target), tools_(tools), options_(options) {}

  Result<BackupReport> run() {
    if (Status opened = open(); !opened) return fail(std::move(opened.error()));
    for (int round = 0; round < kFreeRounds; ++round) {
      const Result<bool> whole = take();
      if (!whole) return fail(whole.error());
      if (*whole) return finish();
    }
    const Status held = source_.records().hold([&]() -> Status {
      const Result<bool> whole = take();
      if (!whole) return fail(whole.error());
      if (*whole) return {};
      return fail({ErrorKind::kNotFound,
                   "blob_missing",
                   {"A picture that the database refers to is not there."},
                   {FileBlobs::relative_path(*missing_).string()}});
    });
    if (!held) return fail(held.error());
    return finish();
  }

 private:
  Status open() {
    if (const Result<bool> made = tools_.files.make_directory(target_); !made) return fail(made.error());
    const Result<std::vector<std::string>> names = tools_.files.list(target_);
    if (!names) return fail(names.error());
    const auto is_there = [&](std::string_view name) {
      return std::find(names->begin(), names->end(), name) != names->end();
    };
    // Its own lock is the first thing that a backup makes: what has none and is not empty is something else.
    if (!names->empty() && !is_there(kLockName)) {
      return fail({ErrorKind::kConflict,
                   "not_a_backup_directory",
                   {"The directory is neither empty nor a backup."},
                   {target_.string()}});
    }
    Result<DirectoryLock> lock = DirectoryLock::take(target_ / kLockName, "backup_in_use",
                                                     "Another backup is being written to this directory.");
    if (!lock) return fail(std::move(lock.error()));
    lock_.emplace(std::move(*lock));
    Result<std::unique_ptr<FileBlobs>> blobs = FileBlobs::open(target_, tools_.files, tools_.random);
    if (!blobs) return fail(std::move(blobs.error()));
    blobs_ = std::move(*blobs);
    const Result<int> swept = blobs_->sweep_temporary();
    return swept ? Status{} : fail(swept.error());
  }

  /// Copies the records and their pictures. False when a picture had been deleted before it was copied.
  Result<bool> take() {
    if (Status named = make_snapshot_file(); !named) return fail(std::move(named.error()));
    const Path path = target_ / snapshot_name_;
    if (Status written = source_.records().write_snapshot(path); !written) {
      return fail(std::move(written.error()));
    }
    Result<sql::SnapshotContents> contents = sql::read_snapshot(path);
    if (!contents) return fail(std::move(contents.error()));
    contents_ = std::move(*contents);
    options_.snapshot_taken();
    missing_.reset();
    report_.blobs = static_cast<std::int64_t>(contents_.blobs.size());
    for (const BlobKey& key : contents_.blobs) {
      if (Status copied = copy(key); !copied) return fail(std::move(copied.error()));
    }
    return !missing_;
  }

  /// A new file under a name that the earlier backup does not use. Made here, with mode 0600: SQLite would
  /// let others read it.
  Status make_snapshot_file() {
    const Result<std::vector<std::string>> names = tools_.files.list(target_);
    if (!names) return fail(names.error());
    int number = 0;
    do {
      snapshot_name_ = snapshot_name(tools_.clock.now(), number++);
    } while (std::find(names->begin(), names->end(), snapshot_name_) != names->end());
    const auto file = tools_.files.create(target_ / snapshot_name_);
    return file ? Status{} : fail(file.error());
  }

  Status copy(const BlobKey& key) {
    const Result<bool> here = has(key);
    if (!here) return fail(here.error());
    if (*here) return {};
    const Result<std::int64_t> bytes = copy_blob(source_.blobs(), *blobs_, key);
    if (bytes) {
      ++report_.copied;
      report_.bytes_copied += *bytes;
      return {};
    }
    if (bytes.error().kind != ErrorKind::kNotFound) return fail(bytes.error());
    missing_ = key;
    return {};
  }

  Result<bool> has(const BlobKey& key) {
    const Result<std::unique_ptr<BlobReader>> reader = blobs_->open(key);
    if (!reader) {
      return reader.error().kind == ErrorKind::kNotFound ? Result<bool>(false) : fail(reader.error());
    }
    if (!options_.verify) return true;
    const Result<task::ContentHash> hash = hash_of(**reader);
    if (!hash) return fail(hash.error());
    return *hash == key.hash;
  }

  Result<BackupReport> finish() {
    report_.kept = report_.blobs - std::min(report_.blobs, report_.copied);
    if (Status sealed = write_manifest(); !sealed) return fail(std::move(sealed.error()));
    if (Status removed = remove_rest(); !removed) return fail(std::move(removed.error()));
    return report_;
  }

  Status write_manifest() {
    const Path path = target_ / snapshot_name_;
    const Result<std::unique_ptr<File>> file = tools_.files.open(path);
    if (!file) return fail(file.error());
    if (Status synced = (*file)->sync(); !synced) return synced;
    const Result<task::ContentHash> hash = hash_of(**file);
    if (!hash) return fail(hash.error());
    BackupManifest manifest{contents_.schema_version, tools_.clock.now(), {*hash, snapshot_name_}, {}};
    for (const BlobKey& key : contents_.blobs) {
      manifest.blobs.push_back({key.hash, FileBlobs::relative_path(key).string()});
    }
    return store::write_manifest(tools_.files, target_, manifest);
  }

  /// What the new manifest does not name.
  Status remove_rest() {
    std::vector<BlobKey> rest;
    const auto collect = [&](const BlobKey& key) {
      if (!std::binary_search(contents_.blobs.begin(), contents_.blobs.end(), key, is_before))
        rest.push_back(key);
    };
    if (Status walked = blobs_->for_each(collect); !walked) return walked;
    for (const BlobKey& key : rest) {
      if (Status removed = blobs_->remove(key); !removed) return removed;
      ++report_.removed;
    }
    const Result<std::vector<std::string>> names = tools_.files.list(target_);
    if (!names) return fail(names.error());
    for (const std::string& name : *names) {
      if (!is_snapshot_name(name) || name == snapshot_name_) continue;
      if (Status removed = tools_.files.remove(target_ / name); !removed) return removed;
    }
    return tools_.files.sync_directory(target_);
  }

  DataDirectory& source_;
  const Path& target_;
  const BackupTools& tools_;
  const BackupOptions& options_;
  std::optional<DirectoryLock> lock_;
  std::unique_ptr<FileBlobs> blobs_;
  std::string snapshot_name_;
  sql::SnapshotContents contents_;
  std::optional<BlobKey> missing_;
  BackupReport report_;
};

}  // namespace

Result<BackupReport> back_up(DataDirectory& source, const Path& target, const BackupTools& tools,
                             const BackupOptions& options) {
  return Backup(source, target, tools, options).run();
}

}  // namespace drape::store
