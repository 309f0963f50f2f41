#include "http/server_state.h"

namespace drape::http {

bool ServerState::enter() {
  inside_.fetch_add(1);
  if (!draining.load()) return true;
  leave();
  return false;
}

void ServerState::leave() {
  if (inside_.fetch_sub(1) != 1 || !draining.load()) return;
  const std::lock_guard lock(mutex_);
  all_left_.notify_all();
}

bool ServerState::wait_until_left(std::chrono::milliseconds bound) {
  std::unique_lock lock(mutex_);
  return all_left_.wait_for(lock, bound, [this] { return inside_.load() == 0; });
}

}  // namespace drape::http
