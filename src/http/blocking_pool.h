#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace drape::http {

/// A few threads for work that waits for the disk or the database, so that the io threads never do. Every
/// connection has at most one job here, which bounds the queue; new requests are turned away long before
/// (Limits::blocking_jobs_max). Thread safe.
class BlockingPool {
 public:
  explicit BlockingPool(std::size_t threads);
  ~BlockingPool() { finish(); }
  BlockingPool(const BlockingPool&) = delete;
  BlockingPool& operator=(const BlockingPool&) = delete;

  /// Runs what is queued, then ends the threads; nothing may be posted any more.
  void finish();
  /// REQUIRES: `job` does not throw.
  void post(std::function<void()> job);
  [[nodiscard]] std::size_t waiting() const;

 private:
  void work();

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> jobs_;
  bool ending_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace drape::http
