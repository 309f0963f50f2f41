#include <algorithm>
#include <charconv>
#include <optional>
#include <string>

#include "store/backup.h"
#include "store/backup_manifest.h"
#include "store/copy_file.h"
#include "store/directory_lock.h"
#include "store/files/file_blobs.h"
#include "store/sql/migrations.h"
#include "store/sql/snapshot.h"

namespace drape::store {
namespace {

constexpr const char* kDatabase = "drape.db";
constexpr const char* kPartialDatabase = "drape.db.restoring";

/// The blob at a path like blobs/7/ab/ab01...; none for any other path.
std::optional<BlobKey> key_of(const BackupManifest::Entry& entry) {
  constexpr std::string_view kPrefix = "blobs/";
  if (!entry.path.starts_with(kPrefix)) return std::nullopt;
  std::int64_t number = 0;
  const char* const end = entry.path.data() + entry.path.size();
  std::from_chars(entry.path.data() + kPrefix.size(), end, number);
  const auto account = task::AccountId::from(number);
  if (!account) return std::nullopt;
  const BlobKey key{*account, entry.hash};
  return FileBlobs::relative_path(key) == entry.path ? std::optional(key) : std::nullopt;
}

/// Is this file there, with the bytes of then? Returns their count.
Result<std::int64_t> check(FileSystem& files, const Path& backup, const BackupManifest::Entry& entry) {
  const Result<std::unique_ptr<File>> file = files.open(backup / entry.path);
  if (!file && file.error().kind == ErrorKind::kNotFound) {
    return fail(backup_damaged(entry.path + " is missing"));
  }
  if (!file) return fail(file.error());
  const Result<task::ContentHash> hash = hash_of(**file);
  if (!hash) return fail(hash.error());
  if (*hash != entry.hash) return fail(backup_damaged(entry.path + " is not as it was written"));
  return (*file)->size();
}

class Restore {
 public:
  Restore(const Path& backup, const Path& target, const BackupTools& tools)
      : backup_(backup), target_(target), tools_(tools) {}

  Result<RestoreReport> run() {
    for (const auto step : {&Restore::read, &Restore::check_files, &Restore::take_target,
                            &Restore::copy_blobs, &Restore::copy_database}) {
      if (Status done = (this->*step)(); !done) return fail(std::move(done.error()));
    }
    return report_;
  }

 private:
  Status read() {
    Result<BackupManifest> manifest = read_manifest(tools_.files, backup_);
    if (!manifest) return fail(std::move(manifest.error()));
    manifest_ = std::move(*manifest);
    report_.made = manifest_.made;
    const int known = sql::sqlite_migrations().back().version;
    if (manifest_.schema_version > known) {
      return fail({ErrorKind::kConflict,
                   "schema_too_new",
                   {"The backup was made by a newer version of the program."},
                   {"schema version " + std::to_string(manifest_.schema_version) + ", known up to " +
                    std::to_string(known)}});
    }
    if (manifest_.database.path.find('/') != std::string::npos) {
      return fail(backup_damaged("the database is outside of the backup"));
    }
    for (const BackupManifest::Entry& entry : manifest_.blobs) {
      const std::optional<BlobKey> key = key_of(entry);
      if (!key) return fail(backup_damaged(entry.path + " is no picture's name"));
      keys_.push_back(*key);
    }
    return {};
  }

  Status check_files() {
    if (const auto checked = check(tools_.files, backup_, manifest_.database); !checked) {
      return fail(checked.error());
    }
    for (const BackupManifest::Entry& entry : manifest_.blobs) {
      const Result<std::int64_t> bytes = check(tools_.files, backup_, entry);
      if (!bytes) return fail(bytes.error());
      ++report_.blobs;
      report_.bytes += *bytes;
    }
    return {};
  }

  Status take_target() {
    if (const Result<bool> made = tools_.files.make_directory(target_); !made) return fail(made.error());
    const Result<std::vector<std::string>> names = tools_.files.list(target_);
    if (!names) return fail(names.error());
    if (!names->empty()) {
      return fail({ErrorKind::kConflict,
                   "data_directory_not_empty",
                   {"A backup is restored into an empty directory only; this one is not empty."},
                   {target_.string()}});
    }
    Result<DirectoryLock> lock = DirectoryLock::take(target_ / "drape.lock", "data_directory_in_use",
                                                     "A server is using the data directory.");
    if (!lock) return fail(std::move(lock.error()));
    lock_.emplace(std::move(*lock));
    return {};
  }

  Status copy_blobs() {
    const auto from = FileBlobs::open(backup_, tools_.files, tools_.random);
    if (!from) return fail(from.error());
    const auto to = FileBlobs::open(target_, tools_.files, tools_.random);
    if (!to) return fail(to.error());
    for (const BlobKey& key : keys_) {
      if (const auto copied = copy_blob(**from, **to, key); !copied) return fail(copied.error());
    }
    return {};
  }

  /// Last, and under its own name only when it is whole: a data directory without a database is none.
  Status copy_database() {
    const Path partial = target_ / kPartialDatabase;
    if (Status copied = copy_file(tools_.files, backup_ / manifest_.database.path, partial); !copied) {
      return copied;
    }
    const Result<sql::SnapshotContents> contents = sql::read_snapshot(partial);
    if (!contents) return fail(contents.error());
    std::vector<Path> listed;
    for (const BlobKey& key : keys_) listed.push_back(FileBlobs::relative_path(key));
    std::sort(listed.begin(), listed.end());
    for (const BlobKey& key : contents->blobs) {
      const Path path = FileBlobs::relative_path(key);
      if (!std::binary_search(listed.begin(), listed.end(), path)) {
        return fail(backup_damaged("the database refers to " + path.string() + ", which is missing"));
      }
    }
    if (Status renamed = tools_.files.rename(partial, target_ / kDatabase); !renamed) return renamed;
    return tools_.files.sync_directory(target_);
  }

  const Path& backup_;
  const Path& target_;
  const BackupTools& tools_;
  BackupManifest manifest_;
  std::vector<BlobKey> keys_;
  std::optional<DirectoryLock> lock_;
  RestoreReport report_;
};

}  // namespace

Result<RestoreReport> restore(const Path& backup, const Path& target, const BackupTools& tools) {
  return Restore(backup, target, tools).run();
}

}  // namespace drape::store
