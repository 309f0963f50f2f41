#pragma once

#include <atomic>
#include <chrono>

#include "base/clock.h"

namespace drape::fakes {

/// A clock that only tests move. Thread safe.
class ManualClock final : public Clock {
 public:
  [[nodiscard]] Timestamp now() const override {
    return Timestamp(std::chrono::microseconds(now_us_.load()));
  }
  void advance(std::chrono::microseconds step) { now_us_ += step.count(); }

 private:
  std::atomic<std::int64_t> now_us_ = 1'767'225'600'000'000;  // 2026-01-01T00:00:00Z
};

}  // namespace drape::fakes
