#include "tryon/geometric/strap_ends.h"

#include <gtest/gtest.h>

#include "flat_pictures.h"
#include "tryon/geometric/planes.h"

namespace drape::tryon::geometric {
namespace {

constexpr auto kNone = test::FlatGarmentSpec::Sleeves::kNone;

GarmentFit fit_of(const person::PersonModel& person, test::FlatGarmentSpec::Sleeves sleeves) {
  return fit_garment(person, measure_body(person), test::flat_garment({.sleeves = sleeves}));
}

TEST(StrapEnds, are_at_the_shoulders_of_a_sleeveless_garment) {
  const GarmentFit fit = fit_of(test::flat_person(), kNone);
  EXPECT_EQ(strap_end(fit, fit.tip[0], 100), 1);
  EXPECT_EQ(strap_end(fit, fit.tip[1], 100), 1);
  EXPECT_EQ(strap_end(fit, fit.neck[0], 100), 0);
}

TEST(StrapEnds, a_garment_with_sleeves_has_none) {
  const GarmentFit fit = fit_of(test::flat_person(), test::FlatGarmentSpec::Sleeves::kShort);
  EXPECT_EQ(strap_end(fit, fit.tip[0], 100), 0);
}

TEST(StrapEnds, what_stands_out_beyond_the_bare_shoulder_is_in_the_air) {
  BareBody bare;
  bare.trunk = image::Plane::zeros(40, 40);
  bare.trunk.rowRange(20, 40).setTo(1);
  bare.arm = {image::Plane::zeros(40, 40), image::Plane::zeros(40, 40)};
  const image::Plane air = beyond_skin(bare, image::Plane::ones(40, 40));
  EXPECT_EQ(air(10, 20), 1);
  EXPECT_EQ(air(30, 20), 0);
  EXPECT_EQ(beyond_skin(bare, image::Plane::zeros(40, 40))(10, 20), 0);
}

// Old cloth that hung loose under spread arms let the new garment jut out below its armholes.
TEST(Fit, the_sides_of_a_sleeveless_garment_leave_its_armholes_on_a_slope) {
  person::PersonModel person = test::flat_person({.scale = 2});
  const cv::Rect loose(230, 330, 306, 160);
  person.labels(loose).setTo(static_cast<int>(person::Label::kUpperClothes));
  person.matte(loose).setTo(1);
  const GarmentFit fit = fit_of(person, kNone);
  const FitLevel& top = fit.levels.front();
  for (const FitLevel& level : fit.levels) {
    const float down = level.right.y - top.right.y;
    EXPECT_LT(level.right.x - top.right.x, 0.35F * down + 8) << "at " << down;
  }
}

}  // namespace
}  // namespace drape::tryon::geometric
