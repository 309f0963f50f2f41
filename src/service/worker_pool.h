#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "base/stage.h"
#include "service/metrics.h"
#include "service/settings.h"
#include "service/task_events.h"
#include "service/task_progress.h"
#include "service/task_runner.h"
#include "service/work_signal.h"
#include "store/task_queue.h"

namespace drape::service {

/// Threads that claim tasks, run them and record the outcome. Thread safe.
class WorkerPool {
 public:
  struct Parts {
    store::TaskQueue& queue;
    const TaskRunner& runner;
    WorkSignal& signal;
    TaskEvents& events;
    const Clock& clock;
    Metrics& metrics;
    const Settings& settings;
    std::function<void()> ended = {};  ///< Called when the outcome of a task was recorded.
  };
  explicit WorkerPool(const Parts& parts);
  ~WorkerPool();

  void start();
  /// No further task is begun.
  void begin_drain();
  /// Waits up to `grace` for the running tasks, then cancels them (they go back to the queue) and joins.
  void stop(std::chrono::milliseconds grace);
  /// Extends the lease of every running task; cancels those whose lease was lost. Not of those that are far
  /// past their deadline: a thread that hangs must not hold its task for ever, nor its place; another thread
  /// takes that. Fails when the storage is away.
  [[nodiscard]] Status heartbeat(
      std::chrono::steady_clock::time_point now = std::chrono::steady_clock::now());
  /// These tasks have ended without their workers: whoever computes one of them stops at the next stage.
  void abandon(const std::vector<task::TaskId>& tasks);
  /// How far a task is; none when no thread of this pool computes it.
  [[nodiscard]] std::optional<TaskProgress> progress(task::TaskId id) const;

 private:
  struct Running;
  using RunningTask = std::shared_ptr<Running>;

  /// What was recorded of a task, for logs and metrics.
  struct Recorded {
    TaskOutcome outcome;
    std::string code;
  };

  void work();
  /// The next task, when one may run now. Waits while a task must run alone.
  std::optional<store::ClaimedTask> begin_task();
  /// False when the task's place was given away meanwhile: the thread has to end.
  bool end_task(const Running& running);
  RunningTask execute(const store::ClaimedTask& claimed);
  void give_place_away(Running& running);
  RunningTask enter(const store::ClaimedTask& claimed);
  void note_stage(const store::Lease& lease, std::string_view stage);
  void leave(const RunningTask& running);
  Recorded record(const Running& running, RunOutcome outcome);
  /// Writes until it works, the lease is lost, or the program stops. Says what then stands recorded:
  /// `outcome`, unless the lease was lost.
  Recorded persist(const Recorded& outcome, const std::function<Status()>& write);

  Parts parts_;

  // The gate: how many tasks run, and whether one of them must run alone.
  std::mutex gate_mutex_;
  std::condition_variable_any gate_changed_;
  int running_count_ = 0;     ///< Without those that hang.
  bool exclusive_ = false;    ///< The running task must run alone.
  bool wants_quiet_ = false;  ///< The next task must run alone: begin none before the others have ended.

  mutable std::mutex running_mutex_;
  std::unordered_map<task::TaskId, RunningTask> running_;

  // Grows under gate_mutex_ until the drain begins; from then on only stop() touches it.
  std::vector<std::thread> threads_;

  std::stop_source drain_;  ///< No further task is begun.
  std::stop_source stop_;   ///< Running tasks are cancelled, failing writes are given up.
};

}  // namespace drape::service
