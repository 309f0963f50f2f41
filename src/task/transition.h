#pragma once

#include <array>
#include <chrono>
#include <optional>

#include "task/task.h"

namespace drape::task {

/// How long a worker owns a task without a sign of life.
struct LeasePolicy {
  std::chrono::milliseconds duration{30'000};
  std::chrono::milliseconds heartbeat{10'000};  ///< Well under `duration`: two may get lost.
};

/// How often a task is tried again. Errors are the machine's (disk, database), never the picture's. A crash
/// is a worker that vanished: counted apart, since an input that kills its worker must not take it down for
/// ever. Crashes are of two kinds, with a limit each (docs/reliability/queue.md says why): those where a
/// fatal signal struck the task's own thread, and those where it only was running when the process died.
struct RetryPolicy {
  int errors_max = 3;  ///< The error with this number fails the task.
  /// The crash with this number fails the task as poisoned, whoever is to blame. More than two: a server may
  /// be killed more than once for reasons of its own, and that must not cost the task that was running.
  int crashes_max = 5;
  /// The crash with this number that struck the task's own thread fails it as poisoned.
  int faults_max = 2;
  std::chrono::milliseconds backoff_first{1'000};
  std::chrono::milliseconds backoff_max{60'000};
};

/// The part of a task that the state machine moves.
struct TaskState {
  TaskStatus status = TaskStatus::kQueued;
  int attempts = 0;  ///< Claims that were not given back.
  int errors = 0;
  int crashes = 0;
  int faults = 0;  ///< Those of the crashes that struck the task's own thread.
  friend bool operator==(const TaskState&, const TaskState&) = default;
};

enum class TaskEvent {
  kClaimed,       ///< A worker takes it.
  kSucceeded,     ///< The result is durable.
  kRefused,       ///< The engine refused: final.
  kErred,         ///< The machine failed: once more, until errors_max.
  kGivenBack,     ///< The worker stops; the attempt does not count.
  kLeaseExpired,  ///< The worker vanished: once more, until crashes_max.
  kImageDeleted,  ///< A picture that it needs was deleted: final, whether it runs or waits.
  kCrashed,       ///< A fatal signal struck its own thread: once more, until faults_max or crashes_max.
  kCancelled,     ///< Its owner takes the order back: final, whether it runs or waits.
};

inline constexpr std::array kTaskEvents = {
    TaskEvent::kClaimed,      TaskEvent::kSucceeded, TaskEvent::kRefused,
    TaskEvent::kErred,        TaskEvent::kGivenBack, TaskEvent::kLeaseExpired,
    TaskEvent::kImageDeleted, TaskEvent::kCrashed,   TaskEvent::kCancelled};

/// The whole state machine: the state after `event`, or none when the event cannot happen in `state`. The
/// same rules stand in the database as constraints.
[[nodiscard]] std::optional<TaskState> after(const TaskState& state, TaskEvent event,
                                             const RetryPolicy& policy);

/// The failure to show when kErred, kLeaseExpired or kCrashed ended a task for good.
[[nodiscard]] TaskFailure exhausted(TaskEvent event);

/// The failure to show of a task that its owner took back.
[[nodiscard]] TaskFailure cancelled();

/// How long a task waits after its error number `errors` (1 = the first): doubling, up to backoff_max.
[[nodiscard]] std::chrono::milliseconds backoff(int errors, const RetryPolicy& policy);

/// A task that was running when a worker vanished may have been the cause, or only its neighbour. It runs
/// alone the next time, so that only the cause is blamed again.
[[nodiscard]] constexpr bool must_run_alone(const TaskState& state) {
  return state.crashes > 0;
}

}  // namespace drape::task
