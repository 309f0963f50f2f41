#include "service/blob_reaper.h"

#include <map>
#include <vector>

#include "base/crash_point.h"

namespace drape::service {
namespace {

constexpr int kBatch = 100;

}  // namespace

Result<bool> BlobReaper::erase(const store::BlobKey& key) {
  return records_.blobs().erase_unreferenced(key, [&] {
    if (try_on_ != nullptr) try_on_->forget(key.hash.hex());
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

Result<int> BlobReaper::reap(task::AccountId account, const std::vector<task::ContentHash>& freed) {
  int erased = 0;
  for (const task::ContentHash& hash : freed) {
    const Result<bool> gone = erase({account, hash});
    if (!gone) return fail(gone.error());
    erased += *gone ? 1 : 0;
  }
  return erased;
}

Result<std::vector<BlobReaper::Orphan>> BlobReaper::find_orphans() {
  std::vector<store::BlobKey> keys;
  if (Status walked = blobs_.for_each([&](const store::BlobKey& key) { keys.push_back(key); }); !walked) {
    return fail(std::move(walked.error()));
  }
  std::vector<Orphan> orphans;
  for (const store::BlobKey& key : keys) {
    const auto state = records_.blobs().state(key);
    if (!state) return fail(state.error());
    if (*state != store::BlobRecords::State::kUnknown) continue;
    const auto file = blobs_.open(key);
    if (file) orphans.push_back({key, (*file)->size()});
    if (!file && file.error().kind != ErrorKind::kNotFound) return fail(file.error());
  }
  return orphans;
}

Result<int> BlobReaper::sweep_orphans(Timestamp now) {
  const Result<std::vector<Orphan>> orphans = find_orphans();
  if (!orphans) return fail(orphans.error());
  std::vector<Orphan> erased;
  for (const Orphan& orphan : *orphans) {
    const Result<bool> gone = erase(orphan.key);
    if (!gone) return fail(gone.error());
    if (*gone) erased.push_back(orphan);
  }
  if (Status logged = log(erased, now); !logged) return fail(std::move(logged.error()));
  return static_cast<int>(erased.size());
}

Status BlobReaper::log(const std::vector<Orphan>& erased, Timestamp now) {
  std::map<std::int64_t, task::Deletion> lines;
  for (const Orphan& orphan : erased) {
    task::Deletion& line = lines[orphan.key.account.value()];
    ++line.blobs;
    line.bytes += orphan.bytes;
  }
  for (auto& [account, line] : lines) {
    line.time = now;
    line.account = account;
    line.kind = task::DeletedKind::kOrphans;
    line.cause = task::DeletionCause::kGarbage;
    if (Status noted = records_.deletions().note(line); !noted) return noted;
  }
  return {};
}

}  // namespace drape::service
