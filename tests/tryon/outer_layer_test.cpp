#include "tryon/geometric/outer_layer.h"

#include <gtest/gtest.h>

#include "flat_pictures.h"

namespace drape::tryon::geometric {
namespace {

using person::Label;

/// A jacket, narrower than the top under it, that ends above its hem.
Worn short_jacket(const person::PersonModel& person) {
  Worn jacket;
  jacket.fit = fit_garment(person, measure_body(person), test::flat_garment());
  FitLevel& hem = jacket.fit.levels.back();
  hem.middle = {191.5F, 230};
  hem.left = hem.middle - cv::Point2f(35, 0);
  hem.right = hem.middle + cv::Point2f(35, 0);
  for (Layer& part : jacket.dressed.parts) part.alpha = image::Plane::zeros(person.labels.size());
  jacket.dressed.parts[0].alpha(cv::Rect(156, 150, 71, 80)).setTo(1);
  return jacket;
}

TEST(WornUnder, below_a_short_jacket_a_top_has_its_own_width) {
  const person::PersonModel person = test::flat_person();
  const image::Mask under = worn_under(person, short_jacket(person));
  const image::Mask top = mask_of(person.labels, {Label::kUpperClothes});
  const int row = 285;
  const cv::Range torso(150, 234);
  EXPECT_EQ(cv::countNonZero(top(cv::Rect(torso.start, row, torso.size(), 1))), torso.size());
  EXPECT_EQ(cv::countNonZero(under(cv::Rect(torso.start, row, torso.size(), 1))), torso.size());
}

TEST(WornUnder, right_below_the_hem_it_comes_out_from_under_the_jacket) {
  const person::PersonModel person = test::flat_person();
  const image::Mask under = worn_under(person, short_jacket(person));
  EXPECT_TRUE(under(234, 191));
  EXPECT_FALSE(under(234, 150));
}

TEST(WornUnder, old_sleeves_are_not_seen) {
  const person::PersonModel person = test::flat_person({.sleeve = 1});
  const image::Mask under = worn_under(person, short_jacket(person));
  EXPECT_EQ(person.labels(280, 121), static_cast<unsigned char>(Label::kUpperClothes));
  EXPECT_FALSE(under(280, 121));
}

}  // namespace
}  // namespace drape::tryon::geometric
