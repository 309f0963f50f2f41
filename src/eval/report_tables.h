#pragma once

#include <string>
#include <vector>

#include "eval/comparison.h"
#include "eval/report.h"
#include "eval/summary.h"

namespace drape::eval {

// Parts of the report's page, as HTML. `before` may be null.

/// Means of the picture figures by kind, the engine beside the baselines.
[[nodiscard]] std::string picture_table(const std::vector<KindSummary>& kinds, const Comparison* before);

/// Means of one group of figures by kind, of the engine alone; empty when none was measured.
[[nodiscard]] std::string group_table(const std::vector<KindSummary>& kinds, FigureGroup group,
                                      const Comparison* before);

/// All figures of one case: the engine, its earlier self, the baselines.
[[nodiscard]] std::string case_table(const CaseReport& one, const CaseReport* before);

[[nodiscard]] std::string stage_table(const std::vector<StageTime>& stages);

[[nodiscard]] std::string refusal_table(const Report& report);

/// What became better and worse, case by case.
[[nodiscard]] std::string change_table(const Report& report, const Comparison& before);

}  // namespace drape::eval
