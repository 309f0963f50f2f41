#include "tryon/garment_photo.h"

#include "garment/analyse.h"
#include "tryon/wearer/take_from_wearer.h"

namespace drape::tryon {

Result<garment::GarmentModel> analyse_garment_photo(const image::Image& photo, const vision::Vision& vision,
                                                    StageContext& stages) {
  auto model = garment::analyse_garment(photo, vision, stages);
  if (model || model.error().code != garment::kGarmentWorn) return model;
  return wearer::take_from_wearer(photo, vision, stages);
}

}  // namespace drape::tryon
