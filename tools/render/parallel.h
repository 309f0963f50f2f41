#pragma once

#include <functional>

namespace drape::render {

/// Calls `work(i)` for 0 <= i < count from `threads` threads in any order. Results must not depend on the
/// order.
void for_each_index(int count, int threads, const std::function<void(int)>& work);

}  // namespace drape::render
