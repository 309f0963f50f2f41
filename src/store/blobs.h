#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "base/result.h"
#include "store/records.h"

namespace drape::store {

/// Bytes on their way into the store, in a temporary place. Dropping it discards them. Not thread safe.
class IncomingBlob {
 public:
  virtual ~IncomingBlob() = default;
  [[nodiscard]] virtual Status append(std::span<const std::byte> bytes) = 0;
  [[nodiscard]] virtual std::int64_t size() const = 0;
  /// Makes the bytes durable (still in the temporary place) and returns their hash. Nothing can be appended
  /// afterwards. May be called again.
  [[nodiscard]] virtual Result<task::ContentHash> seal() = 0;
  [[nodiscard]] virtual Result<std::vector<std::byte>> read_all() const = 0;
  /// Gives the sealed bytes their final name, durably. The same content may be there already.
  /// REQUIRES: seal() succeeded.
  [[nodiscard]] virtual Status publish(task::AccountId account) = 0;
};

/// An open blob: stays readable when the blob is deleted meanwhile. Reads are thread safe.
class BlobReader {
 public:
  virtual ~BlobReader() = default;
  [[nodiscard]] virtual std::int64_t size() const = 0;
  /// Reads up to out.size() bytes from `offset`; fewer only at the end. Returns the count.
  [[nodiscard]] virtual Result<std::size_t> read_at(std::int64_t offset, std::span<std::byte> out) const = 0;
  [[nodiscard]] Result<std::vector<std::byte>> read_all() const;
};

/// Immutable bytes, addressed by content inside an account. Failures: kNotFound "blob_not_found"; kBusy
/// "storage_unavailable" (disk full, read-only, ...). Thread safe.
class Blobs {
 public:
  virtual ~Blobs() = default;
  [[nodiscard]] virtual Result<std::unique_ptr<IncomingBlob>> begin() = 0;
  [[nodiscard]] virtual Result<std::unique_ptr<BlobReader>> open(const BlobKey& key) = 0;
  /// Gone durably when it returns; removing what is not there succeeds.
  [[nodiscard]] virtual Status remove(const BlobKey& key) = 0;
  /// Tells `visit` of every blob; a blob that comes or goes meanwhile may or may not be told.
  [[nodiscard]] virtual Status for_each(const std::function<void(const BlobKey&)>& visit) = 0;
  /// How many files are in the temporary place: uploads under way, or what an earlier process left.
  [[nodiscard]] virtual Result<int> count_temporary() = 0;
  /// Discards what an earlier process left in the temporary place. REQUIRES: no IncomingBlob is alive.
  /// Returns how many.
  [[nodiscard]] virtual Result<int> sweep_temporary() = 0;
};

}  // namespace drape::store
