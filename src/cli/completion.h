#pragma once

#include <string>

#include "cli/reference.h"

namespace drape::cli {

/// A script that completes the program's commands, options and values, for bash's own `complete`.
[[nodiscard]] std::string bash_completion(const CommandReference& program);

/// The same for fish.
[[nodiscard]] std::string fish_completion(const CommandReference& program);

}  // namespace drape::cli
