#include "tryon/geometric/strip_lower.h"

#include <opencv2/imgproc.hpp>

#include "tryon/geometric/bare_legs.h"
#include "tryon/geometric/lower_compose.h"
#include "tryon/geometric/repair.h"
#include "tryon/geometric/work_area.h"

namespace drape::tryon::geometric {
namespace {

using person::Label;
using person::PersonModel;

DressedGarment no_garment(cv::Size size) {
  DressedGarment none;
  for (Layer& part : none.parts) part = {{}, image::Plane::zeros(size)};
  return none;
}

// What is left of the old garment's edge is sometimes taken for a bit of arm or hand.
void drop_limb_crumbs(image::LabelMap& labels) {
  constexpr double kCrumb = 0.1;  // Of the limb.
  for (const Label limb : {Label::kLeftArm, Label::kRightArm, Label::kLeftHand, Label::kRightHand}) {
    cv::Mat1i component, stats;
    cv::Mat1d centres;
    const image::Mask mask = mask_of(labels, {limb});
    const int count = cv::connectedComponentsWithStats(mask, component, stats, centres);
    for (int i = 1; i < count; ++i) {
      if (stats(i, cv::CC_STAT_AREA) < kCrumb * cv::countNonZero(mask))
        labels.setTo(static_cast<int>(Label::kBackground), component == i);
    }
  }
}

LowerComposed undress(PersonModel person, cv::Vec3f leg_tone) {
  const cv::Size size = person.labels.size();
  PersonPlanes planes = make_planes(person.image);
  repair_labels(person, planes);
  const LowerBody body = measure_lower_body(person);
  const LowerFit fit;
  const LowerScene scene{person, planes, body, fit, true};
  LowerLayers layers;
  layers.dressed = no_garment(size);
  layers.folds = image::Plane::ones(size);
  const Erased erased = find_erased_lower(scene, layers.dressed);
  layers.background = fill_background(person, planes, erased);
  layers.legs = reveal_legs(person, planes, body, leg_tone);
  drop_analysed(planes);
  LowerComposed bare = compose_lower(scene, erased, layers);
  drop_limb_crumbs(bare.labels);
  return bare;
}

}  // namespace

Status strip_lower(Dressing& dressing, StageContext& stages) {
  PersonModel& person = dressing.person;
  if (!person.waist.seen || person.waist.y.empty()) return {};
  return stages.run("strip", [&]() -> Status {
    const cv::Rect area = lower_area(person);
    const LowerComposed bare = undress(cropped(person, area), measure_leg_tone(person));
    image::Image bytes;
    bare.picture.convertTo(bytes, CV_8U);
    person.image = person.image.clone();
    bytes.copyTo(person.image(area), bare.touched);
    person.labels = person.labels.clone();
    bare.labels.copyTo(person.labels(area));
    person.matte = person.matte.clone();
    bare.matte.copyTo(person.matte(area));
    person.waist = {};
    dressing.changed(area) |= bare.touched;
    return {};
  });
}

}  // namespace drape::tryon::geometric
