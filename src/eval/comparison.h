#pragma once

#include <optional>
#include <string>

#include "eval/report.h"
#include "eval/summary.h"

namespace drape::eval {

/// An earlier report, looked up by case and kind.
class Comparison {
 public:
  explicit Comparison(Report before);

  [[nodiscard]] const Report& report() const { return before_; }
  /// Null when the earlier report has no such case or kind.
  [[nodiscard]] const CaseReport* find_case(const std::string& name) const;
  [[nodiscard]] const KindSummary* find_kind(const std::string& kind) const;

 private:
  Report before_;
  std::vector<KindSummary> kinds_;
};

/// Now minus before; nothing when one of them is missing.
[[nodiscard]] std::optional<double> difference(const Figures& now, const Figures& before, Figure figure);
[[nodiscard]] std::optional<double> difference(const std::map<Figure, Mean>& now,
                                               const std::map<Figure, Mean>& before, Figure figure);

/// -1 worse, 0 the same when shown with the figure's decimals, 1 better.
[[nodiscard]] int judged(Figure figure, double difference);

}  // namespace drape::eval
