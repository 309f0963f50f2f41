#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "person/background_model.h"
#include "person/colour_mixture.h"
#include "person/colour_plate.h"

namespace drape::person {
namespace {

std::vector<cv::Vec3f> two_colours(std::size_t count) {
  std::vector<cv::Vec3f> samples;
  for (std::size_t i = 0; i < count; ++i) {
    const float noise = static_cast<float>(i % 5) - 2;
    samples.push_back(i % 2 == 0 ? cv::Vec3f(50 + noise, 20, -30) : cv::Vec3f(200, 5 + noise, 10));
  }
  return samples;
}

TEST(ColourMixture, prefers_colours_that_it_has_seen) {
  const auto mixture = ColourMixture::fit(two_colours(400), 2);
  ASSERT_TRUE(mixture);
  const float seen = mixture->log_likelihood(cv::Vec3f(50, 20, -30));
  EXPECT_GT(seen, mixture->log_likelihood(cv::Vec3f(125, 12, -10)) + 5);
  EXPECT_FLOAT_EQ(mixture->log_likelihood(cv::Vec3f(0, -90, 90)), kLogLikelihoodMin);
  EXPECT_LT(mixture->distance({200, 5, 10}), 2);
}

TEST(ColourMixture, needs_ten_samples_a_component) {
  EXPECT_FALSE(ColourMixture::fit(two_colours(19), 2));
  EXPECT_TRUE(ColourMixture::fit(two_colours(20), 2));
}

TEST(ColourMixture, fits_the_same_twice_and_leaves_the_generator_alone) {
  const std::uint64_t before = cv::theRNG().state;
  const auto first = ColourMixture::fit(two_colours(3000), 4);
  const auto second = ColourMixture::fit(two_colours(3000), 4);
  EXPECT_EQ(before, cv::theRNG().state);
  for (float lightness = 0; lightness < 255; lightness += 17) {
    const cv::Vec3f colour(lightness, 10, 0);
    EXPECT_EQ(first->log_likelihood(colour), second->log_likelihood(colour));
  }
}

TEST(ColourPlate, carries_colours_into_the_hole) {
  cv::Mat3f colour(80, 80, cv::Vec3f(100, 0, 0));
  image::Plane weight(80, 80, 1.0F);
  const cv::Rect hole(30, 30, 20, 20);
  colour(hole).setTo(cv::Vec3f(0, 80, 80));
  weight(hole).setTo(0.0F);
  const std::array<double, 2> scales = {4, 16};
  EXPECT_NEAR(colour_plate(colour, weight, scales, 0.15F)(40, 40)[0], 100, 0.5);
}

// A person in the middle (mask 1) before the given ground.
BackgroundModel model_of(const cv::Mat3f& ground) {
  cv::Mat3f lab = ground.clone();
  image::Plane mask(lab.size(), 0.0F);
  const cv::Rect person(60, 40, 40, 120);
  lab(person).setTo(cv::Vec3f(40, 30, 30));
  mask(person).setTo(1.0F);
  return fit_background(lab, mask);
}

TEST(BackgroundModel, knows_a_wall_and_tells_the_person_from_it) {
  const BackgroundModel model = model_of(cv::Mat3f(160, 160, cv::Vec3f(230, 0, 0)));
  EXPECT_TRUE(model.plain);
  EXPECT_GT(model.log_likelihood(20, 20), model.log_likelihood(100, 80) + 10);
}

TEST(BackgroundModel, disarms_itself_on_clutter) {
  cv::Mat3f clutter(160, 160);
  cv::RNG random(7);
  for (cv::Vec3f& pixel : clutter) {
    pixel = {random.uniform(0.0F, 255.0F), random.uniform(-60.0F, 60.0F), random.uniform(-60.0F, 60.0F)};
  }
  const BackgroundModel model = model_of(clutter);
  EXPECT_FALSE(model.plain);
  EXPECT_LT(model.log_likelihood(20, 20) - model.log_likelihood(100, 80), 10);
}

TEST(BackgroundModel, is_neutral_where_the_person_fills_the_picture) {
  const BackgroundModel model =
      fit_background(cv::Mat3f(64, 64, cv::Vec3f(100, 0, 0)), image::Plane(64, 64, 1.0F));
  EXPECT_FALSE(model.plain);
  EXPECT_EQ(model.log_likelihood(0, 0), model.log_likelihood(63, 63));
}

}  // namespace
}  // namespace drape::person
