#include "tryon/geometric/cloth.h"

#include <gtest/gtest.h>

#include "flat_pictures.h"
#include "tryon/geometric/cloth_parts.h"
#include "tryon/geometric/garment_preparation.h"

namespace drape::tryon::geometric {
namespace {

using test::FlatGarmentSpec;

TEST(ClothParts, together_the_parts_cover_the_garment) {
  const garment::GarmentModel garment = test::flat_garment({.sleeves = FlatGarmentSpec::Sleeves::kLong});
  const auto parts = split_parts(garment);
  for (int y = 0; y < garment.alpha.rows; ++y) {
    for (int x = 0; x < garment.alpha.cols; ++x) {
      const float left = 1 - (1 - parts[0](y, x)) * (1 - parts[1](y, x)) * (1 - parts[2](y, x));
      if (garment.alpha(y, x) > 0.99F) {
        ASSERT_GT(left, 0.95F) << x << "," << y;
      }
      if (garment.alpha(y, x) == 0) {
        ASSERT_EQ(left, 0) << x << "," << y;
      }
    }
  }
}

TEST(ClothParts, below_the_armpit_a_sleeve_is_no_torso) {
  const garment::GarmentModel garment = test::flat_garment({.sleeves = FlatGarmentSpec::Sleeves::kLong});
  const auto parts = split_parts(garment);
  EXPECT_EQ(parts[0](300, 70), 0);
  EXPECT_GT(parts[1](300, 70), 0.9F);
  EXPECT_EQ(parts[1](300, 200), 0);
}

TEST(ClothParts, the_opening_lies_above_the_front_neckline_only) {
  garment::GarmentModel garment = test::flat_garment();
  // The back is seen: the cloth reaches up to a straight line between the neck points.
  garment.alpha(cv::Rect(166, 62, 67, 40)).setTo(1);
  const image::Plane opening = neck_opening(garment);
  EXPECT_GT(opening(70, 199), 0.9F);
  EXPECT_EQ(opening(110, 199), 0);
  EXPECT_EQ(opening(70, 140), 0);
}

TEST(ClothParts, an_edge_below_the_armholes_is_no_neckline) {
  garment::GarmentModel garment = test::flat_garment();
  garment.alpha(cv::Rect(166, 62, 67, 40)).setTo(1);
  garment.upper->front_neckline[1].y = 250;
  EXPECT_EQ(cv::countNonZero(neck_opening(garment)), 0);
}

TEST(GarmentPreparation, a_reduced_garment_has_its_landmarks_at_the_same_places) {
  const garment::GarmentModel garment = test::flat_garment();
  const garment::GarmentModel small = reduced(garment, 0.5F);
  EXPECT_EQ(small.alpha.size(), cv::Size(200, 240));
  EXPECT_NEAR(small.upper->armpit[0].x, 62.25, 0.01);
  EXPECT_NEAR(small.upper->sleeves[0]->length, garment.upper->sleeves[0]->length / 2, 0.01);
  EXPECT_GT(small.alpha(120, 100), 0.99F);
}

TEST(GarmentPreparation, a_lone_sleeve_belongs_to_the_torso) {
  garment::GarmentModel garment = test::flat_garment();
  garment.upper->sleeves[1].reset();
  EXPECT_FALSE(with_even_sleeves(garment).upper->sleeves[0]);
}

class LaidCloth : public ::testing::TestWithParam<FlatGarmentSpec::Sleeves> {};

TEST_P(LaidCloth, is_not_folded_and_meets_the_wanted_outline) {
  const person::PersonModel person = test::flat_person({.scale = 2});
  const garment::GarmentModel garment = test::flat_garment({.sleeves = GetParam()});
  const BodyShape body = measure_body(person);
  const GarmentFit fit = fit_garment(person, body, garment);
  Cloth cloth = cut_cloth(garment, fit, person, body);
  const DressedGarment dressed = lay_cloth(cloth, person.image.size());
  EXPECT_EQ(dressed.folded_triangles, 0);
  for (const MeshPin& pin : cloth.pins) {
    if (pin.strength < 20) continue;
    cv::Point2f at;
    for (std::size_t k = 0; k < 4; ++k)
      at += cloth.mesh.target[static_cast<std::size_t>(pin.vertices[k])] * pin.weights[k];
    EXPECT_LT(cv::norm(at - pin.target), 0.05 * person.torso.shoulder_width);
  }
}

INSTANTIATE_TEST_SUITE_P(AllSleeves, LaidCloth,
                         ::testing::Values(FlatGarmentSpec::Sleeves::kNone, FlatGarmentSpec::Sleeves::kShort,
                                           FlatGarmentSpec::Sleeves::kLong));

}  // namespace
}  // namespace drape::tryon::geometric
