#include "tryon/wearer/take_from_wearer.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "person/analyse.h"
#include "tryon/geometric/person_requirements.h"
#include "tryon/wearer/worn_cloth.h"
#include "tryon/wearer/worn_landmarks.h"

namespace drape::tryon::wearer {
namespace {

using garment::GarmentModel;
using person::PersonModel;

constexpr float kHiddenMax = 0.25F;      // Of the garment: more cannot be made up.
constexpr double kLonePart = 0.03;       // Of the garment: smaller parts are crumbs of something else.
constexpr double kSmallestShare = 0.02;  // Of the picture: less is no garment that can be seen.

Error garment_hidden(std::string why) {
  Error error =
      Error::invalid("garment_hidden",
                     "Too much of the garment is covered by arms, hands or hair, or lies outside the "
                     "picture. Use a photo in which the arms hang beside the body.");
  error.internal_text.value = std::move(why);
  return error;
}

// Small pieces that were taken for the garment are something else; they would lead its outline astray.
void drop_crumbs(PersonModel& wearer) {
  const image::Mask cloth = geometric::mask_of(wearer.labels, {person::Label::kUpperClothes});
  cv::Mat1i component, stats;
  cv::Mat1d centres;
  const int count = cv::connectedComponentsWithStats(cloth, component, stats, centres, 4);
  image::Mask crumbs = cloth.clone();
  for (int i = 1; i < count; ++i) {
    if (stats(i, cv::CC_STAT_AREA) > kLonePart * cv::countNonZero(cloth)) crumbs.setTo(0, component == i);
  }
  wearer.labels.setTo(static_cast<unsigned char>(person::Label::kBackground), crumbs);
  wearer.matte.setTo(0, crumbs);
}

Status require_visible(const WornOutline& outline, const WornCloth& cloth) {
  if (cv::countNonZero(cloth.alpha > 0.5F) < kSmallestShare * static_cast<double>(cloth.alpha.total()))
    return fail(garment_hidden("hardly any cloth"));
  if (cloth.hidden_share > kHiddenMax)
    return fail(garment_hidden("hidden share " + std::to_string(cloth.hidden_share)));
  if (outline.sleeves[0] && !outline.sleeves[0]->whole && !outline.sleeves[1]->whole)
    return fail(garment_hidden("both arms are bent or hidden"));
  return {};
}

}  // namespace

Result<GarmentModel> take_from_wearer(const image::Image& photo, const vision::Vision& vision,
                                      StageContext& stages) {
  auto wearer = person::analyse_person(photo, vision, stages);
  if (!wearer) return fail(wearer.error());
  return stages.run("take from wearer", [&]() -> Result<GarmentModel> {
    if (const Status frontal = geometric::require_dressable(*wearer); !frontal) return fail(frontal.error());
    drop_crumbs(*wearer);
    const geometric::BodyShape body = geometric::measure_body(*wearer);
    const WornOutline outline = trace_worn_outline(*wearer, body);
    const WornCloth cloth = cut_worn_cloth(*wearer, outline);
    if (const Status visible = require_visible(outline, cloth); !visible) return fail(visible.error());
    return make_model(*wearer, outline, cloth);
  });
}

}  // namespace drape::tryon::wearer
