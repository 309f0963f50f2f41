#include "garment/analyse.h"

#include "garment/describe.h"
#include "garment/worn.h"

namespace drape::garment {
namespace {

Error garment_worn() {
  return Error::invalid(
      std::string(kGarmentWorn),
      "The photo shows a person wearing the garment. Use a photo of the garment alone, laid flat or "
      "hung on a plain background.");
}

}  // namespace

Result<GarmentModel> analyse_garment(const image::Image& image, const vision::Vision& vision,
                                     StageContext& stages) {
  auto model = describe_garment(image, stages, &vision);
  if (!model && model.error().kind != ErrorKind::kInvalidInput) return model;
  const auto worn = stages.run("garment_worn", [&] {
    return is_worn(image, model ? image::Mask(model->alpha > 0.5F) : image::Mask(), vision);
  });
  if (!worn) return fail(worn.error());
  if (*worn) return fail(garment_worn());
  return model;
}

}  // namespace drape::garment
