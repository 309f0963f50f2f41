#pragma once

#include <cstddef>
#include <vector>

#include "base/result.h"
#include "store/blobs.h"
#include "task/picture.h"
#include "tryon/try_on.h"

namespace drape::service {

/// An uploaded picture in memory, as the engine takes it.
struct LoadedPicture {
  std::vector<std::byte> bytes;
  task::ContentHash content;
  [[nodiscard]] tryon::EncodedPicture encoded() const { return {bytes, content.hex()}; }
};

/// Fails with kNotFound when the blob has gone, kBusy when the storage is away.
[[nodiscard]] Result<LoadedPicture> load_picture(store::Blobs& blobs, task::AccountId account,
                                                 const task::StoredPicture& picture);

/// Called after the engine has looked at a picture: drops what it remembers when the picture was deleted
/// meanwhile. A deletion drops it too, but the engine may have put it back from bytes that were read before.
void forget_if_deleted(store::Records& records, const tryon::TryOn& try_on, task::AccountId account,
                       const LoadedPicture& picture);

}  // namespace drape::service
