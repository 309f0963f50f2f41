#pragma once

#include <string>

#include "cli/reference.h"

namespace drape::cli {

/// The reference of the server's settings as Markdown (docs/configuration.md). `serve`: the command's.
[[nodiscard]] std::string settings_page(const CommandReference& serve);

}  // namespace drape::cli
