#include "eval/worn_area.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "eval/fill.h"

namespace drape::eval {
namespace {

using garment::Category;
using person::Label;

const cv::Vec3b kGrey(128, 128, 128);
constexpr float kBorder = 0.012F;   // Shoulder widths.
constexpr float kBorderMin = 2.5F;  // Pixels.
constexpr float kPersonMatte = 0.5F;

struct BodyParts {
  bool upper = false;
  bool lower = false;
};

BodyParts covered_by(Garments garments) {
  BodyParts parts;
  for (const garment::GarmentModel* garment : garments) {
    const Category category = garment->category;
    parts.upper |=
        category == Category::kUpper || category == Category::kOuter || category == Category::kDress;
    parts.lower |=
        category == Category::kLower || category == Category::kSkirt || category == Category::kDress;
  }
  return parts;
}

image::Mask grown(const image::Mask& mask, float radius) {
  image::Plane distance;
  cv::distanceTransform(mask == 0, distance, cv::DIST_L2, cv::DIST_MASK_PRECISE);
  return distance <= radius;
}

}  // namespace

image::Mask area_of(const person::PersonModel& person, std::initializer_list<Label> labels) {
  image::Mask mask = image::Mask::zeros(person.labels.size());
  for (const Label label : labels) mask |= person.labels == static_cast<int>(label);
  return mask;
}

image::Mask worn_area(const person::PersonModel& person, Garments garments) {
  const BodyParts parts = covered_by(garments);
  image::Mask mask = image::Mask::zeros(person.labels.size());
  if (parts.upper) mask |= area_of(person, {Label::kUpperClothes});
  if (parts.lower) mask |= area_of(person, {Label::kLowerClothes});
  return mask;
}

image::Mask worn_area(const TrueLabels& labels, Garments garments) {
  const BodyParts parts = covered_by(garments);
  image::Mask mask = labels.of({TrueClass::kDress});
  if (parts.upper) mask |= labels.of({TrueClass::kUpper});
  if (parts.lower) mask |= labels.of({TrueClass::kLower});
  return mask;
}

image::Mask erased_area(const person::PersonModel& person, const image::Mask& worn) {
  const image::Mask kept = area_of(person, {Label::kFace, Label::kHair, Label::kLeftHand, Label::kRightHand});
  return worn | (grown(worn, std::max(kBorder * person.torso.shoulder_width, kBorderMin)) & ~kept);
}

person::PersonModel with_erased(const person::PersonModel& person, const image::Mask& area,
                                Garments garments) {
  person::PersonModel out = person;
  const image::Mask ground =
      area & area_of(person, {Label::kBackground}) & image::Mask(person.matte < kPersonMatte);
  out.image = filled(person.image, area);
  out.image.setTo(kGrey, area & ~ground);
  out.labels = person.labels.clone();
  const Label garment = covered_by(garments).upper ? Label::kUpperClothes : Label::kLowerClothes;
  out.labels.setTo(static_cast<int>(garment), area & ~ground & ~worn_area(person, garments));
  return out;
}

}  // namespace drape::eval
