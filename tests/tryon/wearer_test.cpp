// Garments taken from who wears them.
#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "fixtures/rendered_person.h"
#include "flat_pictures.h"
#include "person/person_model.h"
#include "tryon/wearer/mirror_sleeve.h"
#include "tryon/wearer/take_from_wearer.h"

namespace drape::tryon::wearer {
namespace {

using garment::GarmentModel;

Result<GarmentModel> taken_from(const std::string& fixture) {
  static const auto kVision = vision::Vision::open({DRAPE_MODELS_DIR, 2});
  // The fixtures are small; the networks see more in a larger picture.
  image::Image photo;
  cv::resize(fixtures::rendered_person(fixture).image, photo, {}, 2, 2, cv::INTER_CUBIC);
  StageContext stages;
  return take_from_wearer(photo, **kVision, stages);
}

class TakenFromWearer : public testing::TestWithParam<const char*> {};

TEST_P(TakenFromWearer, is_the_cloth_that_the_wearer_shows) {
  const auto garment = taken_from(GetParam());
  ASSERT_TRUE(garment) << garment.error().code << ": " << garment.error().internal_text.value;
  image::Mask worn =
      fixtures::rendered_person(GetParam()).labels == static_cast<int>(person::Label::kUpperClothes);
  // The torso was set upright: areas stay, places may not.
  const double wanted = 4.0 * cv::countNonZero(worn);
  EXPECT_NEAR(cv::countNonZero(garment->alpha > 0.5F) / wanted, 1, 0.12);
  ASSERT_TRUE(garment->upper);
  const auto& marks = *garment->upper;
  EXPECT_TRUE(marks.on_body);
  for (std::size_t k = 0; k < 2; ++k) {
    EXPECT_LT(marks.neck[k].y, marks.armpit[k].y);
    EXPECT_LT(marks.armpit[k].y, marks.hem_y);
    EXPECT_GT(garment->alpha(cv::Point(marks.armpit[k] + cv::Point2f(k == 0 ? 6.F : -6.F, 0))), 0.5F);
  }
  EXPECT_LT(marks.shoulder_tip[0].x, marks.neck[0].x);
  EXPECT_LT(marks.neck[0].x, marks.neck[1].x);
  EXPECT_LT(marks.neck[1].x, marks.shoulder_tip[1].x);
}

INSTANTIATE_TEST_SUITE_P(Fixtures, TakenFromWearer,
                         testing::Values("anna-tee", "anna-long-sleeve", "anna-sleeveless"));

TEST(TakenFromWearer, knows_long_sleeves_from_short_ones_and_from_none) {
  const auto tee = taken_from("anna-tee");
  const auto jumper = taken_from("anna-long-sleeve");
  const auto vest = taken_from("anna-sleeveless");
  ASSERT_TRUE(tee && jumper && vest);
  ASSERT_TRUE(tee->upper->sleeves[0] && jumper->upper->sleeves[0]);
  EXPECT_LT(*tee->upper->sleeves[0]->arm_share, 0.6F);
  EXPECT_GT(*jumper->upper->sleeves[0]->arm_share, 0.8F);
  EXPECT_FALSE(vest->upper->sleeves[0]);
}

TEST(TakenFromWearer, fails_when_nobody_wears_it) {
  static const auto kVision = vision::Vision::open({DRAPE_MODELS_DIR, 2});
  StageContext stages;
  const auto garment = take_from_wearer(image::Image(400, 300, cv::Vec3b(200, 200, 200)), **kVision, stages);
  ASSERT_FALSE(garment);
  EXPECT_EQ(garment.error().kind, ErrorKind::kInvalidInput);
}

TEST(MirroredSleeve, takes_the_place_of_the_missing_one) {
  const GarmentModel whole = test::flat_garment();
  GarmentModel half = test::flat_garment();
  half.alpha.setTo(0, half.upper->sleeves[0]->mask);
  image::Mask torso = whole.alpha > 0.5F;
  for (const auto& sleeve : whole.upper->sleeves) torso.setTo(0, sleeve->mask);
  mirror_sleeve(half, 0, torso);
  const image::Mask differs = (half.alpha > 0.5F) != (whole.alpha > 0.5F);
  EXPECT_LT(cv::countNonZero(differs), 0.01 * cv::countNonZero(whole.alpha > 0.5F));
  EXPECT_LT(cv::norm(half.upper->sleeves[0]->outer_edge.back() - whole.upper->sleeves[0]->outer_edge.back()),
            3);
}

}  // namespace
}  // namespace drape::tryon::wearer
