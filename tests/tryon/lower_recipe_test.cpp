#include <gtest/gtest.h>

#include <map>
#include <opencv2/imgproc.hpp>

#include "flat_pictures.h"
#include "tryon/geometric/geometric_engine.h"

namespace drape::tryon::geometric {
namespace {

using garment::GarmentModel;
using person::Label;
using person::PersonModel;
using test::FlatLower;

constexpr float kScale = 2;
const cv::Vec3b kOchre{190, 150, 40};

Result<TryOnResult> dress(const PersonModel& person, std::vector<const GarmentModel*> garments) {
  StageContext stages;
  return make_geometric_engine()->run(person, garments, stages);
}

const PersonModel& standing() {
  static const PersonModel person = test::flat_standing_person({.scale = kScale});
  return person;
}

// Every kind is dressed once.
const TryOnResult& dressed(FlatLower kind) {
  static std::map<FlatLower, TryOnResult> made;
  const auto known = made.find(kind);
  if (known != made.end()) return known->second;
  const GarmentModel garment = test::flat_lower(kind, kOchre);
  Result<TryOnResult> result = dress(standing(), {&garment});
  EXPECT_TRUE(result) << (result ? "" : result.error().code);
  return made.emplace(kind, result ? *std::move(result) : TryOnResult{}).first->second;
}

cv::Vec3b at(const TryOnResult& result, float x, float y) {
  return result.image(cvRound(y * kScale), cvRound(x * kScale));
}

// Shading changes the lightness of a surface, not its colour.
void expect_like(cv::Vec3b seen, cv::Vec3b wanted) {
  const double light = cv::norm(seen) / cv::norm(wanted);
  EXPECT_GT(light, 0.5);
  EXPECT_LT(light, 1.25);
  EXPECT_LT(cv::norm(cv::Vec3d(seen) / light - cv::Vec3d(wanted)), 30) << seen << " is not like " << wanted;
}

class LowerGarment : public ::testing::TestWithParam<FlatLower> {};
INSTANTIATE_TEST_SUITE_P(Kinds, LowerGarment,
                         ::testing::Values(FlatLower::kLongLegs, FlatLower::kShortLegs, FlatLower::kSkirt));

TEST_P(LowerGarment, changes_nothing_outside_the_region_that_it_reports) {
  const TryOnResult& result = dressed(GetParam());
  ASSERT_EQ(result.image.size(), standing().image.size());
  cv::Mat3b difference;
  cv::absdiff(result.image, standing().image, difference);
  cv::Mat1b differs;
  cv::cvtColor(difference, differs, cv::COLOR_RGB2GRAY);
  EXPECT_EQ(cv::countNonZero((differs > 0) & (result.changed == 0)), 0);
}

TEST_P(LowerGarment, leaves_the_top_and_the_face_alone) {
  const TryOnResult& result = dressed(GetParam());
  for (const cv::Point2f p : {cv::Point2f(191.5F, 80), cv::Point2f(191.5F, 220), cv::Point2f(160, 250)}) {
    EXPECT_EQ(at(result, p.x, p.y), standing().image(cvRound(p.y * kScale), cvRound(p.x * kScale)));
  }
}

TEST_P(LowerGarment, covers_the_hips) {
  const TryOnResult& result = dressed(GetParam());
  for (const float x : {160.0F, 191.0F, 222.0F}) expect_like(at(result, x, 325), kOchre);
}

TEST_P(LowerGarment, leaves_nothing_of_the_old_one) {
  const TryOnResult& result = dressed(GetParam());
  int left = 0;
  for (int y = 0; y < result.image.rows; ++y) {
    for (int x = 0; x < result.image.cols; ++x)
      left += cv::norm(cv::Vec3d(result.image(y, x)) - cv::Vec3d(test::kTrousers)) < 40;
  }
  EXPECT_LT(left, 40);
}

TEST(Trousers, reach_the_shoes_and_keep_the_legs_apart) {
  const TryOnResult& result = dressed(FlatLower::kLongLegs);
  for (const float x : {160.0F, 223.0F}) {
    expect_like(at(result, x, 420), kOchre);
    expect_like(at(result, x, 530), kOchre);
  }
  EXPECT_EQ(at(result, 191.5F, 520), test::kBackground);
}

TEST(Shorts, end_above_the_knee_and_bare_the_legs) {
  const TryOnResult& result = dressed(FlatLower::kShortLegs);
  for (const float x : {160.0F, 223.0F}) {
    expect_like(at(result, x, 360), kOchre);
    expect_like(at(result, x, 440), test::kSkin);
    expect_like(at(result, x, 520), test::kSkin);
  }
  EXPECT_EQ(result.garment(cvRound(520 * kScale), cvRound(160 * kScale)), 0);
}

TEST(Skirt, closes_the_gap_between_the_legs) {
  const TryOnResult& result = dressed(FlatLower::kSkirt);
  expect_like(at(result, 191.5F, 390), kOchre);
  expect_like(at(result, 160, 520), test::kSkin);
}

TEST(Outfit, of_trousers_and_a_top_shows_both) {
  const GarmentModel top = test::flat_garment();
  const GarmentModel trousers = test::flat_lower(FlatLower::kLongLegs, kOchre);
  const auto result = dress(standing(), {&top, &trousers});
  ASSERT_TRUE(result) << result.error().code;
  expect_like(at(*result, 191.5F, 240), {200, 40, 40});
  expect_like(at(*result, 160, 420), kOchre);
  cv::Mat3b difference;
  cv::absdiff(result->image, standing().image, difference);
  cv::Mat1b differs;
  cv::cvtColor(difference, differs, cv::COLOR_RGB2GRAY);
  EXPECT_EQ(cv::countNonZero((differs > 0) & (result->changed == 0)), 0);
}

TEST(Outfit, does_not_depend_on_the_order_of_its_garments) {
  const GarmentModel top = test::flat_garment();
  const GarmentModel skirt = test::flat_lower(FlatLower::kSkirt, kOchre);
  const auto one = dress(standing(), {&top, &skirt});
  const auto other = dress(standing(), {&skirt, &top});
  ASSERT_TRUE(one && other);
  EXPECT_EQ(cv::norm(one->image, other->image, cv::NORM_INF), 0);
}

TEST(LowerGarments, two_at_once_are_refused) {
  const GarmentModel skirt = test::flat_lower(FlatLower::kSkirt);
  const GarmentModel shorts = test::flat_lower(FlatLower::kShortLegs);
  const auto result = dress(standing(), {&skirt, &shorts});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, "unsupported_garment");
}

TEST(LowerGarments, on_crossed_legs_are_refused) {
  PersonModel crossed = standing();
  std::swap(crossed.pose.points[vision::kLeftAnkle], crossed.pose.points[vision::kRightAnkle]);
  const GarmentModel trousers = test::flat_lower(FlatLower::kLongLegs);
  const auto result = dress(crossed, {&trousers});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, "not_frontal");
}

TEST(LowerGarments, need_a_waist) {
  PersonModel person = standing();
  person.waist = {};
  const GarmentModel skirt = test::flat_lower(FlatLower::kSkirt);
  const auto result = dress(person, {&skirt});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, "lower_body_not_visible");
}

TEST(LowerGarments, of_unknown_shape_are_refused) {
  GarmentModel folded = test::flat_lower(FlatLower::kLongLegs);
  folded.lower.reset();
  const auto result = dress(standing(), {&folded});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, "unsupported_garment");
}

}  // namespace
}  // namespace drape::tryon::geometric
