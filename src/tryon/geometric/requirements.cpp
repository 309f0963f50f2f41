#include "tryon/geometric/requirements.h"

#include <algorithm>

namespace drape::tryon::geometric {
namespace {

using garment::Category;
using garment::GarmentModel;

std::string plural_of(Category category) {
  switch (category) {
    case Category::kLower:
      return "Trousers and shorts";
    case Category::kSkirt:
      return "Skirts";
    case Category::kDress:
      return "Dresses";
    case Category::kUpper:
      return "Tops";
    case Category::kOuter:
      return "Jackets and coats";
  }
  return "Garments of this kind";
}

// From the skin outwards.
int layer_of(const GarmentModel& garment) {
  if (is_lower(garment)) return 0;
  return garment.category == Category::kOuter ? 2 : 1;
}

}  // namespace

bool is_lower(const GarmentModel& garment) {
  return garment.category == Category::kLower || garment.category == Category::kSkirt;
}

Status require_wearable(const GarmentModel& garment) {
  if (is_lower(garment) && !garment.lower) {
    return fail(
        Error::invalid("unsupported_garment",
                       "The shape of this garment could not be understood. Please use a photo in which it is "
                       "laid flat or hung up, seen from the front, with its legs side by side."));
  }
  if (!is_lower(garment) && !garment.upper) {
    return fail(Error::invalid("unsupported_garment",
                               "The shape of this garment could not be understood. Please use a photo of a "
                               "top laid flat or on a hanger, seen from the front."));
  }
  if (!is_lower(garment) && garment.upper->sleeves_hidden) {
    return fail(Error::invalid("unsupported_garment",
                               "The sleeves of this garment could not be told from its body. Please use a "
                               "photo in which they are spread away from the sides."));
  }
  if (!garment.frontal) {
    return fail(Error::invalid("garment_not_frontal",
                               "The garment is not seen straight from the front. Please use a "
                               "photo in which its two sides look alike."));
  }
  return {};
}

Result<std::vector<const GarmentModel*>> wearing_order(std::span<const GarmentModel* const> garments) {
  if (garments.empty()) return fail(Error::invalid("unsupported_garment", "There is no garment to try on."));
  for (const GarmentModel* garment : garments) {
    if (const Status status = require_wearable(*garment); !status) return fail(status.error());
  }
  std::vector<const GarmentModel*> order(garments.begin(), garments.end());
  std::stable_sort(order.begin(), order.end(),
                   [](const GarmentModel* a, const GarmentModel* b) { return layer_of(*a) < layer_of(*b); });
  for (std::size_t i = 1; i < order.size(); ++i) {
    if (is_lower(*order[i - 1]) && order[i]->category == Category::kDress) {
      return fail(Error::invalid(
          "unsupported_garment",
          "A dress cannot be worn together with trousers or a skirt. Please send one of them."));
    }
    if (layer_of(*order[i]) == layer_of(*order[i - 1])) {
      return fail(Error::invalid(
          "unsupported_garment",
          plural_of(order[i]->category) + ": only one can be worn at a time. Please send one of them."));
    }
  }
  return order;
}

}  // namespace drape::tryon::geometric
