#pragma once

#include <future>
#include <utility>

namespace drape {

/// Runs two functions at the same time, the first on a thread of its own, and returns when both have ended.
/// They must not write what the other one reads. An exception of either is thrown on; of two, the second's.
template <typename First, typename Second>
void side_by_side(First&& first, Second&& second) {
  std::future<void> other = std::async(std::launch::async, std::forward<First>(first));
  std::forward<Second>(second)();
  other.get();
}

}  // namespace drape
