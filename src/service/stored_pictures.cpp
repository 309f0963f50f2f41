#include "service/stored_pictures.h"

#include <memory>

namespace drape::service {

Result<LoadedPicture> load_picture(store::Blobs& blobs, task::AccountId account,
                                   const task::StoredPicture& picture) {
  const Result<std::unique_ptr<store::BlobReader>> reader = blobs.open({account, picture.hash});
  if (!reader) return fail(reader.error());
  Result<std::vector<std::byte>> bytes = (*reader)->read_all();
  if (!bytes) return fail(std::move(bytes.error()));
  return LoadedPicture{std::move(*bytes), picture.hash};
}

void forget_if_deleted(store::Records& records, const tryon::TryOn& try_on, task::AccountId account,
                       const LoadedPicture& picture) {
  // When it cannot be told (the storage is away), forgetting costs no more than another analysis.
  const auto state = records.blobs().state({account, picture.content});
  if (!state || *state != store::BlobRecords::State::kReferenced) try_on.forget(picture.content.hex());
}

}  // namespace drape::service
