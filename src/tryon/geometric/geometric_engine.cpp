#include "tryon/geometric/geometric_engine.h"

#include <opencv2/imgproc.hpp>

#include "tryon/geometric/compose.h"
#include "tryon/geometric/garment_preparation.h"
#include "tryon/geometric/repair.h"
#include "tryon/geometric/requirements.h"
#include "tryon/geometric/self_check.h"
#include "tryon/geometric/work_area.h"

namespace drape::tryon::geometric {
namespace {

using garment::GarmentModel;
using person::PersonModel;

// Runs `work` as a stage and moves its value into `to`.
template <typename T, typename Work>
Status stage(StageContext& stages, std::string_view name, T& to, Work&& work) {
  auto result = stages.run(name, [&]() -> Result<T> { return work(); });
  if (!result) return fail(result.error());
  to = std::move(*result);
  return {};
}

// A garment photo much larger than the person is reduced first.
std::vector<GarmentModel> at_person_scale(std::span<const GarmentModel* const> garments,
                                          const PersonModel& person, const BodyShape& body) {
  std::vector<GarmentModel> out;
  for (const GarmentModel* garment : garments) {
    const GarmentModel even = with_even_sleeves(*garment);
    const float scale = fit_garment(person, body, even).scale;
    out.push_back(scale < 0.8F ? reduced(even, std::max(1.15F * scale, 0.05F)) : even);
  }
  return out;
}

std::vector<Worn> fit_all(const std::vector<GarmentModel>& garments, const PersonModel& person,
                          const BodyShape& body) {
  std::vector<Worn> worn;
  for (const GarmentModel& garment : garments) worn.push_back({fit_garment(person, body, garment), {}});
  return worn;
}

std::vector<Worn> lay_all(const std::vector<GarmentModel>& garments, std::vector<Worn> worn,
                          const PersonModel& person, const BodyShape& body) {
  for (std::size_t i = 0; i < worn.size(); ++i) {
    Cloth cloth = cut_cloth(garments[i], worn[i].fit, person, body);
    worn[i].dressed = lay_cloth(cloth, person.labels.size());
  }
  return worn;
}

std::vector<GarmentFit> fits_of(const std::vector<Worn>& worn) {
  std::vector<GarmentFit> fits;
  for (const Worn& w : worn) fits.push_back(w.fit);
  return fits;
}

struct Work {
  PersonModel person;
  PersonPlanes planes;
  BodyShape body;
  SkinTone tone;
  std::vector<GarmentModel> garments;
  std::vector<Worn> worn;
  Erased erased;
  Layers layers;
  Composed composed;
};

// The recipe.
Status dress(Work& work, std::span<const GarmentModel* const> garments, StageContext& stages) {
  Layers& layers = work.layers;
  const auto reveal = [&work] {
    return RevealInput{work.person, work.planes, work.body, work.worn.front().fit, work.tone, work.erased};
  };
  Status status;
  const auto step = [&](std::string_view name, auto& to, auto&& make) {
    if (status) status = stage(stages, name, to, make);
  };
  step("prepare", work.planes, [&] { return make_planes(work.person.image); });
  step("repair", work.person, [&] {
    repair_labels(work.person, work.planes);
    return std::move(work.person);
  });
  step("body", work.body, [&] { return measure_body(work.person); });
  step("scale", work.garments, [&] { return at_person_scale(garments, work.person, work.body); });
  step("fit", work.worn, [&] { return fit_all(work.garments, work.person, work.body); });
  step("warp", work.worn,
       [&] { return lay_all(work.garments, std::move(work.worn), work.person, work.body); });
  step("erase", work.erased, [&] { return find_erased(work.person, work.body, fits_of(work.worn)); });
  step("background", layers.background,
       [&] { return fill_background(work.person, work.planes, work.erased); });
  step("skin", work.tone, [&] { return measure_skin(work.person, work.planes, work.body); });
  step("reveal", layers.bare, [&] { return reveal_body(reveal()); });
  step("lower", layers.lower, [&] { return reveal_lower(reveal()); });
  step("light", layers.folds, [&] { return measure_folds(work.person, work.planes); });
  step("compose", work.composed, [&] {
    return compose(work.person, work.planes, work.erased, {work.body, layers, work.worn});
  });
  return status;
}

TryOnResult finish(const Work& work, const PersonModel& whole, cv::Rect area) {
  image::Image bytes;
  work.composed.picture.convertTo(bytes, CV_8U);
  TryOnResult result;
  result.image = whole.image.clone();
  result.changed = image::Mask::zeros(whole.image.size());
  bytes.copyTo(result.image(area), work.composed.touched);
  work.composed.touched.copyTo(result.changed(area));
  result.garment = image::Mask::zeros(whole.image.size());
  work.composed.visible_cloth.copyTo(result.garment(area));
  return result;
}

class GeometricEngine final : public TryOnEngine {
 public:
  std::string version() const override { return "geometric-1"; }

  Result<TryOnResult> run(const PersonModel& person, std::span<const GarmentModel* const> garments,
                          StageContext& stages) const override {
    const Result<std::vector<const GarmentModel*>> order = wearing_order(garments);
    if (!order) return fail(order.error());
    if (const Status status = require_dressable(person); !status) return fail(status.error());
    Work work;
    const cv::Rect area = work_area(person);
    work.person = cropped(person, area);
    if (const Status status = dress(work, *order, stages); !status) return fail(status.error());
    return stages.run("check", [&]() -> Result<TryOnResult> {
      TryOnResult result = finish(work, person, area);
      Result<std::vector<std::string>> warnings = self_check(work.person, work.worn, work.composed);
      if (!warnings) return fail(warnings.error());
      result.warnings = std::move(*warnings);
      return result;
    });
  }
};

}  // namespace

std::shared_ptr<const TryOnEngine> make_geometric_engine() {
  return std::make_shared<GeometricEngine>();
}

}  // namespace drape::tryon::geometric
