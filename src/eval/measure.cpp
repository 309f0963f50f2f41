#include "eval/measure.h"

#include "eval/colour_difference.h"
#include "eval/garment_surface.h"
#include "eval/lab_error.h"
#include "eval/print_fidelity.h"
#include "eval/silhouette.h"
#include "eval/ssim.h"

namespace drape::eval {
namespace {

using person::Label;

void put(Figures& figures, Figure figure, std::optional<double> value) {
  if (value) figures[figure] = *value;
}

void measure_likeness(const Scene& scene, const Outcome& outcome, Figures& figures) {
  const image::Image& truth = *scene.truth;
  figures[Figure::kSsim] = ssim(outcome.picture, truth);
  put(figures, Figure::kMsSsim, ms_ssim(outcome.picture, truth));
  put(figures, Figure::kRegionSsim, ssim_in(outcome.picture, truth, scene.region));
  put(figures, Figure::kRegionLabError, mean_lab_error(outcome.picture, truth, scene.region));
}

void measure_surface(const Scene& scene, const Outcome& outcome, Figures& figures) {
  const garment::GarmentModel& garment = *scene.garments.front();
  const image::Mask photo_side = worn_side(garment);
  put(figures, Figure::kColourDifference,
      colour_difference({garment.colour, photo_side}, {outcome.picture, outcome.garment}));
  put(figures, Figure::kPrintFidelity,
      print_fidelity({garment.colour, photo_side, body_of(garment)},
                     {outcome.picture, outcome.garment, expected_place(garment, scene.person.torso)}));
}

void put_change(Figures& figures, Figure figure, const Change& change) {
  if (change.pixels > 0) figures[figure] = change.mean;
}

}  // namespace

Figures measure_picture(const Scene& scene, const Outcome& outcome) {
  Figures figures;
  if (scene.truth) measure_likeness(scene, outcome, figures);
  if (outcome.garment.empty()) return figures;
  if (scene.true_garment) {
    put(figures, Figure::kSilhouetteIou, intersection_over_union(outcome.garment, *scene.true_garment));
  }
  if (scene.garments.size() == 1) measure_surface(scene, outcome, figures);
  return figures;
}

Identity measure_identity(const Scene& scene, const image::Image& picture, const image::Mask& changed) {
  const image::Mask untouched = changed == 0;
  // By the labels that the method was given: what was erased belongs to none of the parts.
  const image::Mask face = area_of(scene.given, {Label::kFace});
  const image::Mask hair = area_of(scene.given, {Label::kHair});
  const image::Mask hands = area_of(scene.given, {Label::kLeftHand, Label::kRightHand});
  const image::Mask background = area_of(scene.given, {Label::kBackground});
  const auto change = [&](const image::Mask& region) {
    return change_in(scene.given.image, picture, region);
  };
  Identity identity;
  identity.outside = change(untouched);
  identity.face = change(face & untouched);
  identity.hair = change(hair & untouched);
  identity.hands = change(hands & untouched);
  identity.background = change(background & untouched);
  identity.whole_face = change(face);
  identity.whole_hair = change(hair);
  identity.whole_hands = change(hands);
  return identity;
}

Figures figures_of(const Identity& identity) {
  Figures figures;
  figures[Figure::kIdentityLargest] = identity.outside.largest;
  figures[Figure::kIdentityMean] = identity.outside.mean;
  put_change(figures, Figure::kFaceChange, identity.whole_face);
  put_change(figures, Figure::kHairChange, identity.whole_hair);
  put_change(figures, Figure::kHandChange, identity.whole_hands);
  return figures;
}

Figures measure_labels(const person::PersonModel& person, const TrueLabels& truth) {
  Figures figures;
  const auto compare = [&](Figure figure, std::initializer_list<Label> labels,
                           std::initializer_list<TrueClass> classes) {
    const image::Mask true_area = truth.of(classes);
    if (cv::countNonZero(true_area) == 0) return;
    put(figures, figure, intersection_over_union(area_of(person, labels), true_area));
  };
  put(figures, Figure::kForegroundIou,
      intersection_over_union(~area_of(person, {Label::kBackground}), ~truth.of({TrueClass::kBackground})));
  compare(Figure::kHeadIou, {Label::kHair, Label::kFace, Label::kNeck}, {TrueClass::kHead});
  compare(Figure::kArmsIou, {Label::kLeftArm, Label::kRightArm, Label::kLeftHand, Label::kRightHand},
          {TrueClass::kArms});
  compare(Figure::kUpperIou, {Label::kUpperClothes}, {TrueClass::kUpper});
  compare(Figure::kLowerIou, {Label::kLowerClothes}, {TrueClass::kLower});
  return figures;
}

}  // namespace drape::eval
