#pragma once

#include <string>

#include "eval/comparison.h"
#include "eval/report.h"

namespace drape::eval {

/// The report as one page that shows the pictures beside it and needs nothing else. `before` may be null.
[[nodiscard]] std::string to_html(const Report& report, const Comparison* before);

}  // namespace drape::eval
