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

}  // namespace drape::garment
