#include "tryon/geometric/upper_recipe.h"

#include <array>
#include <span>
#include <string_view>
#include <utility>

#include "base/side_by_side.h"
#include "tryon/geometric/compose.h"
#include "tryon/geometric/ease_cloth.h"
#include "tryon/geometric/garment_preparation.h"
#include "tryon/geometric/outer_layer.h"
#include "tryon/geometric/repair.h"
#include "tryon/geometric/self_check.h"
#include "tryon/geometric/under_skirt.h"
#include "tryon/geometric/work_area.h"

namespace drape::tryon::geometric {
namespace {

using garment::GarmentModel;
using person::Label;
using person::PersonModel;

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

std::vector<GarmentFit> fit_all(const std::vector<GarmentModel>& garments, const PersonModel& person,
                                const BodyShape& body, bool may_tuck) {
  std::vector<GarmentFit> fits;
  for (const GarmentModel& garment : garments) fits.push_back(fit_garment(person, body, garment, may_tuck));
  return fits;
}

std::vector<Worn> lay_all(const std::vector<GarmentModel>& garments, const std::vector<GarmentFit>& fits,
                          const PersonModel& person, const BodyShape& body) {
  std::vector<Worn> worn;
  for (std::size_t i = 0; i < fits.size(); ++i) {
    Cloth cloth = cut_cloth(garments[i], fits[i], person, body);
    DressedGarment dressed = lay_cloth(cloth, person.labels.size());
    // A dress crosses the old edges where its skirt spreads, and a jacket is wider than what it is worn over.
    const bool may_shrink = !fits[i].is_dress && !fits[i].is_open;
    ease_onto_old_outline(person, fits[i], may_shrink, dressed);
    worn.push_back({fits[i], std::move(dressed)});
  }
  return worn;
}

struct Work {
  bool may_tuck = true;
  PersonModel person;
  image::Mask drawn;  ///< 255 where the picture is not the photo's any more.
  PersonPlanes planes;
  BodyShape body;
  SkinTone tone;
  std::vector<GarmentModel> garments;
  std::vector<GarmentFit> fits;
  std::vector<Worn> worn;
  Erased erased;
  Layers layers;
  Composed composed;
};

bool is_jacket(const Work& work) {
  return work.garments.front().category == garment::Category::kOuter;
}

// A jacket is put on over what is worn already.
Erased erased_under(const Work& work) {
  Erased erased = find_erased(work.person, work.body, work.fits);
  if (!is_jacket(work)) return erased;
  erased.kept = worn_under(work.person, work.worn.front());
  erased.hole.setTo(0, erased.kept);
  return erased;
}

// Runs stages one after the other until one fails.
class Steps {
 public:
  explicit Steps(StageContext& stages) : stages_(stages) {}

  template <typename T, typename Make>
  void operator()(std::string_view name, T& to, Make&& make) {
    if (status_) status_ = run_stage(stages_, name, to, make);
  }
  [[nodiscard]] Status status() const { return status_; }

 private:
  StageContext& stages_;
  Status status_;
};

// Who wears what, and how it sits.
Status measure(Work& work, std::span<const GarmentModel* const> garments, StageContext& stages) {
  Steps step(stages);
  step("prepare", work.planes, [&] { return make_planes(work.person.image); });
  step("repair", work.person, [&] {
    repair_labels(work.person, work.planes);
    return std::move(work.person);
  });
  step("body", work.body, [&] { return measure_body(work.person); });
  step("scale", work.garments, [&] { return at_person_scale(garments, work.person, work.body); });
  step("fit", work.fits, [&] { return fit_all(work.garments, work.person, work.body, work.may_tuck); });
  return step.status();
}

Status lay(Work& work, StageContext& stages) {
  Steps step(stages);
  step("warp", work.worn, [&] { return lay_all(work.garments, work.fits, work.person, work.body); });
  step("light", work.layers.folds, [&] { return measure_folds(work.person, work.planes); });
  return step.status();
}

// What comes to light where the old garment was.
Status uncover(Work& work, StageContext& stages) {
  Layers& layers = work.layers;
  const auto reveal = [&work] {
    return RevealInput{work.person, work.planes, work.body, work.fits.front(), work.tone, work.erased};
  };
  Steps step(stages);
  step("erase", work.erased, [&] { return erased_under(work); });
  step("background", layers.background,
       [&] { return fill_background(work.person, work.planes, work.erased); });
  step("skin", work.tone, [&] { return measure_skin(work.person, work.planes, work.body); });
  step("reveal", layers.bare, [&] { return reveal_body(reveal()); });
  step("lower", layers.lower, [&] { return reveal_lower(reveal()); });
  return step.status();
}

// Neither looks at what the other makes, but for a jacket, which decides what stays in sight under it.
Status lay_and_uncover(Work& work, StageContext& stages) {
  if (is_jacket(work)) {
    if (const Status laid = lay(work, stages); !laid) return laid;
    return uncover(work, stages);
  }
  Status laid, uncovered;
  side_by_side([&] { laid = lay(work, stages); }, [&] { uncovered = uncover(work, stages); });
  return laid ? uncovered : laid;
}

// The recipe.
Status dress(Work& work, std::span<const GarmentModel* const> garments, StageContext& stages) {
  if (const Status measured = measure(work, garments, stages); !measured) return measured;
  hide_hips_beside(work.person.labels, work.drawn, work.fits.front());
  uncover_forearms(work.person.labels, work.drawn, work.fits.front(), work.person);
  if (const Status ready = lay_and_uncover(work, stages); !ready) return ready;
  return run_stage(stages, "compose", work.composed, [&] {
    drop_analysed(work.planes);
    return compose(work.person, work.erased,
                   {work.body, std::move(work.planes), std::move(work.layers), work.worn});
  });
}

// Lays what was made of the work area back into the whole picture.
void finish(const Work& work, cv::Rect area, Dressing& dressing) {
  image::Image bytes;
  work.composed.picture.convertTo(bytes, CV_8U);
  PersonModel& person = dressing.person;
  person.image = person.image.clone();
  bytes.copyTo(person.image(area), work.composed.touched);
  person.labels = person.labels.clone();
  person.labels(area).setTo(static_cast<int>(Label::kUpperClothes), work.composed.visible_cloth);
  dressing.changed(area) |= work.composed.touched;
  image::Mask garment = dressing.garment(area);
  garment.setTo(0, work.composed.touched);
  garment.setTo(255, work.composed.visible_cloth);
}

}  // namespace

Status dress_upper(Dressing& dressing, const GarmentModel& garment, StageContext& stages) {
  Work work;
  work.may_tuck = !dressing.top_hangs_over;
  const bool with_skirt = garment.category == garment::Category::kDress;
  const cv::Rect area = with_skirt ? work_area_with_skirt(dressing.person) : work_area(dressing.person);
  work.person = cropped(dressing.person, area);
  work.drawn = dressing.changed(area);
  if (const Status status = dress(work, std::array{&garment}, stages); !status) return status;
  return stages.run("check", [&]() -> Status {
    finish(work, area, dressing);
    const auto warnings = self_check(work.person, work.worn, work.composed);
    if (!warnings) return fail(warnings.error());
    dressing.warnings.insert(dressing.warnings.end(), warnings->begin(), warnings->end());
    return {};
  });
}

}  // namespace drape::tryon::geometric
