#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <optional>

#include "base/result.h"
#include "store/task_queue.h"

namespace drape::service {

/// A note on the disk of the task whose own thread was struck by a fatal signal (SIGSEGV, SIGBUS, SIGFPE,
/// SIGILL, SIGABRT) when the process died: the proof that its input, and not a neighbour's or an operator's
/// kill -9, is to blame. The note names the lease, so that one that was acted upon already says nothing.
class CrashNote {
 public:
  /// Marks the calling thread, and those that it has work side by side (side_by_side), as computing this
  /// task. Gives it a stack of its own for the signal's handler, so that an overflow of the thread's stack is
  /// noted too. REQUIRES: no other one in this thread.
  class Scope {
   public:
    explicit Scope(const store::Lease& lease);
    ~Scope();
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

   private:
    static constexpr std::size_t kStackBytes = 64UL << 10;
    bool own_stack_ = false;
    std::array<std::byte, kStackBytes> stack_;  ///< At the far end of the thread's own stack.
  };

  /// The note that an earlier process left in this file; none when there is no file or no note.
  [[nodiscard]] static std::optional<store::Lease> read(const std::filesystem::path& file);
  /// From now on fatal signals in marked threads leave a note there; they end the process as before. Once in
  /// a process. Fails with kInternal.
  [[nodiscard]] static Status install(const std::filesystem::path& file);
};

}  // namespace drape::service
