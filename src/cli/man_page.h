#pragma once

#include <string>

#include "cli/reference.h"

namespace drape::cli {

/// The manual page drape(1) in the roff language (man macros).
[[nodiscard]] std::string man_page(const CommandReference& program, const std::string& version);

}  // namespace drape::cli
