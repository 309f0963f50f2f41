#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace drape::webhook {

/// Listens on 127.0.0.1 and gives every connection the same answer after it has read the request's head.
class LoopbackReceiver {
 public:
  /// `silent`: says nothing, and keeps the connection open.
  explicit LoopbackReceiver(std::string answer, bool silent = false);
  ~LoopbackReceiver();

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] int connections() const { return connections_; }
  /// The heads of the requests so far.
  [[nodiscard]] std::vector<std::string> requests() const;
  /// How many bytes of answers the other side took.
  [[nodiscard]] std::size_t bytes_taken() const { return bytes_taken_; }

 private:
  void serve();
  void answer(int connection);

  const std::string answer_;
  const bool silent_;
  int listener_ = -1;
  int wake_[2] = {-1, -1};  ///< A pipe: its end wakes the thread for good.
  std::uint16_t port_ = 0;
  std::atomic<int> connections_ = 0;
  std::atomic<std::size_t> bytes_taken_ = 0;
  mutable std::mutex mutex_;
  std::vector<std::string> requests_;
  std::thread thread_;
};

}  // namespace drape::webhook
