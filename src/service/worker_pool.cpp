#include "service/worker_pool.h"

#include <algorithm>
#include <atomic>
#include <limits>
#include <utility>

#include "base/crash_point.h"
#include "base/log.h"
#include "service/crash_note.h"

namespace drape::service {
namespace {

using std::chrono::steady_clock;

double seconds_between(Timestamp from, Timestamp to) {
  return std::max(0.0, std::chrono::duration<double>(to - from).count());
}

bool is_lease_lost(const Error& error) {
  return error.kind == ErrorKind::kConflict && error.code == "lease_lost";
}

std::string_view name_of(TaskOutcome outcome) {
  switch (outcome) {
    case TaskOutcome::kCompleted:
      return "completed";
    case TaskOutcome::kFailed:
      return "failed";
    case TaskOutcome::kRetried:
      return "retried";
    case TaskOutcome::kGivenBack:
      return "given_back";
    case TaskOutcome::kLeaseLost:
      return "lease_lost";
  }
  return {};
}

}  // namespace

/// A task while it is computed.
struct WorkerPool::Running {
  Running(const store::ClaimedTask& task, const Settings& settings, StageContext::Listener listener)
      : claimed(task),
        deadline(steady_clock::now() + settings.task_deadline),
        heartbeat_until(deadline + settings.lease.duration),
        stages(deadline, std::move(listener)) {}

  const store::ClaimedTask claimed;
  const steady_clock::time_point deadline;
  const steady_clock::time_point heartbeat_until;
  StageContext stages;
  std::vector<std::string> begun;  ///< Stages, in their order. Guarded by running_mutex_.
  std::atomic<bool> lease_lost = false;
  bool hangs = false;  ///< Guarded by gate_mutex_.
};

WorkerPool::WorkerPool(const Parts& parts) : parts_(parts) {}

WorkerPool::~WorkerPool() {
  stop(std::chrono::milliseconds(0));
}

void WorkerPool::start() {
  for (int i = 0; i < parts_.settings.workers; ++i) threads_.emplace_back([this] { work(); });
}

void WorkerPool::begin_drain() {
  drain_.request_stop();
}

void WorkerPool::stop(std::chrono::milliseconds grace) {
  begin_drain();
  {
    std::unique_lock lock(gate_mutex_);
    gate_changed_.wait_for(lock, grace, [this] { return running_count_ == 0; });
  }
  stop_.request_stop();
  {
    const std::lock_guard lock(running_mutex_);
    for (const auto& [id, running] : running_) running->stages.cancel();
  }
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

Status WorkerPool::heartbeat(steady_clock::time_point now) {
  std::vector<RunningTask> tasks;
  {
    const std::lock_guard lock(running_mutex_);
    for (const auto& [id, running] : running_) tasks.push_back(running);
  }
  for (const RunningTask& running : tasks) {
    if (now > running->heartbeat_until) {
      give_place_away(*running);
      continue;
    }
    if (running->lease_lost) continue;
    const Status beat =
        parts_.queue.heartbeat(running->claimed.lease, parts_.clock.now(), parts_.settings.lease.duration);
    if (beat) continue;
    if (!is_lease_lost(beat.error())) return beat;
    running->lease_lost = true;
    running->stages.cancel();
  }
  return {};
}

void WorkerPool::abandon(const std::vector<task::TaskId>& tasks) {
  const std::lock_guard lock(running_mutex_);
  for (const task::TaskId id : tasks) {
    const auto found = running_.find(id);
    if (found == running_.end()) continue;
    found->second->lease_lost = true;
    found->second->stages.cancel();
  }
}

std::optional<TaskProgress> WorkerPool::progress(task::TaskId id) const {
  const std::lock_guard lock(running_mutex_);
  const auto found = running_.find(id);
  if (found == running_.end()) return std::nullopt;
  const store::ClaimedTask& claimed = found->second->claimed;
  return TaskProgress{claimed.lease.token, claimed.task.order.garment_images.size(), found->second->begun};
}

void WorkerPool::work() {
  const std::stop_token drain = drain_.get_token();
  while (!drain.stop_requested()) {
    const std::uint64_t seen = parts_.signal.count();
    const std::optional<store::ClaimedTask> claimed = begin_task();
    if (claimed) {
      if (!end_task(*execute(*claimed))) return;
    } else {
      parts_.signal.wait(seen, parts_.settings.poll, drain);
    }
  }
}

std::optional<store::ClaimedTask> WorkerPool::begin_task() {
  const std::stop_token drain = drain_.get_token();
  std::unique_lock lock(gate_mutex_);
  const auto open = [this] { return !exclusive_ && !(wants_quiet_ && running_count_ > 0); };
  while (gate_changed_.wait(lock, drain, open) && !drain.stop_requested()) {
    Result<store::Claim> claim =
        parts_.queue.claim({parts_.clock.now(), parts_.settings.lease.duration, running_count_ == 0});
    if (!claim) {
      log::warn("claim_failed", {{"reason", claim.error().internal_text.value}});
      return std::nullopt;
    }
    wants_quiet_ = claim->needs_quiet;
    if (claim->needs_quiet) continue;
    gate_changed_.notify_all();
    if (!claim->task) return std::nullopt;
    ++running_count_;
    exclusive_ = must_run_alone(claim->task->state);
    return std::move(claim->task);
  }
  return std::nullopt;
}

bool WorkerPool::end_task(const Running& running) {
  {
    const std::lock_guard lock(gate_mutex_);
    if (running.hangs) return false;
    --running_count_;
    exclusive_ = false;
  }
  gate_changed_.notify_all();
  return true;
}

// Otherwise a task that has to run alone, this one above all, would wait for a thread that never ends, and
// all others behind it.
void WorkerPool::give_place_away(Running& running) {
  {
    const std::lock_guard lock(gate_mutex_);
    if (running.hangs || drain_.stop_requested()) return;
    running.hangs = true;
    --running_count_;
    exclusive_ = false;
    threads_.emplace_back([this] { work(); });
  }
  gate_changed_.notify_all();
  log::error("task_hangs", {{"task", running.claimed.task.id.value()}});
}

WorkerPool::RunningTask WorkerPool::execute(const store::ClaimedTask& claimed) {
  const double waited = seconds_between(claimed.ready_since, parts_.clock.now());
  parts_.metrics.task_waited(waited);
  const RunningTask running = enter(claimed);
  const Stopwatch watch;
  DRAPE_CRASH_POINT("task_claimed");
  RunOutcome outcome = [&] {
    const CrashNote::Scope scope(claimed.lease);
    return parts_.runner.run(claimed.task, running->stages);
  }();
  const double seconds = watch.seconds();
  DRAPE_CRASH_POINT("outcome_before_record");
  const Recorded recorded = record(*running, std::move(outcome));
  leave(running);
  parts_.events.changed(claimed.task.id);
  DRAPE_CRASH_POINT("outcome_recorded");
  if (parts_.ended) parts_.ended();

  for (const StageTime& stage : running->stages.times()) parts_.metrics.stage_ran(stage.name, stage.seconds);
  parts_.metrics.task_ran(recorded.outcome, recorded.code, seconds);
  log::info("task_ran", {{"task", claimed.task.id.value()},
                         {"account", claimed.task.account.value()},
                         {"outcome", name_of(recorded.outcome)},
                         {"code", recorded.code},
                         {"attempt", claimed.state.attempts},
                         {"queue_seconds", waited},
                         {"compute_seconds", seconds}});
  return running;
}

WorkerPool::RunningTask WorkerPool::enter(const store::ClaimedTask& claimed) {
  const task::TaskId id = claimed.task.id;
  const store::Lease lease = claimed.lease;
  auto running = std::make_shared<Running>(claimed, parts_.settings, [this, lease](std::string_view stage) {
    DRAPE_CRASH_POINT("stage_" + std::string(stage));
    note_stage(lease, stage);
  });
  {
    const std::lock_guard lock(running_mutex_);
    running_[id] = running;
    // A stop that came before the task was noted has not cancelled it.
    if (stop_.stop_requested()) running->stages.cancel();
  }
  parts_.events.changed(id);
  return running;
}

void WorkerPool::note_stage(const store::Lease& lease, std::string_view stage) {
  {
    const std::lock_guard lock(running_mutex_);
    const auto found = running_.find(lease.task);
    // After a lost lease another thread may be computing the same task.
    if (found == running_.end() || found->second->claimed.lease.token != lease.token) return;
    found->second->begun.emplace_back(stage);
  }
  parts_.events.changed(lease.task);
}

void WorkerPool::leave(const RunningTask& running) {
  const std::lock_guard lock(running_mutex_);
  // After a lost lease another thread may be computing the same task.
  const auto found = running_.find(running->claimed.task.id);
  if (found != running_.end() && found->second == running) running_.erase(found);
}

WorkerPool::Recorded WorkerPool::record(const Running& running, RunOutcome outcome) {
  const store::Lease& lease = running.claimed.lease;
  if (auto* finished = std::get_if<Finished>(&outcome)) {
    return persist({TaskOutcome::kCompleted, {}}, [&] {
      return parts_.queue.complete(lease, finished->result, parts_.clock.now(),
                                   [&] { return finished->blob->publish(running.claimed.task.account); });
    });
  }
  if (const auto* refused = std::get_if<Refused>(&outcome)) {
    return persist({TaskOutcome::kFailed, refused->failure.code},
                   [&] { return parts_.queue.fail_task(lease, refused->failure, parts_.clock.now()); });
  }
  if (const auto* erred = std::get_if<Erred>(&outcome)) {
    log::warn("task_erred", {{"task", lease.task.value()}, {"reason", erred->error.internal_text.value}});
    task::RetryPolicy policy = parts_.settings.retry;
    // A disk that is full or away says nothing of the task, and may stay so for longer than a few tries take.
    if (erred->error.code == "storage_unavailable") policy.errors_max = std::numeric_limits<int>::max();
    return persist({TaskOutcome::kRetried, erred->error.code}, [&]() -> Status {
      const auto state = parts_.queue.retry(lease, parts_.clock.now(), policy);
      return state ? Status{} : fail(state.error());
    });
  }
  if (running.lease_lost) return {TaskOutcome::kLeaseLost, {}};
  return persist({TaskOutcome::kGivenBack, {}},
                 [&] { return parts_.queue.give_back(lease, parts_.clock.now()); });
}

WorkerPool::Recorded WorkerPool::persist(const Recorded& outcome, const std::function<Status()>& write) {
  const std::stop_token stop = stop_.get_token();
  while (true) {
    const Status written = write();
    if (written) return outcome;
    if (!is_lease_lost(written.error())) {
      log::warn("outcome_not_recorded", {{"reason", written.error().internal_text.value}});
    }
    // What cannot be written at all is left to the end of its lease.
    if (written.error().kind != ErrorKind::kBusy || stop.stop_requested())
      return {TaskOutcome::kLeaseLost, {}};
    parts_.signal.wait(parts_.signal.count(), parts_.settings.storage_pause, stop);
  }
}

}  // namespace drape::service
