#include "tryon/geometric/lower_recipe.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "tryon/geometric/bare_legs.h"
#include "tryon/geometric/garment_preparation.h"
#include "tryon/geometric/light.h"
#include "tryon/geometric/lower_cloth.h"
#include "tryon/geometric/lower_compose.h"
#include "tryon/geometric/lower_repair.h"
#include "tryon/geometric/repair.h"
#include "tryon/geometric/work_area.h"

namespace drape::tryon::geometric {
namespace {

using garment::GarmentModel;
using person::Label;
using person::PersonModel;

constexpr double kFoldedMax = 0.04;        // Share of the triangles: more is crumpled cloth.
constexpr float kHangsBelowWaist = 0.16F;  // Torso lengths.

struct Work {
  PersonModel person;
  PersonPlanes planes;
  LowerBody body;
  GarmentModel garment;
  LowerFit fit;
  Erased erased;
  LowerLayers layers;
  LowerComposed composed;
};

// A garment photo much larger than the person is reduced first.
GarmentModel at_person_scale(const GarmentModel& garment, const LowerFit& fit) {
  const float scale = std::max(fit.across, fit.down);
  return scale < 0.8F ? reduced(garment, std::max(1.15F * scale, 0.05F)) : garment;
}

// The old lower garment's folds are read as those of a top are. Those of a skirt say nothing about trousers.
image::Plane folds_of_lower(const PersonModel& person, const PersonPlanes& planes, bool alike) {
  if (!alike) return {person.labels.size(), 1.0F};
  PersonModel swapped = person;
  swapped.labels = image::LabelMap(person.labels.size(), static_cast<unsigned char>(Label::kBackground));
  swapped.labels.setTo(static_cast<int>(Label::kUpperClothes),
                       mask_of(person.labels, {Label::kLowerClothes}));
  return measure_folds(swapped, planes);
}

// The recipe.
Status dress(Work& work, const GarmentModel& garment, bool over_top, cv::Vec3f leg_tone,
             StageContext& stages) {
  LowerLayers& layers = work.layers;
  const auto scene = [&] { return LowerScene{work.person, work.planes, work.body, work.fit, over_top}; };
  Status status;
  const auto step = [&](std::string_view name, auto& to, auto&& make) {
    if (status) status = run_stage(stages, name, to, make);
  };
  step("prepare", work.planes, [&] { return make_planes(work.person.image); });
  step("repair", work.person, [&] {
    const image::LabelMap before = work.person.labels;
    repair_labels(work.person, work.planes);
    repair_lower_labels(work.person, work.planes);
    if (!top_hangs_over(work.person)) drop_cloth_beside_arms(work.person, before);
    return std::move(work.person);
  });
  step("body", work.body, [&] { return measure_lower_body(work.person); });
  step("scale", work.garment,
       [&] { return at_person_scale(garment, fit_lower(work.person, work.body, garment, over_top)); });
  step("fit", work.fit, [&] { return fit_lower(work.person, work.body, work.garment, over_top); });
  step("warp", layers.dressed, [&] {
    Cloth cloth = cut_lower_cloth(work.garment, work.fit);
    return lay_cloth(cloth, work.person.labels.size());
  });
  step("erase", work.erased, [&] { return find_erased_lower(scene(), layers.dressed); });
  step("background", layers.background,
       [&] { return fill_background(work.person, work.planes, work.erased); });
  step("reveal", layers.legs, [&] { return reveal_legs(work.person, work.planes, work.body, leg_tone); });
  step("light", layers.folds, [&] {
    return folds_of_lower(work.person, work.planes,
                          work.body.legs_parted == work.garment.lower->legs.has_value());
  });
  step("compose", work.composed, [&] {
    drop_analysed(work.planes);
    return compose_lower(scene(), work.erased, layers);
  });
  return status;
}

Status check(const Work& work, std::vector<std::string>& warnings) {
  const DressedGarment& dressed = work.layers.dressed;
  const double folded = static_cast<double>(dressed.folded_triangles) / std::max(1, dressed.triangles);
  if (folded > kFoldedMax) {
    Error error =
        Error::invalid("result_not_acceptable",
                       "This garment could not be laid on this person well enough. Please try another photo "
                       "of the person, standing upright with the legs side by side.");
    error.internal_text = {"folded triangles: " + std::to_string(folded)};
    return fail(error);
  }
  if (folded > kFoldedMax / 4) warnings.emplace_back("folded_cloth");
  return {};
}

// Lays what was made of the work area back into the whole picture.
void finish(const Work& work, cv::Rect area, bool over_top, Dressing& dressing) {
  image::Image bytes;
  work.composed.picture.convertTo(bytes, CV_8U);
  PersonModel& person = dressing.person;
  person.image = person.image.clone();
  bytes.copyTo(person.image(area), work.composed.touched);
  person.labels = person.labels.clone();
  work.composed.labels.copyTo(person.labels(area));
  person.matte = person.matte.clone();
  work.composed.matte.copyTo(person.matte(area));
  dressing.changed(area) |= work.composed.touched;
  image::Mask garment = dressing.garment(area);
  garment.setTo(0, work.composed.touched);
  garment.setTo(255, work.composed.cloth);
  if (work.body.top_hangs_over && !over_top) return;
  dressing.top_hangs_over = work.body.top_hangs_over;
  // The waistband is the line between the two garments now; a top that hangs over it reaches lower.
  const float below = work.body.top_hangs_over ? kHangsBelowWaist * person.torso.length : 0;
  for (std::size_t x = 0; x < person.waist.y.size(); ++x) {
    const Polyline& line = work.fit.waistband;
    const cv::Point2f at(static_cast<float>(static_cast<int>(x) - area.x), 0);
    const auto next =
        std::upper_bound(line.begin(), line.end() - 1, at.x, [](float v, cv::Point2f p) { return v < p.x; });
    person.waist.y[x] = next->y + static_cast<float>(area.y) + below;
  }
}

}  // namespace

Status dress_lower(Dressing& dressing, const GarmentModel& garment, bool top_follows, StageContext& stages) {
  Work work;
  const cv::Rect area = lower_area(dressing.person);
  work.person = cropped(dressing.person, area);
  const cv::Vec3f tone = measure_leg_tone(dressing.person);
  if (const Status status = dress(work, garment, top_follows, tone, stages); !status) return status;
  return stages.run("check", [&]() -> Status {
    finish(work, area, top_follows, dressing);
    return check(work, dressing.warnings);
  });
}

}  // namespace drape::tryon::geometric
