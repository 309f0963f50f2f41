#include "tryon/geometric/bare_legs.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "flat_pictures.h"

namespace drape::tryon::geometric {
namespace {

using person::Label;

constexpr float kScale = 2;
constexpr int kHem = 940;   // Row at which the old garment ends.
constexpr int kShadow = 8;  // Rows below it that lie in its shadow.

/// A standing person whose legs are bare from the hem on, darker just below it.
person::PersonModel bare_below_hem() {
  person::PersonModel person = test::flat_standing_person({.scale = kScale});
  image::Mask below = image::Mask::zeros(person.labels.size());
  below.rowRange(kHem, below.rows).setTo(255);
  below &= person.labels == static_cast<int>(Label::kLowerClothes);
  person.labels.setTo(static_cast<int>(Label::kLegs), below);
  person.image.setTo(test::kSkin, below);
  image::Mask shadow = below.clone();
  shadow.rowRange(kHem + kShadow, below.rows).setTo(0);
  person.image.setTo(test::kSkin * 0.6, shadow);
  return person;
}

/// The same with legs that are wider than is usual by so many pixels on their outer side.
person::PersonModel with_wide_legs(int more) {
  person::PersonModel person = bare_below_hem();
  for (int y = kHem; y < person.labels.rows; ++y) {
    for (int x = 0; x + more < person.labels.cols / 2; ++x) {
      if (person.labels(y, x + more) != static_cast<uchar>(Label::kLegs)) continue;
      person.labels(y, x) = static_cast<uchar>(Label::kLegs);
      person.image(y, x) = test::kSkin;
      person.matte(y, x) = 1;
    }
  }
  return person;
}

struct Legs {
  person::PersonModel person = bare_below_hem();
  LowerBody body = measure_lower_body(person);
  Layer layer = reveal_legs(person, make_planes(person.image), body, cv::Vec3f(test::kSkin));
};

TEST(BareLegs, go_on_upwards_as_wide_as_they_are_seen) {
  const LowerBody body = measure_lower_body(with_wide_legs(36));
  const LegShape& leg = body.legs[0];
  EXPECT_NEAR(leg.bare_outer[kHem - 6], leg.outer[kHem + 20], 12);
}

TEST(BareLegs, do_not_take_on_the_shadow_of_the_old_hem) {
  const Legs legs;
  const int column = cvRound(legs.body.legs[0].centre[kHem - 10]);
  const cv::Vec3f drawn = legs.layer.colour(kHem - 10, column);
  EXPECT_LT(cv::norm(drawn - cv::Vec3f(test::kSkin)), 25) << drawn;
}

}  // namespace
}  // namespace drape::tryon::geometric
