#pragma once

#include <map>
#include <string>
#include <vector>

#include "eval/report.h"

namespace drape::eval {

struct Mean {
  double mean = 0;
  double median = 0;
  int count = 0;
};

/// Of all cases of one kind that have a picture.
struct KindSummary {
  std::string kind;
  int cases = 0;
  int refused = 0;
  std::map<Figure, Mean> engine;
  std::map<std::string, std::map<Figure, Mean>> baselines;
  int compared_with_naive = 0;  ///< Cases with a region figure of both.
  int better_than_naive = 0;    ///< Of them, those with the lower region Lab error.
};

/// One for each kind in order of appearance, then one for all, named "all".
[[nodiscard]] std::vector<KindSummary> summarise(const Report& report);

}  // namespace drape::eval
