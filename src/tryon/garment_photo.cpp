#include "tryon/garment_photo.h"

#include "garment/analyse.h"
#include "garment/describe.h"
#include "tryon/wearer/take_from_wearer.h"

namespace drape::tryon {
namespace {

using garment::Category;
using garment::GarmentModel;
using garment::PhotoType;

Error nobody_wears_it() {
  return Error::invalid(
      std::string(garment::kPhotoTypeHintWrong),
      "Nobody is seen who wears the garment. Leave the photo type out, or choose flat-lay.");
}

/// What is taken from a wearer is the upper garment.
bool can_be_taken(std::optional<Category> category) {
  return !category || *category == Category::kUpper || *category == Category::kOuter;
}

Result<GarmentModel> take_worn(const image::Image& photo, const vision::Vision& vision, StageContext& stages,
                               const garment::Hints& hints) {
  if (!can_be_taken(hints.category)) return fail(garment::garment_worn());
  auto model = wearer::take_from_wearer(photo, vision, stages);
  if (!model && hints.photo_type && model.error().code == "no_person") return fail(nobody_wears_it());
  if (model && hints.category) {
    model->category = *hints.category;
    model->category_confidence = 1;
  }
  return model;
}

}  // namespace

Result<GarmentModel> analyse_garment_photo(const image::Image& photo, const vision::Vision& vision,
                                           StageContext& stages, const garment::Hints& hints) {
  if (hints.photo_type == PhotoType::kModel) return take_worn(photo, vision, stages, hints);
  if (hints.photo_type == PhotoType::kFlatLay) {
    return garment::describe_garment(photo, stages, &vision, hints.category);
  }
  auto model = garment::analyse_garment(photo, vision, stages, hints.category);
  if (model || model.error().code != garment::kGarmentWorn) return model;
  return take_worn(photo, vision, stages, hints);
}

}  // namespace drape::tryon
