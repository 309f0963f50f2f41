#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "eval/report.h"

namespace drape::eval {

/// The report with its summary as JSON, one object, keys in a fixed order (docs/evaluation.md).
[[nodiscard]] std::string to_json(const Report& report);

/// Reads what `to_json` wrote. Figures that this version does not know are skipped, so that reports of other
/// versions can be compared with. Fails when it is no such report.
[[nodiscard]] Result<Report> parse_report(std::string_view json);

}  // namespace drape::eval
