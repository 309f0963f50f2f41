#include "eval/summary.h"

#include <algorithm>
#include <numeric>

namespace drape::eval {
namespace {

using Samples = std::map<Figure, std::vector<double>>;

void collect(const Figures& figures, Samples& samples) {
  for (const auto& [figure, value] : figures) samples[figure].push_back(value);
}

Mean mean_of(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  const double median = values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
  const double sum = std::accumulate(values.begin(), values.end(), 0.0);
  return {sum / static_cast<double>(values.size()), median, static_cast<int>(values.size())};
}

std::map<Figure, Mean> means_of(const Samples& samples) {
  std::map<Figure, Mean> means;
  for (const auto& [figure, values] : samples) means[figure] = mean_of(values);
  return means;
}

void compare_with_naive(const CaseReport& one, KindSummary& summary) {
  const auto naive = one.baselines.find("naive");
  const auto own = one.figures.find(Figure::kRegionLabError);
  if (naive == one.baselines.end() || own == one.figures.end()) return;
  const auto other = naive->second.find(Figure::kRegionLabError);
  if (other == naive->second.end()) return;
  ++summary.compared_with_naive;
  if (own->second < other->second) ++summary.better_than_naive;
}

KindSummary summarise_kind(const std::string& name, const std::vector<const CaseReport*>& cases) {
  KindSummary summary;
  summary.kind = name;
  Samples engine;
  std::map<std::string, Samples> baselines;
  for (const CaseReport* one : cases) {
    ++summary.cases;
    collect(one->figures, engine);  // A refused case may still have figures of its labels.
    if (one->refusal) {
      ++summary.refused;
      continue;
    }
    for (const auto& [method, figures] : one->baselines) collect(figures, baselines[method]);
    compare_with_naive(*one, summary);
  }
  summary.engine = means_of(engine);
  for (const auto& [method, samples] : baselines) summary.baselines[method] = means_of(samples);
  return summary;
}

}  // namespace

std::vector<KindSummary> summarise(const Report& report) {
  std::vector<std::string> kinds;
  std::vector<const CaseReport*> all;
  std::map<std::string, std::vector<const CaseReport*>> by_kind;
  for (const CaseReport& one : report.cases) {
    if (!by_kind.contains(one.kind)) kinds.push_back(one.kind);
    by_kind[one.kind].push_back(&one);
    all.push_back(&one);
  }
  std::vector<KindSummary> out;
  for (const std::string& kind : kinds) out.push_back(summarise_kind(kind, by_kind[kind]));
  out.push_back(summarise_kind("all", all));
  return out;
}

}  // namespace drape::eval
