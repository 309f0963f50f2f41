#pragma once

#include <vector>

#include "tryon/geometric/cloth.h"
#include "tryon/geometric/fit.h"

namespace drape::tryon::geometric {

/// One garment with its place; the innermost comes first.
struct Worn {
  GarmentFit fit;
  DressedGarment dressed;
};

}  // namespace drape::tryon::geometric
