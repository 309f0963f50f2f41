#include "store/blobs.h"

namespace drape::store {

Result<std::vector<std::byte>> BlobReader::read_all() const {
  std::vector<std::byte> bytes(static_cast<std::size_t>(size()));
  Result<std::size_t> count = read_at(0, bytes);
  if (!count) return fail(std::move(count.error()));
  if (*count != bytes.size()) return fail(Error::internal("a blob is shorter than its size"));
  return bytes;
}

}  // namespace drape::store
