#include "garment/garment_model.h"

namespace drape::garment {

std::string_view to_string(Category category) {
  switch (category) {
    case Category::kUpper:
      return "upper";
    case Category::kOuter:
      return "outer";
    case Category::kLower:
      return "lower";
    case Category::kSkirt:
      return "skirt";
    case Category::kDress:
      return "dress";
  }
  return "upper";
}

float LowerLandmarks::hem_y() const {
  if (legs)
    return (side[0].back().y + side[1].back().y + legs->inner[0].back().y + legs->inner[1].back().y) / 4;
  return hem[hem.size() / 2].y;
}

float LowerLandmarks::waist_y() const {
  return waistband[waistband.size() / 2].y;
}

}  // namespace drape::garment
