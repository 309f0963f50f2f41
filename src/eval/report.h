#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/stage.h"
#include "eval/figure.h"
#include "eval/measure.h"

namespace drape::eval {

/// Why a case has no picture.
struct Refusal {
  std::string stage;  ///< "person", "garment 1" or "engine".
  std::string code;
  std::string text;
};

/// A picture of the report: what it shows, and its path relative to the report's folder.
struct ReportPicture {
  std::string role;  ///< "person", "garment", "given", "result", "truth", "mask", "labels", "naive".
  std::string file;
};

struct CaseReport {
  std::string name;
  std::string kind;
  std::string category;  ///< Of the garments as recognised, joined by " + "; empty when not reached.
  bool erased = false;
  std::optional<Refusal> refusal;
  Figures figures;                           ///< Of the engine.
  std::map<std::string, Figures> baselines;  ///< "naive", "erased", "unchanged", "truth".
  std::optional<Identity> identity;
  std::vector<StageTime> stages;
  std::vector<std::string> warnings;
  std::string pixels;  ///< Hash of the result's pixels: equal for equal results.
  std::vector<ReportPicture> pictures;
};

struct Report {
  std::string engine;  ///< Its version.
  bool erase = false;
  std::vector<CaseReport> cases;
};

/// FNV-1a, 64 bits, over size and pixels, as 16 hexadecimal digits.
[[nodiscard]] std::string pixel_hash(const image::Image& image);

}  // namespace drape::eval
