#pragma once

#include <cstdint>

namespace drape {

/// For which task a thread computes, so that a fatal signal in it can be laid to that task's account. Written
/// and read by its own thread only, in signal handlers too.
struct ThreadMark {
  volatile std::int64_t task = 0;   ///< 0: the thread computes no task.
  volatile std::int64_t token = 0;  ///< Of the task's lease.
};

/// The mark of the calling thread. A thread that helps another one takes over its mark (side_by_side).
inline constinit thread_local ThreadMark thread_mark;

}  // namespace drape
