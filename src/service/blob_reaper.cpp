#include "service/blob_reaper.h"

#include <vector>

#include "base/crash_point.h"

namespace drape::service {
namespace {

constexpr int kBatch = 100;

}  // namespace

Result<bool> BlobReaper::erase(const store::BlobKey& key) {
  return records_.blobs().erase_unreferenced(key, [&] {
    try_on_.forget(key.hash.hex());
    DRAPE_CRASH_POINT("blob_before_removal");
    return blobs_.remove(key);
  });
}

Result<int> BlobReaper::reap() {
  int erased = 0;
  while (true) {
    const Result<std::vector<store::BlobKey>> keys = records_.blobs().unreferenced(kBatch);
    if (!keys) return fail(keys.error());
    for (const store::BlobKey& key : *keys) {
      const Result<bool> gone = erase(key);
      if (!gone) return fail(gone.error());
      erased += *gone ? 1 : 0;
    }
    if (keys->size() < kBatch) return erased;
  }
}

Result<int> BlobReaper::sweep_orphans() {
  std::vector<store::BlobKey> keys;
  if (Status walked = blobs_.for_each([&](const store::BlobKey& key) { keys.push_back(key); }); !walked) {
    return fail(std::move(walked.error()));
  }
  int erased = 0;
  for (const store::BlobKey& key : keys) {
    const Result<bool> gone = erase(key);
    if (!gone) return fail(gone.error());
    erased += *gone ? 1 : 0;
  }
  return erased;
}

}  // namespace drape::service
