#pragma once

#include <cstdint>

#include "base/result.h"

namespace drape::sandbox {

struct Confinement {
  std::int64_t memory_bytes = 0;  ///< Address space that may be taken over what is taken now.
};

/// Locks this process up for good, all its threads: no new file, no socket, no program, no process, no
/// writable file grows, no executable memory. What is open stays open. Fails with kInternal, saying what the
/// system does not offer; the process must not go on then. REQUIRES: everything that opens files (loaders,
/// modules) has been set up.
[[nodiscard]] Status confine(const Confinement& confinement);

/// Lives no longer than the parent's thread that started it, leaves no core, ignores the stop signals (the
/// parent decides when it ends), gives root up.
[[nodiscard]] Status detach_from_parent_rights();

}  // namespace drape::sandbox
