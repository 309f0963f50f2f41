// Jackets over what is worn, and dresses in place of it.
#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "flat_pictures.h"
#include "tryon/geometric/geometric_engine.h"

namespace drape::tryon::geometric {
namespace {

using garment::Category;
using garment::GarmentModel;
using person::Label;
using person::PersonModel;
using test::FlatGarmentSpec;

Result<TryOnResult> dress(const PersonModel& person, std::vector<const GarmentModel*> garments) {
  StageContext stages;
  return make_geometric_engine()->run(person, garments, stages);
}

double distance(cv::Vec3b a, cv::Vec3b b) {
  return cv::norm(cv::Vec3d(a) - cv::Vec3d(b));
}

// The flat garment with long sleeves, its fronts 60 pixels apart.
GarmentModel open_jacket() {
  GarmentModel jacket =
      test::flat_garment({.sleeves = FlatGarmentSpec::Sleeves::kLong, .colour = {40, 40, 200}});
  jacket.category = Category::kOuter;
  jacket.alpha(cv::Rect(170, 80, 60, 400)).setTo(0);
  return jacket;
}

// The flat garment without sleeves, continued to twice its length.
GarmentModel flat_dress() {
  GarmentModel garment =
      test::flat_garment({.sleeves = FlatGarmentSpec::Sleeves::kNone, .colour = {200, 40, 120}});
  garment.category = Category::kDress;
  const int below = 330;
  cv::copyMakeBorder(garment.colour, garment.colour, 0, below, 0, 0, cv::BORDER_REPLICATE);
  cv::copyMakeBorder(garment.alpha, garment.alpha, 0, below, 0, 0, cv::BORDER_CONSTANT, 0);
  const std::vector<std::vector<cv::Point>> skirt{{{129, 425}, {270, 425}, {300, 760}, {99, 760}}};
  cv::fillPoly(garment.alpha, skirt, 1.0);
  garment.box = cv::boundingRect(image::Mask(garment.alpha > 0.5F));
  garment.upper->hem_y = 760;
  for (float y = 450; y < 760; y += 60) {
    const float outward = 30 * (y - 425) / 335;
    garment.upper->sides.push_back({y, 129 - outward, 270 + outward});
  }
  return garment;
}

TEST(Jacket, shows_through_its_open_front_what_is_worn_under_it) {
  const PersonModel person = test::flat_person({.scale = 2});
  const GarmentModel jacket = open_jacket();
  const auto result = dress(person, {&jacket});
  ASSERT_TRUE(result) << result.error().internal_text.value;
  const cv::Rect gap(376, 350, 16, 150);
  image::Image differs;
  cv::absdiff(result->image(gap), person.image(gap), differs);
  double largest = 0;
  cv::minMaxIdx(differs.reshape(1), nullptr, &largest);
  EXPECT_LT(largest, 90) << "at most a shadow";
  EXPECT_LT(distance(result->image(450, 384), person.image(450, 384)), 60);
  EXPECT_LT(distance(result->image(450, 320), jacket.colour(0, 0)), 60);
  EXPECT_LT(distance(result->image(450, 448), jacket.colour(0, 0)), 60);
}

TEST(Jacket, whose_sleeves_merge_with_its_body_in_a_snapshot_is_refused) {
  GarmentModel jacket = open_jacket();
  jacket.upper->sleeves = {};
  EXPECT_TRUE(dress(test::flat_person({.scale = 2}), {&jacket})) << "a vest in a product photo";
  jacket.upper->sleeves_hidden = true;
  const auto result = dress(test::flat_person({.scale = 2}), {&jacket});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, "unsupported_garment");
}

TEST(Jacket, goes_over_a_new_top_that_shows_through_its_open_front) {
  const GarmentModel jacket = open_jacket();
  const GarmentModel shirt = test::flat_garment({.colour = {200, 40, 40}});
  const auto result = dress(test::flat_person({.scale = 2}), {&jacket, &shirt});
  ASSERT_TRUE(result) << result.error().internal_text.value;
  EXPECT_LT(distance(result->image(450, 384), shirt.colour(0, 0)), 60);
  EXPECT_LT(distance(result->image(450, 320), jacket.colour(0, 0)), 60);
}

TEST(Jacket, leaves_no_old_sleeve_beside_it) {
  const PersonModel person = test::flat_person({.scale = 2, .sleeve = 1});
  const GarmentModel jacket = open_jacket();
  const auto result = dress(person, {&jacket});
  ASSERT_TRUE(result) << result.error().internal_text.value;
  int left_over = 0;
  for (int y = 0; y < person.labels.rows; ++y) {
    for (int x = 0; x < 270; ++x) left_over += distance(result->image(y, x), {40, 130, 60}) < 40 ? 1 : 0;
  }
  EXPECT_LT(left_over, 20);
}

TEST(Dress, takes_the_place_of_top_and_trousers) {
  const PersonModel person = test::flat_person({.scale = 2});
  const GarmentModel garment = flat_dress();
  const auto result = dress(person, {&garment});
  ASSERT_TRUE(result) << result.error().internal_text.value;
  for (const int y : {400, 560, 640, 760})
    EXPECT_LT(distance(result->image(y, 384), garment.colour(0, 0)), 70) << "row " << y;
  const image::Mask lower = person.labels == static_cast<int>(Label::kLowerClothes);
  int trousers = 0;
  for (int y = 0; y < lower.rows; ++y) {
    for (int x = 0; x < lower.cols; ++x)
      trousers += lower(y, x) && distance(result->image(y, x), test::kTrousers) < 30 ? 1 : 0;
  }
  EXPECT_LT(trousers, 0.01 * cv::countNonZero(lower));
}

TEST(Dress, changes_nothing_outside_the_region_that_it_reports) {
  const PersonModel person = test::flat_person({.scale = 2});
  const GarmentModel garment = flat_dress();
  const auto result = dress(person, {&garment});
  ASSERT_TRUE(result);
  image::Image differs;
  cv::absdiff(result->image, person.image, differs);
  differs.setTo(cv::Scalar::all(0), result->changed);
  EXPECT_EQ(cv::countNonZero(differs.reshape(1)), 0);
}

TEST(Dress, is_not_worn_with_trousers) {
  const GarmentModel garment = flat_dress();
  GarmentModel trousers = test::flat_garment();
  trousers.category = Category::kLower;
  trousers.lower.emplace();
  const auto result = dress(test::flat_person(), {&garment, &trousers});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, "unsupported_garment");
}

}  // namespace
}  // namespace drape::tryon::geometric
