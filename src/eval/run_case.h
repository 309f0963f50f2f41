#pragma once

#include <filesystem>
#include <memory>

#include "base/result.h"
#include "eval/case.h"
#include "eval/report.h"
#include "tryon/engine.h"
#include "vision/vision.h"

namespace drape::eval {

/// What runs, and where its pictures go.
struct Bench {
  const vision::Vision& vision;
  const tryon::TryOnEngine& engine;
  std::filesystem::path out;  ///< The report's folder.
  bool erase = false;         ///< Erase the garment from the photo of a paired case.
  int person_side_max = 2048;
  int garment_side_max = 1536;
};

/// Runs and measures one case and writes its pictures to out/cases/NAME. A refusal of the product is a
/// result; fails only when a file cannot be read or written.
[[nodiscard]] Result<CaseReport> run_case(const Case& one, const Bench& bench);

}  // namespace drape::eval
