#include "tryon/geometric/geometric_engine.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "flat_pictures.h"

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

image::Mask labelled(const PersonModel& person, std::initializer_list<Label> wanted) {
  image::Mask mask = image::Mask::zeros(person.labels.size());
  for (const Label label : wanted) mask |= person.labels == static_cast<int>(label);
  return mask;
}

double distance(cv::Vec3b a, cv::Vec3b b) {
  return cv::norm(cv::Vec3d(a) - cv::Vec3d(b));
}

// Share of the pixels in the mask that look like a colour.
double share_like(const image::Image& picture, const image::Mask& where, cv::Vec3b colour) {
  int like = 0;
  for (int y = 0; y < picture.rows; ++y) {
    for (int x = 0; x < picture.cols; ++x)
      like += where(y, x) && distance(picture(y, x), colour) < 60 ? 1 : 0;
  }
  return static_cast<double>(like) / std::max(1, cv::countNonZero(where));
}

struct Case {
  float old_sleeve;
  FlatGarmentSpec::Sleeves new_sleeves;
  float scale = 2;
  bool operator==(const Case&) const = default;
};

// Every case is dressed once; the tests look at the same picture.
struct Dressed {
  PersonModel person;
  GarmentModel garment;
  Result<TryOnResult> result;
};

const Dressed& dressed(const Case& wanted) {
  static std::vector<std::pair<Case, Dressed>> made;
  for (const auto& [known, picture] : made) {
    if (known == wanted) return picture;
  }
  Dressed picture{test::flat_person({.scale = wanted.scale, .sleeve = wanted.old_sleeve}),
                  test::flat_garment({.sleeves = wanted.new_sleeves}),
                  {}};
  picture.result = dress(picture.person, {&picture.garment});
  made.reserve(16);  // References to what was made before stay good.
  return made.emplace_back(wanted, std::move(picture)).second;
}

image::Mask grown(const image::Mask& mask, int by) {
  image::Mask out;
  cv::dilate(mask, out, cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * by + 1, 2 * by + 1}));
  return out;
}

class Dressing : public ::testing::TestWithParam<Case> {
 protected:
  void SetUp() override { ASSERT_TRUE(dressed(GetParam()).result); }

  const PersonModel& person_ = dressed(GetParam()).person;
  const Result<TryOnResult>& result_ = dressed(GetParam()).result;
};

TEST_P(Dressing, changes_nothing_outside_the_region_that_it_reports) {
  ASSERT_EQ(result_->image.size(), person_.image.size());
  cv::Mat1b differs;
  cv::Mat difference;
  cv::absdiff(result_->image, person_.image, difference);
  cv::transform(difference, differs, cv::Matx13f(1, 1, 1));
  EXPECT_EQ(cv::countNonZero(differs & (result_->changed == 0)), 0);
}

TEST_P(Dressing, never_touches_face_and_hair) {
  EXPECT_EQ(cv::countNonZero(result_->changed & labelled(person_, {Label::kFace, Label::kHair})), 0);
}

TEST_P(Dressing, touches_of_the_hands_at_most_what_an_old_or_a_new_cuff_covers) {
  const image::Mask hands = labelled(person_, {Label::kLeftHand, Label::kRightHand});
  const image::Mask old = grown(labelled(person_, {Label::kUpperClothes}), 7);
  // A long sleeve ends a little beyond the wrist, over the root of the hand.
  image::Mask roots = image::Mask::zeros(hands.size());
  for (const person::Arm& arm : person_.arms)
    cv::circle(roots, arm.wrist, cvRound(0.25F * person_.torso.shoulder_width), 255, cv::FILLED);
  const image::Mask in_sleeve = roots & result_->garment;
  EXPECT_EQ(cv::countNonZero(result_->changed & hands & ~old & ~grown(in_sleeve, 3)), 0);
}

TEST_P(Dressing, covers_the_root_of_the_hand_with_a_long_sleeve) {
  if (GetParam().new_sleeves != FlatGarmentSpec::Sleeves::kLong) return;
  for (const person::Arm& arm : person_.arms) EXPECT_EQ(result_->garment(cv::Point(arm.wrist)), 255);
}

TEST_P(Dressing, leaves_nothing_of_the_old_garment) {
  const image::Mask everywhere(person_.image.size(), 255);
  EXPECT_LT(share_like(result_->image, everywhere, test::FlatPersonSpec{}.old_garment), 0.0005);
}

TEST_P(Dressing, shows_the_new_garment_on_the_chest) {
  const float s = GetParam().scale;
  const cv::Rect chest(cvRound(160 * s), cvRound(190 * s), cvRound(63 * s), cvRound(80 * s));
  image::Mask where = image::Mask::zeros(person_.image.size());
  where(chest).setTo(255);
  EXPECT_GT(share_like(result_->image, where, FlatGarmentSpec{}.colour), 0.98);
  EXPECT_EQ(cv::countNonZero(result_->garment(chest) == 0), 0);
}

TEST_P(Dressing, covers_or_bares_the_arms_as_the_sleeves_say) {
  const float s = GetParam().scale;
  const auto at = [&](float x, float y) { return result_->image(cvRound(y * s), cvRound(x * s)); };
  const bool is_long = GetParam().new_sleeves == FlatGarmentSpec::Sleeves::kLong;
  const bool is_none = GetParam().new_sleeves == FlatGarmentSpec::Sleeves::kNone;
  const cv::Vec3b cloth = FlatGarmentSpec{}.colour;
  EXPECT_LT(distance(at(121, 270), is_long ? cloth : test::kSkin), 70) << "forearm";
  EXPECT_LT(distance(at(134, 185), is_none ? test::kSkin : cloth), 70) << "upper arm";
}

INSTANTIATE_TEST_SUITE_P(OldAndNewSleeves, Dressing,
                         ::testing::Values(Case{0.45F, FlatGarmentSpec::Sleeves::kShort},
                                           Case{1, FlatGarmentSpec::Sleeves::kShort},
                                           Case{1, FlatGarmentSpec::Sleeves::kNone},
                                           Case{0.45F, FlatGarmentSpec::Sleeves::kLong},
                                           Case{0, FlatGarmentSpec::Sleeves::kLong},
                                           Case{0.45F, FlatGarmentSpec::Sleeves::kShort, 4}));

TEST(GeometricEngine, makes_the_same_bytes_from_the_same_input) {
  const PersonModel person = test::flat_person();
  const GarmentModel garment = test::flat_garment();
  const auto once = dress(person, {&garment});
  const auto again = dress(person, {&garment});
  ASSERT_TRUE(once && again);
  EXPECT_EQ(cv::norm(once->image, again->image, cv::NORM_INF), 0);
  EXPECT_EQ(cv::norm(once->changed, again->changed, cv::NORM_INF), 0);
}

TEST(GeometricEngine, stripes_stay_straight_over_the_chest) {
  const PersonModel person = test::flat_person({.scale = 2});
  const GarmentModel garment = test::flat_garment({.colour = {30, 30, 30}, .stripes = 12});
  const auto result = dress(person, {&garment});
  ASSERT_TRUE(result);
  // The first stripe's edge right of the axis, row by row.
  std::vector<int> edges;
  for (int y = 440; y < 540; y += 10) {
    int x = 384;
    while (x < 440 && (result->image(y, x)[1] > 128) == (result->image(y, 384)[1] > 128)) ++x;
    edges.push_back(x);
  }
  EXPECT_LE(*std::max_element(edges.begin(), edges.end()) - *std::min_element(edges.begin(), edges.end()), 3);
}

TEST(GeometricEngine, refuses_what_is_no_upper_garment) {
  const PersonModel person = test::flat_person();
  for (const Category category : {Category::kLower, Category::kSkirt, Category::kDress}) {
    GarmentModel garment = test::flat_garment();
    garment.category = category;
    garment.upper.reset();
    const auto result = dress(person, {&garment});
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, "unsupported_garment");
    EXPECT_FALSE(result.error().public_text.value.empty());
  }
}

TEST(GeometricEngine, refuses_two_garments_of_one_layer) {
  const GarmentModel garment = test::flat_garment();
  const auto result = dress(test::flat_person(), {&garment, &garment});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, "unsupported_garment");
}

TEST(GeometricEngine, an_outer_garment_lies_over_the_upper_one_in_any_order) {
  const PersonModel person = test::flat_person({.scale = 2});
  const GarmentModel shirt = test::flat_garment({.colour = {200, 40, 40}});
  GarmentModel jacket =
      test::flat_garment({.sleeves = FlatGarmentSpec::Sleeves::kLong, .colour = {40, 40, 200}});
  jacket.category = Category::kOuter;
  const auto result = dress(person, {&jacket, &shirt});
  ASSERT_TRUE(result);
  EXPECT_LT(distance(result->image(500, 384), jacket.colour(0, 0)), 60);
}

TEST(GeometricEngine, refuses_a_person_who_is_seen_from_the_side) {
  PersonModel person = test::flat_person();
  for (person::Arm& arm : person.arms) arm.shoulder.x = 0.1F * arm.shoulder.x + 0.9F * 191;
  const GarmentModel garment = test::flat_garment();
  const auto result = dress(person, {&garment});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, "not_frontal");
}

TEST(GeometricEngine, refuses_a_garment_that_is_not_frontal) {
  GarmentModel garment = test::flat_garment();
  garment.frontal = false;
  const auto result = dress(test::flat_person(), {&garment});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, "garment_not_frontal");
}

TEST(GeometricEngine, refuses_to_return_a_picture_with_a_hole_in_the_garment) {
  GarmentModel garment = test::flat_garment();
  garment.alpha(cv::Rect(140, 180, 120, 180)).setTo(0);
  const auto result = dress(test::flat_person({.waist_y = 320}), {&garment});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, "result_not_acceptable");
}

// The part of a tucked garment that the waistband hides was counted as missing cloth.
TEST(GeometricEngine, a_tucked_garment_is_whole) {
  const GarmentModel garment = test::flat_garment();
  const auto result = dress(test::flat_person({.waist_y = 250}), {&garment});
  ASSERT_TRUE(result);
  EXPECT_TRUE(result->warnings.empty());
}

// A T-shirt spread flat, drawn in to a slim body, ended above the belly: the picture showed the background
// through the person. As much as cloth can seem short for that reason it is lengthened; beyond, it is
// refused.
GarmentModel cut_off_below(int y) {
  GarmentModel garment = test::flat_garment();
  garment.alpha.rowRange(y, garment.alpha.rows).setTo(0);
  garment.upper->hem_y = static_cast<float>(y);
  std::erase_if(garment.upper->sides, [y](const auto& level) { return level.y > static_cast<float>(y) - 5; });
  return garment;
}

TEST(GeometricEngine, a_garment_spread_flat_reaches_the_waistband) {
  const GarmentModel garment = cut_off_below(276);
  const PersonModel person = test::flat_person({.waist_y = 310});
  const auto result = dress(person, {&garment});
  ASSERT_TRUE(result);
  const int x = static_cast<int>(person.torso.hip_mid.x);
  for (int y = 200; y < 305; ++y) {
    EXPECT_NE(result->garment(y, x), 0) << "no cloth in row " << y;
  }
}

TEST(GeometricEngine, refuses_a_garment_that_would_leave_the_belly_open) {
  const GarmentModel garment = cut_off_below(230);
  const auto result = dress(test::flat_person({.waist_y = 310}), {&garment});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, "garment_too_short");
}

TEST(GeometricEngine, stops_when_it_is_cancelled) {
  const PersonModel person = test::flat_person();
  const GarmentModel garment = test::flat_garment();
  StageContext stages;
  stages.cancel();
  const std::vector<const GarmentModel*> garments{&garment};
  const auto result = make_geometric_engine()->run(person, garments, stages);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, ErrorKind::kCancelled);
}

TEST(GeometricEngine, names_its_stages) {
  const PersonModel person = test::flat_person();
  const GarmentModel garment = test::flat_garment();
  StageContext stages;
  const std::vector<const GarmentModel*> garments{&garment};
  ASSERT_TRUE(make_geometric_engine()->run(person, garments, stages));
  EXPECT_GE(stages.times().size(), 10U);
  EXPECT_EQ(stages.times().back().name, "check");
}

}  // namespace
}  // namespace drape::tryon::geometric
