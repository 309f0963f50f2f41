#pragma once

#include <map>
#include <span>
#include <string_view>

namespace drape::eval {

/// Everything that is measured. Definitions and sources: docs/evaluation.md.
enum class Figure {
  kSsim,
  kMsSsim,
  kRegionSsim,
  kRegionLabError,
  kShareOfUnchanged,
  kSilhouetteIou,
  kColourDifference,
  kPrintFidelity,
  kSeam,
  kIdentityLargest,
  kIdentityMean,
  kFaceChange,
  kHairChange,
  kHandChange,
  kSecondsTotal,
  kSecondsEngine,
  kPeakMemory,
  kForegroundIou,
  kHeadIou,
  kArmsIou,
  kUpperIou,
  kLowerIou
};

/// Those that could be measured in a case.
using Figures = std::map<Figure, double>;

enum class Better { kHigher, kLower };
enum class FigureGroup { kPicture, kIdentity, kCost, kLabels };

struct FigureInfo {
  Figure figure;
  std::string_view key;         ///< In the report's JSON.
  std::string_view title;       ///< In its tables.
  std::string_view definition;  ///< One sentence.
  FigureGroup group;
  Better better;
  int decimals;
};

/// In the order of the tables.
[[nodiscard]] std::span<const FigureInfo> all_figures();
[[nodiscard]] const FigureInfo& info_of(Figure figure);
/// Null when there is no such key.
[[nodiscard]] const FigureInfo* find_figure(std::string_view key);

}  // namespace drape::eval
