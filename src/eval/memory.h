#pragma once

namespace drape::eval {

/// Lets the peak begin anew at the present size, where the system allows it (Linux: /proc/self/clear_refs).
void reset_peak_memory();

/// Largest resident size of the process since the last reset, MiB; since its start where it cannot be reset;
/// 0 where the system does not tell.
[[nodiscard]] double peak_memory_mb();

}  // namespace drape::eval
