#pragma once

#include <atomic>
#include <boost/asio/post.hpp>
#include <memory>
#include <mutex>
#include <utility>

#include "http/asio_types.h"

namespace drape::http {

/// The way from other threads into an event loop, shut for good when the loop has ended. Thread safe.
class LoopDoor {
 public:
  explicit LoopDoor(Executor executor) : executor_(std::move(executor)) {}

  /// Runs `job` on the loop's thread, soon; not at all when the door is shut.
  template <typename Job>
  void post(Job&& job) {
    const std::lock_guard lock(mutex_);
    if (open_) asio::post(executor_, std::forward<Job>(job));
  }
  /// Nothing comes through any more when it returns.
  void shut() {
    const std::lock_guard lock(mutex_);
    open_ = false;
  }

 private:
  Executor executor_;
  std::mutex mutex_;
  bool open_ = true;
};

/// Wakes a connection that waits. What it waits on is its own socket, so that it sees at the same time when
/// the client leaves. Whoever may ring holds the bell; it is muffled once the wait is over.
class Bell : public std::enable_shared_from_this<Bell> {
 public:
  /// REQUIRES: `socket` lives until muffle().
  Bell(std::shared_ptr<LoopDoor> door, Socket& socket) : door_(std::move(door)), socket_(&socket) {}

  /// Ends the present wait, or the next one at once. Thread safe.
  void ring();

  // The rest is for the connection's own thread.

  /// The same, at once.
  void ring_here();
  /// Waits until the bell was rung since the last time. False when the client has left instead.
  Awaitable<bool> wait();
  void muffle() { socket_ = nullptr; }

 private:
  enum class Peeked { kNothing, kMore, kEnd };
  [[nodiscard]] Peeked peek();

  const std::shared_ptr<LoopDoor> door_;
  Socket* socket_;
  std::atomic<bool> on_its_way_ = false;  ///< A ring was posted and has not arrived: others need not be.
  bool rung_ = false;
  bool waiting_ = false;
  bool more_came_ = false;  ///< The client has sent its next request: its end can be seen by an error only.
};

}  // namespace drape::http
