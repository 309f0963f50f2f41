#include "tryon/geometric/robust_offsets.h"

#include <cmath>
#include <opencv2/core.hpp>

namespace drape::tryon::geometric {

std::vector<float> robust_offsets(const std::vector<Observation>& observed, float tolerance) {
  const int n = static_cast<int>(observed.size());
  cv::Mat1d bending = cv::Mat1d::zeros(n, n);
  for (int i = 1; i + 1 < n; ++i) {
    const cv::Mat1d d = (cv::Mat1d(1, 3) << 1, -2, 1);
    cv::Mat1d block = bending(cv::Rect(i - 1, i - 1, 3, 3));
    block += 60 * (d.t() * d);
  }
  std::vector<float> offsets(observed.size(), 0);
  std::vector<double> weights;
  for (const Observation& o : observed) weights.push_back(o.weight);
  for (int round = 0; round < 3; ++round) {
    cv::Mat1d system = bending.clone();
    cv::Mat1d right(n, 1);
    for (int i = 0; i < n; ++i) {
      const auto k = static_cast<std::size_t>(i);
      system(i, i) += weights[k] + 0.02;
      right(i) = weights[k] * observed[k].offset;
    }
    cv::Mat1d solution;
    cv::solve(system, right, solution, cv::DECOMP_CHOLESKY);
    for (int i = 0; i < n; ++i) {
      const auto k = static_cast<std::size_t>(i);
      offsets[k] = static_cast<float>(solution(i));
      const double miss = std::abs(offsets[k] - observed[k].offset) / tolerance;
      weights[k] = observed[k].weight / (1 + miss * miss);
    }
  }
  return offsets;
}

}  // namespace drape::tryon::geometric
