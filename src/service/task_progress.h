#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace drape::service {

/// How far the computation of a task is.
struct TaskProgress {
  std::int64_t claim = 0;    ///< The fencing token of the attempt: grows with every attempt of the task.
  std::size_t garments = 1;  ///< That the task puts on.
  /// The stages that this attempt has begun, in their order. Person and garments are looked at side by side,
  /// so that the last is not always the only one that runs.
  std::vector<std::string> stages;

  /// The share of the work, 0..1, that is about done when the stage with this number (0: the first) begins.
  /// Never less than for the stage before it. REQUIRES: number < stages.size().
  [[nodiscard]] double share(std::size_t number) const;
};

}  // namespace drape::service
