#include "store/copy_file.h"

#include <string>
#include <vector>

#include "store/digest.h"

namespace drape::store {
namespace {

constexpr std::size_t kPieceBytes = 1 << 20;

/// Calls `take` with one piece of `source` after the other.
template <typename Source, typename Take>
Status for_each_piece(const Source& source, Take&& take) {
  std::vector<std::byte> piece(kPieceBytes);
  for (std::int64_t offset = 0;;) {
    const Result<std::size_t> count = source.read_at(offset, piece);
    if (!count) return fail(count.error());
    if (*count == 0) return {};
    if (Status taken = take(std::span(piece).first(*count)); !taken) return taken;
    offset += static_cast<std::int64_t>(*count);
  }
}

template <typename Source>
Result<task::ContentHash> digest_of(const Source& source) {
  Sha256 digest;
  const Status read = for_each_piece(source, [&](std::span<const std::byte> piece) -> Status {
    digest.update(piece);
    return {};
  });
  if (!read) return fail(read.error());
  return digest.finish();
}

}  // namespace

Result<task::ContentHash> hash_of(const File& file) {
  return digest_of(file);
}

Result<task::ContentHash> hash_of(const BlobReader& blob) {
  return digest_of(blob);
}

Status copy_file(FileSystem& files, const Path& from, const Path& to) {
  const Result<std::unique_ptr<File>> source = files.open(from);
  if (!source) return fail(source.error());
  const Result<std::unique_ptr<File>> copy = files.create(to);
  if (!copy) return fail(copy.error());
  const Status written = for_each_piece(
      **source, [&](std::span<const std::byte> piece) -> Status { return (*copy)->append(piece); });
  if (!written) return written;
  return (*copy)->sync();
}

Result<std::int64_t> copy_blob(Blobs& from, Blobs& to, const BlobKey& key) {
  const Result<std::unique_ptr<BlobReader>> reader = from.open(key);
  if (!reader) return fail(reader.error());
  const Result<std::unique_ptr<IncomingBlob>> copy = to.begin();
  if (!copy) return fail(copy.error());
  const Status written = for_each_piece(
      **reader, [&](std::span<const std::byte> piece) -> Status { return (*copy)->append(piece); });
  if (!written) return fail(written.error());
  const Result<task::ContentHash> hash = (*copy)->seal();
  if (!hash) return fail(hash.error());
  if (*hash != key.hash) {
    return fail({ErrorKind::kConflict,
                 "blob_damaged",
                 {"A picture's file is not what it was when it was stored."},
                 {"account " + std::to_string(key.account.value()) + ", file " + key.hash.hex()}});
  }
  if (Status published = (*copy)->publish(key.account); !published) return fail(std::move(published.error()));
  return (*copy)->size();
}

}  // namespace drape::store
