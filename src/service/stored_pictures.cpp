#include "service/stored_pictures.h"

#include <memory>

namespace drape::service {

Result<LoadedPicture> load_picture(store::Blobs& blobs, task::AccountId account,
                                   const task::StoredPicture& picture) {
  const Result<std::unique_ptr<store::BlobReader>> reader = blobs.open({account, picture.hash});
  if (!reader) return fail(reader.error());
  Result<std::vector<std::byte>> bytes = (*reader)->read_all();
  if (!bytes) return fail(std::move(bytes.error()));
  return LoadedPicture{std::move(*bytes), picture.hash.hex()};
}

}  // namespace drape::service
