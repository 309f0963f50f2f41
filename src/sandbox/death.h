#pragma once

#include <string_view>

namespace drape::sandbox {

/// Why a child is no more.
enum class Death {
  kRetired,    ///< Ended when asked to: it had decoded its share.
  kTime,       ///< Killed over the budget of time, of the clock or of the processor.
  kForbidden,  ///< Killed by the kernel at a call that the sandbox does not allow.
  kCrashed,    ///< Ended itself: a fault, an abort (often for want of memory), or exit in the middle.
  kKilled,     ///< Killed by somebody else: the kernel out of memory, an operator.
  kConfused,   ///< Killed because what it said made no sense.
};

/// "retired", "time", ...: for logs and metrics.
[[nodiscard]] std::string_view to_string(Death death);

/// What is known of a child that has ended.
struct Obituary {
  Death death = Death::kRetired;
  int signal = 0;                ///< That ended it; 0: none did.
  int exit_code = 0;             ///< When no signal ended it.
  double processor_seconds = 0;  ///< Of its life.
};

}  // namespace drape::sandbox
