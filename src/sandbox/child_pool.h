#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

#include "base/result.h"
#include "sandbox/child_process.h"
#include "sandbox/death.h"

namespace drape::sandbox {

struct ChildPoolOptions {
  ChildProgram program;
  int children = 1;                                 ///< Kept ready.
  int uses_max = 200;                               ///< Then a child is replaced.
  std::chrono::milliseconds start_timeout{30'000};  ///< For a child to say hello.
  std::chrono::milliseconds wait_max{30'000};       ///< For a child to become free.
};

/// A child of the pool, lent to one caller.
struct LentChild {
  ChildProcess process;
  int uses = 0;  ///< Before this one.
};

/// Children started ahead of their use and replaced as they end, by a thread of the pool. Thread safe.
class ChildPool {
 public:
  using DeathListener = std::function<void(const Obituary&)>;

  /// Waits for the first child; the others follow by themselves. Fails with kInternal when it cannot be
  /// started or cannot lock itself up. `on_death` is told of every child that ended before its time.
  [[nodiscard]] static Result<std::unique_ptr<ChildPool>> start(ChildPoolOptions options,
                                                                DeathListener on_death);
  /// Retires all children. REQUIRES: none is lent.
  ~ChildPool();

  /// Waits up to ChildPoolOptions::wait_max for a free child; fails with kBusy "decoder_busy".
  [[nodiscard]] Result<LentChild> borrow();
  /// The child answered and may be lent again.
  void give_back(LentChild child);
  /// The child ended and was reaped: another is started.
  void mourn(const Obituary& obituary);

 private:
  ChildPool(ChildPoolOptions options, DeathListener on_death);
  void supervise(const std::stop_token& stop);
  [[nodiscard]] Result<ChildProcess> start_child() const;
  void start_missing(std::unique_lock<std::mutex>& lock, const std::stop_token& stop);
  void retire_worn_out(std::unique_lock<std::mutex>& lock);
  void bury(const Obituary& obituary) const;

  const ChildPoolOptions options_;
  const DeathListener on_death_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::vector<LentChild> idle_;
  std::vector<LentChild> worn_out_;
  int alive_ = 0;  ///< Idle and lent.
  std::optional<Status> first_start_;
  std::jthread supervisor_;  ///< Starts every child, see ChildProcess::start.
};

}  // namespace drape::sandbox
