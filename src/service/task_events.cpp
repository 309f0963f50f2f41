#include "service/task_events.h"

#include <utility>

namespace drape::service {

std::optional<TaskEvents::Subscription> TaskEvents::subscribe(task::AccountId account, task::TaskId id,
                                                              Listener listener) {
  const std::lock_guard lock(mutex_);
  if (waiters_.size() >= limits_.waiters_max) return std::nullopt;
  const auto known = of_account_.find(account);
  if ((known == of_account_.end() ? 0 : known->second) >= limits_.waiters_account_max) return std::nullopt;
  const auto place = waiters_.emplace(id, Waiter{account, std::move(listener)});
  ++of_account_[account];
  return Subscription(*this, place);
}

void TaskEvents::remove(Waiters::iterator place) {
  const std::lock_guard lock(mutex_);
  const auto of_account = of_account_.find(place->second.account);
  if (--of_account->second == 0) of_account_.erase(of_account);
  waiters_.erase(place);
}

// REQUIRES: mutex_ is held.
void TaskEvents::wake(task::TaskId id) {
  const auto [begin, end] = waiters_.equal_range(id);
  for (auto place = begin; place != end; ++place) place->second.listener();
}

void TaskEvents::changed(task::TaskId id) {
  const std::lock_guard lock(mutex_);
  wake(id);
}

void TaskEvents::changed(const std::vector<task::TaskId>& tasks) {
  const std::lock_guard lock(mutex_);
  for (const task::TaskId id : tasks) wake(id);
}

void TaskEvents::everything_changed() {
  const std::lock_guard lock(mutex_);
  for (const auto& [id, waiter] : waiters_) waiter.listener();
}

std::size_t TaskEvents::waiters() const {
  const std::lock_guard lock(mutex_);
  return waiters_.size();
}

}  // namespace drape::service
