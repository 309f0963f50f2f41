#include "store/files/file_blobs.h"

#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "base/crash_point.h"
#include "store/digest.h"

namespace drape::store {
namespace {

Path account_directory(const Path& blobs, task::AccountId account) {
  return blobs / std::to_string(account.value());
}

Path shard_directory(const Path& blobs, const BlobKey& key) {
  return account_directory(blobs, key.account) / key.hash.hex().substr(0, 2);
}

bool is_missing(const Error& error) {
  return error.kind == ErrorKind::kNotFound;
}

}  // namespace

class IncomingFile final : public IncomingBlob {
 public:
  IncomingFile(FileBlobs& owner, std::unique_ptr<File> file, Path path)
      : owner_(owner), files_(owner.files_), file_(std::move(file)), path_(std::move(path)) {}
  ~IncomingFile() override {
    if (!published_) static_cast<void>(files_.remove(path_));
  }

  Status append(std::span<const std::byte> bytes) override {
    if (hash_) return fail(Error::internal("a sealed blob was appended to"));
    digest_.update(bytes);
    size_ += static_cast<std::int64_t>(bytes.size());
    Status appended = file_->append(bytes);
    DRAPE_CRASH_POINT("blob_partly_written");
    return appended;
  }

  std::int64_t size() const override { return size_; }

  Result<task::ContentHash> seal() override {
    if (hash_) return *hash_;
    DRAPE_CRASH_POINT("blob_before_sync");
    if (Status synced = file_->sync(); !synced) return fail(std::move(synced.error()));
    hash_ = digest_.finish();
    return *hash_;
  }

  Result<std::vector<std::byte>> read_all() const override {
    std::vector<std::byte> bytes(static_cast<std::size_t>(size_));
    const Result<std::size_t> count = file_->read_at(0, bytes);
    if (!count) return fail(count.error());
    if (*count != bytes.size())
      return fail(Error::internal("a temporary file is shorter than what was written"));
    return bytes;
  }

  Status publish(task::AccountId account) override {
    if (!hash_) return fail(Error::internal("a blob was published before it was sealed"));
    if (published_) return {};
    const BlobKey key{account, *hash_};
    const Path shard = shard_directory(owner_.blobs_, key);
    if (Status made = owner_.make_directory(shard.parent_path()); !made) return made;
    if (Status made = owner_.make_directory(shard); !made) return made;
    DRAPE_CRASH_POINT("blob_before_rename");
    if (Status renamed = files_.rename(path_, shard / hash_->hex()); !renamed) return renamed;
    published_ = true;
    DRAPE_CRASH_POINT("blob_before_directory_sync");
    return files_.sync_directory(shard);
  }

 private:
  FileBlobs& owner_;
  FileSystem& files_;
  std::unique_ptr<File> file_;
  Path path_;
  Sha256 digest_;
  std::int64_t size_ = 0;
  std::optional<task::ContentHash> hash_;
  bool published_ = false;
};

namespace {

class FileReader final : public BlobReader {
 public:
  FileReader(std::unique_ptr<File> file, std::int64_t size) : file_(std::move(file)), size_(size) {}
  std::int64_t size() const override { return size_; }
  Result<std::size_t> read_at(std::int64_t offset, std::span<std::byte> out) const override {
    return file_->read_at(offset, out);
  }

 private:
  std::unique_ptr<File> file_;
  std::int64_t size_;
};

std::optional<task::AccountId> account_of(std::string_view name) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), value);
  if (error != std::errc() || end != name.data() + name.size()) return std::nullopt;
  return task::AccountId::from(value);
}

}  // namespace

FileBlobs::FileBlobs(const Path& root, FileSystem& files, Random& random)
    : blobs_(root / "blobs"), incoming_(root / "incoming"), files_(files) {
  std::array<std::byte, 8> bytes;
  random.fill(bytes);
  process_name_ = sha256(bytes).hex().substr(0, 16);
}

Result<std::unique_ptr<FileBlobs>> FileBlobs::open(const Path& root, FileSystem& files, Random& random) {
  std::unique_ptr<FileBlobs> blobs(new FileBlobs(root, files, random));
  for (const Path& directory : {blobs->blobs_, blobs->incoming_}) {
    if (Status made = blobs->make_directory(directory); !made) return fail(std::move(made.error()));
  }
  return blobs;
}

Path FileBlobs::relative_path(const BlobKey& key) {
  return shard_directory("blobs", key) / key.hash.hex();
}

Status FileBlobs::make_directory(const Path& path) {
  const std::lock_guard lock(directories_mutex_);
  if (durable_directories_.contains(path)) return {};
  if (const Result<bool> made = files_.make_directory(path); !made) return fail(made.error());
  if (Status synced = files_.sync_directory(path.parent_path()); !synced) return synced;
  durable_directories_.insert(path);
  return {};
}

Result<std::unique_ptr<IncomingBlob>> FileBlobs::begin() {
  Path path = incoming_ / (process_name_ + "-" + std::to_string(next_++));
  Result<std::unique_ptr<File>> file = files_.create(path);
  if (!file) return fail(std::move(file.error()));
  return std::make_unique<IncomingFile>(*this, std::move(*file), std::move(path));
}

Result<std::unique_ptr<BlobReader>> FileBlobs::open(const BlobKey& key) {
  Result<std::unique_ptr<File>> file = files_.open(shard_directory(blobs_, key) / key.hash.hex());
  if (!file) {
    if (is_missing(file.error())) file.error().code = "blob_not_found";
    return fail(std::move(file.error()));
  }
  const Result<std::int64_t> size = (*file)->size();
  if (!size) return fail(size.error());
  return std::make_unique<FileReader>(std::move(*file), *size);
}

Status FileBlobs::remove(const BlobKey& key) {
  const Path shard = shard_directory(blobs_, key);
  if (Status removed = files_.remove(shard / key.hash.hex()); !removed) {
    return is_missing(removed.error()) ? Status{} : removed;
  }
  DRAPE_CRASH_POINT("blob_removal_before_directory_sync");
  return files_.sync_directory(shard);
}

Status FileBlobs::for_each(const std::function<void(const BlobKey&)>& visit) {
  const Result<std::vector<std::string>> accounts = files_.list(blobs_);
  if (!accounts) return fail(accounts.error());
  for (const std::string& account_name : *accounts) {
    const std::optional<task::AccountId> account = account_of(account_name);
    if (!account) continue;
    const Result<std::vector<std::string>> shards = files_.list(blobs_ / account_name);
    if (!shards) return fail(shards.error());
    for (const std::string& shard : *shards) {
      const Result<std::vector<std::string>> names = files_.list(blobs_ / account_name / shard);
      if (!names) return fail(names.error());
      for (const std::string& name : *names) {
        if (const auto hash = task::ContentHash::from_hex(name)) visit({*account, *hash});
      }
    }
  }
  return {};
}

Result<int> FileBlobs::count_temporary() {
  const Result<std::vector<std::string>> names = files_.list(incoming_);
  if (!names) return fail(names.error());
  return static_cast<int>(names->size());
}

Result<int> FileBlobs::sweep_temporary() {
  const Result<std::vector<std::string>> names = files_.list(incoming_);
  if (!names) return fail(names.error());
  for (const std::string& name : *names) {
    if (Status removed = files_.remove(incoming_ / name); !removed) return fail(std::move(removed.error()));
    DRAPE_CRASH_POINT("temporary_file_swept");
  }
  return static_cast<int>(names->size());
}

}  // namespace drape::store
