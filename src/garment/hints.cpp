#include "garment/hints.h"

#include <array>

namespace drape::garment {

std::vector<Hints> all_hints() {
  constexpr std::array<std::optional<Category>, 6> kCategories = {
      std::nullopt, Category::kUpper, Category::kOuter, Category::kLower, Category::kSkirt, Category::kDress};
  constexpr std::array<std::optional<PhotoType>, 3> kPhotoTypes = {std::nullopt, PhotoType::kFlatLay,
                                                                   PhotoType::kModel};
  std::vector<Hints> all;
  for (const auto& category : kCategories) {
    for (const auto& photo_type : kPhotoTypes) all.push_back({category, photo_type});
  }
  return all;
}

std::string to_key(const Hints& hints) {
  std::string key;
  if (hints.category) key.append("/").append(to_string(*hints.category));
  if (hints.photo_type) key += *hints.photo_type == PhotoType::kModel ? "/model" : "/flat-lay";
  return key;
}

}  // namespace drape::garment
