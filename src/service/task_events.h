#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <vector>

#include "task/id.h"

namespace drape::service {

/// How many may wait for news of tasks at the same time. Each holds its connection.
struct WaiterLimits {
  std::size_t waiters_max = 4'000;          ///< Of all accounts.
  std::size_t waiters_account_max = 1'000;  ///< Of one account, so that none can keep the others out.
};

/// Who waits for news of which task, inside this process. It carries no news: whoever is woken reads the task
/// again, so that a wake-up that comes twice, or for nothing, does no harm, and no queue of events can grow.
///
/// Whoever changes a task calls changed() once that is committed. Changes by another process on the same
/// store are not seen here; who waits looks again every few seconds as well. Thread safe.
class TaskEvents {
 public:
  /// Called by whoever changed the task, inside a lock: hands the news on to another thread and returns. Must
  /// neither throw nor call the hub.
  using Listener = std::function<void()>;

  explicit TaskEvents(const WaiterLimits& limits = {}) : limits_(limits) {}
  TaskEvents(const TaskEvents&) = delete;
  TaskEvents& operator=(const TaskEvents&) = delete;

  /// A waiter's place. Its listener is not called any more once this is gone. REQUIRES: the hub outlives it.
  class Subscription;

  /// Nothing when there are too many already. Subscribe first, then read the task: so no change is missed.
  [[nodiscard]] std::optional<Subscription> subscribe(task::AccountId account, task::TaskId id,
                                                      Listener listener);

  /// This task, its stage or what is known of it is another than before.
  void changed(task::TaskId id);
  void changed(const std::vector<task::TaskId>& tasks);
  /// Any task may have changed.
  void everything_changed();

  [[nodiscard]] std::size_t waiters() const;

 private:
  struct Waiter {
    task::AccountId account;
    Listener listener;
  };
  using Waiters = std::unordered_multimap<task::TaskId, Waiter>;

  void remove(Waiters::iterator place);
  void wake(task::TaskId id);

  const WaiterLimits limits_;
  mutable std::mutex mutex_;
  Waiters waiters_;
  std::unordered_map<task::AccountId, std::size_t> of_account_;
};

class TaskEvents::Subscription {
 public:
  Subscription(Subscription&& other) noexcept : hub_(other.hub_), place_(other.place_) {
    other.hub_ = nullptr;
  }
  Subscription& operator=(Subscription&&) = delete;
  ~Subscription() {
    if (hub_ != nullptr) hub_->remove(place_);
  }

 private:
  friend class TaskEvents;
  Subscription(TaskEvents& hub, Waiters::iterator place) : hub_(&hub), place_(place) {}

  TaskEvents* hub_;
  Waiters::iterator place_;
};

}  // namespace drape::service
