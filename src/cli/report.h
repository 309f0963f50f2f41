#pragma once

#include <iosfwd>
#include <string_view>

#include "base/error.h"
#include "base/stage.h"

namespace drape::cli {

/// Is this stream a terminal that a person looks at?
[[nodiscard]] bool is_terminal(int file_descriptor);

/// "drape: <sentence> [code]" on standard error, with the internal text when there is one: the person at the
/// command line is the operator.
void print_error(const Error& error);

/// A listener that shows the running stage on standard error when that is a terminal, and nothing else.
[[nodiscard]] StageContext::Listener stage_progress();

/// Removes what `stage_progress` left on the line.
void clear_progress();

}  // namespace drape::cli
