#include "service/retention.h"

#include <functional>
#include <utility>
#include <vector>

namespace drape::service {

Result<int> Retention::run() {
  const KeepTimes& keep = parts_.settings.keep;
  const Timestamp now = parts_.clock.now();
  using Remove = std::function<Result<int>(Timestamp before)>;
  const std::vector<std::pair<std::chrono::hours, Remove>> kinds = {
      {keep.results, [this](Timestamp before) { return remove_results(before); }},
      {keep.person_photos,
       [this](Timestamp before) { return parts_.person_images.remove_older_than(before); }},
      {keep.garment_photos,
       [this](Timestamp before) { return parts_.garment_images.remove_older_than(before); }},
  };
  int count = 0;
  for (const auto& [time, remove] : kinds) {
    if (time == std::chrono::hours::zero()) continue;
    const Result<int> removed = remove(now - time);
    if (!removed) return fail(removed.error());
    count += *removed;
  }
  if (keep.deletion_log != std::chrono::hours::zero()) {
    if (const auto forgotten = parts_.records.deletions().forget_before(now - keep.deletion_log);
        !forgotten) {
      return fail(forgotten.error());
    }
  }
  if (const auto forgotten = parts_.records.idempotency().forget_before(now - keep.idempotency); !forgotten) {
    return fail(forgotten.error());
  }
  if (keep.webhook_log != std::chrono::hours::zero()) {
    if (const auto forgotten = parts_.records.webhooks().forget_before(now - keep.webhook_log); !forgotten) {
      return fail(forgotten.error());
    }
  }
  return count;
}

Result<int> Retention::remove_results(Timestamp before) {
  constexpr int kBatch = 100;
  int count = 0;
  while (true) {
    const auto old = parts_.records.tasks().results_older_than(before, kBatch);
    if (!old) return fail(old.error());
    for (const task::TaskId task : *old) {
      const Result<bool> removed = parts_.records.tasks().remove_result(
          task, {task::DeletionCause::kRetention, {}, parts_.clock.now()});
      if (!removed) return fail(removed.error());
      count += *removed ? 1 : 0;
    }
    if (old->size() < kBatch) return count;
  }
}

}  // namespace drape::service
