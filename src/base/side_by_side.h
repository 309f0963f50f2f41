#pragma once

#include <cstdint>
#include <future>

#include "base/thread_mark.h"

namespace drape {

/// Runs two functions at the same time, the first on a thread of its own, which computes for the same task as
/// the calling one, and returns when both have ended. They must not write what the other one reads. An
/// exception of either is thrown on; of two, the second's.
template <typename First, typename Second>
void side_by_side(First&& first, Second&& second) {
  const std::int64_t task = thread_mark.task;
  const std::int64_t token = thread_mark.token;
  std::future<void> other = std::async(std::launch::async, [&] {
    thread_mark.token = token;
    thread_mark.task = task;
    first();
  });
  second();
  other.get();
}

}  // namespace drape
