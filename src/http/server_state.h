#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <mutex>

#include "http/blocking_pool.h"
#include "http/exchange.h"
#include "http/limits.h"

namespace drape::http {

/// What all threads and connections of a server share.
struct ServerState {
  ServerState(const Limits& limits_in, Application& application_in, std::size_t blocking_threads)
      : limits(limits_in), application(application_in), pool(blocking_threads) {}

  /// One more request is being answered; false when the server drains and takes no new one.
  [[nodiscard]] bool enter();
  void leave();
  /// Lets no further request in.
  void begin_drain() { draining.store(true); }
  /// Waits for those inside; false when some were still there at the end. REQUIRES: begin_drain() was called.
  [[nodiscard]] bool wait_until_left(std::chrono::milliseconds bound);

  const Limits limits;
  Application& application;
  BlockingPool pool;
  std::atomic<std::size_t> connections = 0;
  std::atomic<bool> draining = false;

 private:
  std::atomic<std::int64_t> inside_ = 0;
  std::mutex mutex_;
  std::condition_variable all_left_;
};

}  // namespace drape::http
