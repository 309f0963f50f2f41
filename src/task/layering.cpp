#include "task/layering.h"

#include <algorithm>

namespace drape::task {

std::string_view message(LayeringConflict conflict) {
  switch (conflict) {
    case LayeringConflict::kTwoBottoms:
      return "Two bottoms cannot be worn together. Choose one of them.";
    case LayeringConflict::kDressWithBottom:
      return "A dress cannot be worn together with a bottom. Choose one of them.";
    case LayeringConflict::kTwoDresses:
      return "Two dresses cannot be worn together. Choose one of them.";
  }
  return {};
}

std::optional<LayeringConflict> layering_conflict(std::span<const GarmentCategory> garments) {
  const auto dresses = std::count(garments.begin(), garments.end(), GarmentCategory::kDress);
  const auto bottoms = std::count(garments.begin(), garments.end(), GarmentCategory::kLower) +
                       std::count(garments.begin(), garments.end(), GarmentCategory::kSkirt);
  if (bottoms > 1) return LayeringConflict::kTwoBottoms;
  if (dresses > 0 && bottoms > 0) return LayeringConflict::kDressWithBottom;
  if (dresses > 1) return LayeringConflict::kTwoDresses;
  return std::nullopt;
}

}  // namespace drape::task
