#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <vector>

#include "webhook/sender.h"

namespace drape::fakes {

/// Keeps what was to be sent; answers 200, or what a test says. Thread safe.
class FakeSender final : public webhook::Sender {
 public:
  using Answer = std::function<webhook::Outcome(const webhook::Request&, const std::stop_token&)>;
  Answer answer = [](const webhook::Request&, const std::stop_token&) { return status(200); };

  static webhook::Outcome status(int code) { return {code, {}, std::nullopt, {}}; }

  [[nodiscard]] webhook::Outcome send(const webhook::Request& request,
                                      const std::stop_token& stop) const override {
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(request);
    }
    changed_.notify_all();
    return answer(request, stop);
  }

  [[nodiscard]] std::vector<webhook::Request> requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
  }
  void wait_for_requests(std::size_t count) const {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return requests_.size() >= count; });
  }

 private:
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  mutable std::vector<webhook::Request> requests_;
};

}  // namespace drape::fakes
