#include "service/task_progress.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string_view>

namespace drape::service {
namespace {

/// The share of a part of the work that is done when a stage begins.
struct Mark {
  std::string_view stage;
  double share;
};

/// Loading, and the analysis of photos that are not in the cache.
constexpr std::array kAnalysis{
    Mark{"load", 0.0},          Mark{"decode_person", 0.02}, Mark{"find person", 0.05},
    Mark{"person mask", 0.2},   Mark{"person colours", 0.3}, Mark{"waist and sleeves", 0.45},
    Mark{"person labels", 0.5}, Mark{"matte", 0.7},          Mark{"full resolution", 0.95}};

/// Putting one garment on (the recipes of the geometric engine).
constexpr std::array kDressing{Mark{"prepare", 0.0},  Mark{"repair", 0.05},     Mark{"body", 0.15},
                               Mark{"scale", 0.2},    Mark{"fit", 0.25},        Mark{"warp", 0.3},
                               Mark{"erase", 0.4},    Mark{"background", 0.45}, Mark{"skin", 0.6},
                               Mark{"reveal", 0.65},  Mark{"lower", 0.75},      Mark{"light", 0.8},
                               Mark{"compose", 0.85}, Mark{"check", 0.98}};

constexpr std::string_view kFirstOfDressing = kDressing.front().stage;
constexpr std::string_view kEncode = "encode";
constexpr double kAnalysed = 0.5;  ///< The share of the whole that is done with the analysis,
constexpr double kDressed = 0.97;  ///< and with the dressing.

std::optional<double> mark(std::span<const Mark> marks, std::string_view stage) {
  const auto found = std::ranges::find(marks, stage, &Mark::stage);
  return found == marks.end() ? std::nullopt : std::optional(found->share);
}

}  // namespace

// A stage that is not known, of another engine perhaps, leaves the share as it was.
double TaskProgress::share(std::size_t number) const {
  double share = 0;
  std::size_t garment = 0;
  for (const std::string& stage : std::span(stages).first(number + 1)) {
    if (stage == kFirstOfDressing) ++garment;
    if (stage == kEncode) share = kDressed;
    if (const auto analysis = mark(kAnalysis, stage)) share = std::max(share, *analysis * kAnalysed);
    const auto dressing = mark(kDressing, stage);
    if (!dressing || garment == 0) continue;
    const double garments_on =
        (static_cast<double>(garment - 1) + *dressing) / static_cast<double>(std::max(garments, garment));
    share = std::max(share, kAnalysed + garments_on * (kDressed - kAnalysed));
  }
  return share;
}

}  // namespace drape::service
