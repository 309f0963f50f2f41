#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/result.h"
#include "store/image_records.h"
#include "task/task.h"
#include "task/transition.h"

namespace drape::store {

/// The proof of owning a task: every write of a worker carries it, and a newer claim makes it worthless.
struct Lease {
  task::TaskId task;
  std::int64_t token = 0;  ///< Fencing token, larger with every claim of the task.
};

struct ClaimedTask {
  Lease lease;
  task::Task task;
  task::TaskState state;
  Timestamp ready_since;  ///< When it last became claimable: the waiting time counts from here.
};

struct ClaimRequest {
  Timestamp now;
  std::chrono::milliseconds lease_duration{30'000};
  bool alone = false;  ///< Nothing else runs beside it: tasks that must run alone may be handed out.
};

/// What a claim came to.
struct Claim {
  std::optional<ClaimedTask> task;
  /// The next task must run alone: claim again with `alone` when nothing else runs.
  bool needs_quiet = false;
};

struct QueueDepth {
  std::int64_t queued = 0;
  std::int64_t processing = 0;
};

/// Where a task stands that has not ended.
struct QueuePlace {
  std::int64_t claim = 0;  ///< Fencing token of its newest claim; 0: never claimed.
  /// Set exactly when it is queued. 1: the next. It is the turn in which it would be claimed when no task
  /// came any more and none was put off: each account in turn, the longest unserved one first, gives its
  /// oldest task.
  std::optional<std::int64_t> position;
};

struct RescueReport {
  int requeued = 0;
  int failed = 0;
};

/// The durable queue: at least one execution, exactly one outcome. Functions that take a lease fail with
/// kConflict "lease_lost" when it is not the newest one of a task in processing; nothing is written then.
/// Thread safe, also between processes. Every function may fail with kBusy or kInternal.
class TaskQueue {
 public:
  virtual ~TaskQueue() = default;
  /// The oldest claimable task of the account whose last turn is longest ago.
  [[nodiscard]] virtual Result<Claim> claim(const ClaimRequest& request) = 0;
  /// Extends the lease to now + duration, even one that ran out but was not taken away yet.
  [[nodiscard]] virtual Status heartbeat(const Lease& lease, Timestamp now,
                                         std::chrono::milliseconds duration) = 0;
  /// `publish` makes the result's blob reachable; it is not called when the lease is lost.
  [[nodiscard]] virtual Status complete(const Lease& lease, const task::TaskResult& result, Timestamp now,
                                        const Publish& publish) = 0;
  [[nodiscard]] virtual Status fail_task(const Lease& lease, const task::TaskFailure& failure,
                                         Timestamp now) = 0;
  /// The machine failed: queued again after a pause, or failed for good. Returns the new state.
  [[nodiscard]] virtual Result<task::TaskState> retry(const Lease& lease, Timestamp now,
                                                      const task::RetryPolicy& policy) = 0;
  /// Back to the queue without counting the attempt.
  [[nodiscard]] virtual Status give_back(const Lease& lease, Timestamp now) = 0;
  /// Takes tasks away from workers whose lease ran out; `all` also from those whose lease still runs
  /// (REQUIRES: no worker of this store is alive). `struck`: the task whose own thread a fatal signal struck;
  /// an older lease of it says nothing.
  [[nodiscard]] virtual Result<RescueReport> rescue(Timestamp now, const task::RetryPolicy& policy, bool all,
                                                    const std::optional<Lease>& struck = std::nullopt) = 0;
  [[nodiscard]] virtual Result<QueueDepth> depth() = 0;
  /// None when there is no such task, or it has ended. Reads the queued tasks of its account and one row for
  /// every other account that waits.
  [[nodiscard]] virtual Result<std::optional<QueuePlace>> place(task::TaskId id) = 0;
};

}  // namespace drape::store
