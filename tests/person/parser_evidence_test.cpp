#include "person/parser_evidence.h"

#include <gtest/gtest.h>

namespace drape::person {
namespace {

constexpr int kSide = 128;

/// A parser that sees nothing but person, an arm on the left half and the torso's clothes on the right.
vision::ParsedBody halves() {
  vision::ParsedBody parsed;
  const cv::Size size(kSide / 2, kSide / 2);
  parsed.person = image::Plane(size, 1.0F);
  const auto plane = [&](Label label) -> image::Plane& {
    return parsed.labels[static_cast<std::size_t>(label)];
  };
  plane(Label::kLeftArm) = image::Plane(size, 0.0F);
  plane(Label::kLeftArm).colRange(0, kSide / 4).setTo(1.0F);
  plane(Label::kUpperClothes) = 1.0F - plane(Label::kLeftArm);
  return parsed;
}

PartPlanes even_priors() {
  PartPlanes priors;
  for (image::Plane& plane : priors) plane = image::Plane(kSide, kSide, 0.5F);
  return priors;
}

TEST(ParserEvidence, decides_where_it_is_sure) {
  PartPlanes priors = even_priors();
  weigh_with_parser(priors, halves());
  EXPECT_GT(priors[kPartArm](64, 10), 4 * priors[kPartUpper](64, 10));
  EXPECT_GT(priors[kPartUpper](64, 118), 4 * priors[kPartArm](64, 118));
  EXPECT_GT(priors[kPartArm](64, 10), 4 * priors[kPartBackground](64, 10));
}

TEST(ParserEvidence, says_nothing_at_its_own_borders) {
  PartPlanes priors = even_priors();
  weigh_with_parser(priors, halves());
  EXPECT_NEAR(priors[kPartArm](64, 64), priors[kPartUpper](64, 64), 1e-3);
}

TEST(ParserEvidence, leaves_parts_alone_that_no_class_has) {
  PartPlanes priors = even_priors();
  weigh_with_parser(priors, halves());
  EXPECT_EQ(priors[kPartFeet](64, 10), 0.5F);
}

}  // namespace
}  // namespace drape::person
