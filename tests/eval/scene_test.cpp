// What is shown to the methods and where they are measured.
#include "eval/scene.h"

#include <gtest/gtest.h>

#include "eval/fill.h"
#include "eval/naive_paste.h"
#include "pictures.h"

namespace drape::eval {
namespace {

using person::Label;

const cv::Size kSize(120, 160);
const cv::Rect kTorso(40, 50, 40, 60);
const cv::Vec3b kGrey(128, 128, 128);

/// A boxy person: head on torso on trousers, one hand on the torso.
person::PersonModel boxy_person() {
  person::PersonModel person;
  person.image = pattern(kSize.width, kSize.height);
  person.labels = image::LabelMap::zeros(kSize);
  const auto paint = [&](cv::Rect area, Label label) { person.labels(area) = static_cast<uchar>(label); };
  paint({50, 20, 20, 30}, Label::kFace);
  paint(kTorso, Label::kUpperClothes);
  paint({40, 110, 40, 40}, Label::kLowerClothes);
  paint({60, 90, 10, 10}, Label::kLeftHand);
  image::Mask(person.labels != static_cast<uchar>(Label::kBackground))
      .convertTo(person.matte, CV_32F, 1 / 255.0);
  person.torso = {{60, 55}, {60, 110}, {0, 1}, {1, 0}, 40, 55};
  return person;
}

garment::GarmentModel garment_of(garment::Category category) {
  garment::GarmentModel garment;
  garment.category = category;
  garment.box = {10, 20, 50, 60};
  garment.colour = plain({100, 100}, {250, 10, 10});
  garment.alpha = image::Plane::zeros(100, 100);
  garment.alpha(garment.box) = 1;
  return garment;
}

TrueLabels true_upper(cv::Rect area) {
  cv::Mat1b classes(kSize, static_cast<uchar>(TrueClass::kBackground));
  classes(area) = static_cast<uchar>(TrueClass::kUpper);
  return TrueLabels(classes);
}

struct ErasedScene {
  person::PersonModel person = boxy_person();
  garment::GarmentModel garment;
  std::vector<const garment::GarmentModel*> garments;
  std::optional<TrueLabels> labels;

  explicit ErasedScene(garment::Category category = garment::Category::kUpper)
      : garment(garment_of(category)) {
    garments.push_back(&garment);
  }
  [[nodiscard]] Scene make() const {
    TruthPhoto truth{person.image, labels, {}};
    return make_scene({person, garments, labels, truth, true});
  }
};

TEST(ErasedScene, shows_nothing_of_the_worn_garment) {
  const ErasedScene input;
  const Scene scene = input.make();
  const image::Mask worn = worn_area(input.person, input.garments);
  EXPECT_EQ(change_in(scene.given.image, plain(kSize, kGrey), worn).largest, 0);
  // Nor of its mixed border pixels, on the trousers and on the background.
  EXPECT_EQ(scene.given.image(111, 60), kGrey);
  EXPECT_EQ(scene.given.image(70, 38), filled(input.person.image, scene.erased)(70, 38));
}

TEST(ErasedScene, keeps_the_outline_where_the_analysis_saw_it) {
  const ErasedScene input;
  const Scene scene = input.make();
  const image::Mask background = area_of(input.person, {Label::kBackground});
  EXPECT_EQ(cv::countNonZero(area_of(scene.given, {Label::kBackground}) ^ background), 0);
}

TEST(ErasedScene, keeps_face_and_hands_and_all_that_is_farther_away) {
  const ErasedScene input;
  const Scene scene = input.make();
  const image::Mask kept = area_of(input.person, {Label::kFace, Label::kLeftHand});
  EXPECT_EQ(change_in(scene.given.image, input.person.image, kept).largest, 0);
  EXPECT_EQ(change_in(scene.given.image, input.person.image, scene.erased == 0).largest, 0);
  EXPECT_EQ(scene.given.image(70, 34), input.person.image(70, 34));
}

TEST(ErasedScene, labels_what_is_erased_as_the_old_garment) {
  const ErasedScene input;
  const Scene scene = input.make();
  const image::Mask upper = area_of(scene.given, {Label::kUpperClothes});
  const image::Mask on_person = scene.erased & ~area_of(input.person, {Label::kBackground});
  EXPECT_EQ(cv::countNonZero(upper ^ on_person), 0);
}

TEST(ErasedScene, does_not_touch_the_person_that_was_analysed) {
  const ErasedScene input;
  const Scene scene = input.make();
  EXPECT_EQ(change_in(input.person.image, pattern(kSize.width, kSize.height), everywhere(kSize)).largest, 0);
  EXPECT_EQ(input.person.labels(111, 60), static_cast<uchar>(Label::kLowerClothes));
}

TEST(ErasedScene, erases_what_the_true_labels_know_and_the_analysis_missed) {
  ErasedScene input;
  input.labels = true_upper({90, 60, 10, 20});
  const Scene scene = input.make();
  EXPECT_EQ(scene.given.image(70, 95), filled(input.person.image, scene.erased)(70, 95));
  EXPECT_NE(scene.given.image(70, 95), input.person.image(70, 95));
}

TEST(ErasedScene, erases_trousers_for_trousers) {
  const Scene scene = ErasedScene(garment::Category::kLower).make();
  EXPECT_EQ(scene.given.image(130, 60), kGrey);
  EXPECT_NE(scene.given.image(70, 60), kGrey);
}

TEST(SceneRegion, is_the_erased_area_united_with_the_true_garment) {
  ErasedScene input;
  input.labels = true_upper({90, 60, 10, 20});
  const Scene scene = input.make();
  EXPECT_EQ(cv::countNonZero(scene.region ^ (scene.erased | *scene.true_garment)), 0);
  EXPECT_EQ(cv::countNonZero(*scene.true_garment), 200);
}

TEST(SceneRegion, of_a_truth_without_labels_uses_its_analysis) {
  const person::PersonModel person = boxy_person();
  const garment::GarmentModel garment = garment_of(garment::Category::kUpper);
  const std::vector<const garment::GarmentModel*> garments = {&garment};
  const TruthPhoto truth{person.image, {}, rectangle(kSize, {5, 5, 10, 10})};
  const Scene scene = make_scene({person, garments, {}, truth, false});
  EXPECT_EQ(scene.region(7, 7), 255);
  EXPECT_EQ(scene.region(70, 60), 255);
  EXPECT_EQ(scene.region(5, 100), 0);
  EXPECT_TRUE(scene.erased.empty());
}

TEST(NaivePaste, scales_by_the_box_and_stays_in_its_silhouette) {
  const person::PersonModel person = boxy_person();
  const Pasted pasted = naive_paste(person.image, person, garment_of(garment::Category::kDress));
  // 1.5 shoulder widths of 40 pixels; the box's upper edge 10 pixels above the shoulders.
  const cv::Rect box = cv::boundingRect(pasted.garment);
  EXPECT_NEAR(box.width, 60, 2);
  EXPECT_NEAR(box.y, 45, 1);
  EXPECT_NEAR(box.x + box.width / 2.0, 60, 1.5);
  EXPECT_EQ(pasted.picture(80, 60), cv::Vec3b(250, 10, 10));
  EXPECT_EQ(pasted.picture(10, 10), person.image(10, 10));
}

TEST(Filled, continues_a_plain_ground_and_leaves_the_rest_alone) {
  const image::Image ground = plain(kSize, {200, 120, 40});
  image::Image holed = ground.clone();
  holed(kTorso) = cv::Vec3b(0, 255, 0);
  EXPECT_LE(change_in(filled(holed, rectangle(kSize, kTorso)), ground, everywhere(kSize)).largest, 1);
}

TEST(Filled, runs_smoothly_from_one_side_to_the_other) {
  image::Image ramp(kSize);
  for (int x = 0; x < ramp.cols; ++x) ramp.col(x) = cv::Vec3b::all(static_cast<uchar>(2 * x));
  const image::Image result = filled(ramp, rectangle(kSize, kTorso));
  EXPECT_LT(result(80, 45)[0], result(80, 60)[0]);
  EXPECT_LT(result(80, 60)[0], result(80, 75)[0]);
  EXPECT_NEAR(result(80, 60)[0], 120, 15);
}

}  // namespace
}  // namespace drape::eval
