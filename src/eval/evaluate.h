#pragma once

#include <functional>
#include <optional>

#include "eval/run_case.h"

namespace drape::eval {

struct EvaluationInput {
  std::vector<Case> cases;
  std::optional<std::filesystem::path> against;  ///< report.json of an earlier evaluation.
  /// Told after each case.
  std::function<void(const CaseReport&)> on_case;
};

/// Runs all cases and writes report.json, index.html and the pictures to the bench's folder. Where the
/// earlier report has its pictures beside it, its results are copied in. Fails when a file cannot be read or
/// written.
[[nodiscard]] Result<Report> evaluate(const EvaluationInput& input, const Bench& bench);

}  // namespace drape::eval
