#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace drape {

/// The time that one named stage took.
struct StageTime {
  std::string name;
  double seconds = 0;
};

/// What a long computation looks at between its stages: may it go on, and whom does it tell.
/// Thread safe, so that independent stages may run side by side: their times stand in the order in which they
/// ended, and the listener is called by one thread at a time. `times` is read when no stage runs any more.
class StageContext {
 public:
  using Listener = std::function<void(std::string_view stage)>;

  StageContext() = default;
  explicit StageContext(std::optional<std::chrono::steady_clock::time_point> deadline, Listener listener = {})
      : deadline_(deadline), listener_(std::move(listener)) {}

  void cancel() { cancelled_.store(true, std::memory_order_relaxed); }

  /// Runs `work` as the stage `name`: checks cancellation and deadline first, tells the listener, notes the
  /// time. `work` returns Result<T> or Status. Fails with kind kCancelled, code "cancelled" or
  /// "deadline_exceeded", when the computation may not go on.
  template <typename Work>
  auto run(std::string_view name, Work&& work) -> decltype(work()) {
    if (auto go_on = check(); !go_on) return fail(go_on.error());
    tell(name);
    const Stopwatch watch;
    auto result = std::forward<Work>(work)();
    const std::lock_guard lock(mutex_);
    times_.push_back({std::string(name), watch.seconds()});
    return result;
  }

  [[nodiscard]] Status check() const {
    if (cancelled_.load(std::memory_order_relaxed)) {
      return fail({ErrorKind::kCancelled, "cancelled", {"The task was cancelled."}, {}});
    }
    if (deadline_ && std::chrono::steady_clock::now() > *deadline_) {
      return fail(
          {ErrorKind::kCancelled, "deadline_exceeded", {"The task took too long and was stopped."}, {}});
    }
    return {};
  }

  [[nodiscard]] const std::vector<StageTime>& times() const { return times_; }

 private:
  void tell(std::string_view stage) {
    const std::lock_guard lock(mutex_);
    if (listener_) listener_(stage);
  }

  std::optional<std::chrono::steady_clock::time_point> deadline_;
  Listener listener_;
  std::atomic<bool> cancelled_ = false;
  std::mutex mutex_;  ///< Of the calls of the listener and of the times.
  std::vector<StageTime> times_;
};

}  // namespace drape
