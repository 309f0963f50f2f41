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

TEST(RevealLower, nothing_of_it_shows_beside_the_waist_of_a_garment_that_hangs_over_it) {
  person::PersonModel person = test::flat_person({.waist_y = 270});
  const int row = 250;
  const cv::Range waist = span_of(person.labels, row, Label::kUpperClothes);
  person.matte(cv::Rect(waist.start, row - 60, waist.size(), 150)).setTo(1);
  Scene scene(std::move(person));
  scene.fit.tucked = false;
  // Its hem is wide, its waist is not.
  for (FitLevel& level : scene.fit.levels) {
    const float half = level.middle.y > 265 ? 60.0F : 30.0F;
    level.left.x = level.middle.x - half;
    level.right.x = level.middle.x + half;
  }
  const Layer lower = reveal_lower(scene.input());
  EXPECT_GT(lower.alpha(row, 191), 0.9F);
  EXPECT_LT(lower.alpha(row, 191 - 38), 0.1F);
  EXPECT_LT(lower.alpha(row, 191 + 38), 0.1F);
}

TEST(RevealBody, an_arm_goes_on_where_the_photo_shows_it_below_a_wide_sleeve) {
  person::PersonModel person = test::flat_person({.scale = 2, .sleeve = 0.4F});
  // The sleeve stands off the arm; farther down the arm lies farther in than its joints say.
  const image::Mask arm = mask_of(person.labels, {arm_label(0)});
  image::LabelMap moved = person.labels.clone();
  moved.setTo(static_cast<int>(Label::kBackground), arm);
  const int shift = 16;
  moved(cv::Rect(shift, 0, moved.cols - shift, moved.rows))
      .setTo(static_cast<int>(arm_label(0)), arm(cv::Rect(0, 0, moved.cols - shift, moved.rows)));
  moved.setTo(static_cast<int>(Label::kUpperClothes), mask_of(person.labels, {Label::kUpperClothes}));
  for (int y = 2 * 170; y < 2 * 231; ++y) {
    const cv::Range span = span_of(moved, y, Label::kUpperClothes);
    moved(cv::Rect(span.start - 24, y, 24, 1)).setTo(static_cast<int>(Label::kUpperClothes));
  }
  for (int y = 2 * 232; y < 2 * 312; ++y) {
    const cv::Range span = span_of(moved, y, arm_label(0));
    if (span.size() > 9)
      moved(cv::Rect(span.start + 9, y, span.size() - 9, 1)).setTo(static_cast<int>(Label::kUpperClothes));
  }
  person.labels = moved;
  person.matte = as_plane(mask_of(person.labels, {Label::kBackground}) == 0);
  const int row = 2 * 233;  // Just below the sleeve.
  const int edge = span_of(person.labels, row, arm_label(0)).start;
  const Scene scene(std::move(person));
  const BareBody bare = reveal_body(scene.input());
  EXPECT_GT(bare.arm[0](row, edge + 3), 0.8F);
  EXPECT_LT(bare.arm[0](row, edge - 8), 0.2F);
}

TEST(RevealBody, the_room_under_an_arm_that_is_held_away_from_the_body_stays_free) {
  person::PersonModel person = test::flat_person({.scale = 2, .sleeve = 1});
  const Scene hanging(person);
  for (std::size_t k : {0U, 1U}) {
    const float sign = k == 0 ? 1.0F : -1.0F;
    person.arms[k].elbow += cv::Point2f(sign * 60, -40);
    person.arms[k].wrist += cv::Point2f(sign * 120, -80);
  }
  const Scene raised(std::move(person));
  const BareBody bare = reveal_body(raised.input());
  const person::TorsoFrame& torso = raised.person.torso;
  const cv::Point below_armpit(torso.at(0.24F, -0.46F));
  EXPECT_LT(bare.arm[0](below_armpit), 0.1F);
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
