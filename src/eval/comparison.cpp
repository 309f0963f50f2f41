#include "eval/comparison.h"

#include <algorithm>
#include <cmath>

namespace drape::eval {

Comparison::Comparison(Report before) : before_(std::move(before)), kinds_(summarise(before_)) {}

const CaseReport* Comparison::find_case(const std::string& name) const {
  const auto found = std::find_if(before_.cases.begin(), before_.cases.end(),
                                  [&](const CaseReport& one) { return one.name == name; });
  return found == before_.cases.end() ? nullptr : &*found;
}

const KindSummary* Comparison::find_kind(const std::string& kind) const {
  const auto found =
      std::find_if(kinds_.begin(), kinds_.end(), [&](const KindSummary& one) { return one.kind == kind; });
  return found == kinds_.end() ? nullptr : &*found;
}

std::optional<double> difference(const Figures& now, const Figures& before, Figure figure) {
  const auto a = now.find(figure);
  const auto b = before.find(figure);
  if (a == now.end() || b == before.end()) return std::nullopt;
  return a->second - b->second;
}

std::optional<double> difference(const std::map<Figure, Mean>& now, const std::map<Figure, Mean>& before,
                                 Figure figure) {
  const auto a = now.find(figure);
  const auto b = before.find(figure);
  if (a == now.end() || b == before.end()) return std::nullopt;
  return a->second.mean - b->second.mean;
}

int judged(Figure figure, double difference) {
  const FigureInfo& info = info_of(figure);
  if (std::abs(difference) < 0.5 * std::pow(10.0, -info.decimals)) return 0;
  const bool higher = difference > 0;
  return higher == (info.better == Better::kHigher) ? 1 : -1;
}

}  // namespace drape::eval
