#include "garment/analyse.h"

#include "garment/describe.h"
#include "garment/worn.h"

namespace drape::garment {
Error garment_worn() {
  return Error::invalid(
      std::string(kGarmentWorn),
      "The photo shows a person wearing the garment. Use a photo of the garment alone, laid flat or "
      "hung on a plain background.");
}

Result<GarmentModel> analyse_garment(const image::Image& image, const vision::Vision& vision,
                                     StageContext& stages, std::optional<Category> category) {
  const auto wearer = stages.run("garment_worn", [&] { return find_wearer(image, vision); });
  if (!wearer) return fail(wearer.error());
  if (*wearer && is_surely_worn(**wearer)) return fail(garment_worn());
  auto model = describe_garment(image, stages, &vision, category);
  if (!model && model.error().kind != ErrorKind::kInvalidInput) return model;
  const image::Mask cutout = model ? image::Mask(model->alpha > 0.5F) : image::Mask();
  if (*wearer && is_worn(**wearer, cutout)) return fail(garment_worn());
  return model;
}

}  // namespace drape::garment
