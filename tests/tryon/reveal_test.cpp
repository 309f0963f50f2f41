#include "tryon/geometric/reveal.h"

#include <gtest/gtest.h>

#include "flat_pictures.h"
#include "tryon/geometric/body_shape.h"

namespace drape::tryon::geometric {
namespace {

using person::Label;

/// What the stages of revealing look at, of one person who is to wear a T-shirt.
struct Scene {
  person::PersonModel person;
  PersonPlanes planes = make_planes(person.image);
  BodyShape body = measure_body(person);
  GarmentFit fit = fit_garment(person, body, test::flat_garment());
  SkinTone tone = measure_skin(person, planes, body);
  Erased erased = find_erased(person, body, {fit});

  explicit Scene(person::PersonModel model) : person(std::move(model)) {}
  [[nodiscard]] RevealInput input() const { return {person, planes, body, fit, tone, erased}; }
};

cv::Range span_of(const image::LabelMap& labels, int row, Label label) {
  cv::Range span(labels.cols, 0);
  for (int x = 0; x < labels.cols; ++x) {
    if (labels(row, x) != static_cast<unsigned char>(label)) continue;
    span.start = std::min(span.start, x);
    span.end = x + 1;
  }
  return span;
}

TEST(RevealLower, a_hip_that_a_sleeve_hid_is_round) {
  person::PersonModel person = test::flat_person({.waist_y = 270});
  const int row = 310;
  const int side = span_of(person.labels, row, Label::kLowerClothes).start;
  const cv::Rect sleeve(side - 6, row - 8, 14, 16);
  person.labels(sleeve).setTo(static_cast<int>(Label::kUpperClothes));
  person.matte(sleeve).setTo(1);
  const Scene scene(std::move(person));
  EXPECT_GT(reveal_lower(scene.input()).alpha(row, side + 4), 0.9F);
}

TEST(RevealLower, a_piece_of_a_sleeve_that_was_taken_for_trousers_makes_no_hip) {
  person::PersonModel person = test::flat_person({.waist_y = 270});
  const int row = 310;
  const int side = span_of(person.labels, row, Label::kLowerClothes).start;
  person.labels(cv::Rect(side - 20, row, 20, 8)).setTo(static_cast<int>(Label::kLowerClothes));
  person.matte(cv::Rect(side - 40, row - 20, 40, 60)).setTo(1);
  const Scene scene(std::move(person));
  EXPECT_LT(reveal_lower(scene.input()).alpha(row + 4, side - 12), 0.1F);
}

TEST(RevealBody, a_neck_that_a_collar_hid_goes_straight_down_from_the_jaw) {
  person::PersonModel person = test::flat_person();
  const cv::Point2f mid = person.torso.shoulder_mid;
  const float sw = person.torso.shoulder_width;
  // The head leans to one side.
  for (int point = vision::kNose; point <= vision::kMouthRight; ++point)
    person.pose.points[static_cast<std::size_t>(point)].position.x -= 0.10F * sw;
  // A standing collar, wider than any neck.
  const cv::Rect collar(cvRound(mid.x - 0.38F * sw), cvRound(mid.y - 0.45F * sw), cvRound(0.66F * sw),
                        cvRound(0.35F * sw));
  person.labels(collar).setTo(static_cast<int>(Label::kUpperClothes));
  person.matte(collar).setTo(1);
  const Scene scene(std::move(person));
  const BareBody bare = reveal_body(scene.input());
  const cv::Point2f top = scene.body.neck_top;
  const int row = cvRound(top.y + 0.04F * sw);
  EXPECT_GT(bare.trunk(row, cvRound(top.x - 0.12F * sw)), 0.9F);
  EXPECT_GT(bare.trunk(row, cvRound(top.x + 0.12F * sw)), 0.9F);
  EXPECT_LT(bare.trunk(row, cvRound(top.x - 0.25F * sw)), 0.1F);
}

}  // namespace
}  // namespace drape::tryon::geometric
