#include "tryon/geometric/fit.h"

#include <gtest/gtest.h>

#include "flat_pictures.h"
#include "tryon/geometric/repair.h"

namespace drape::tryon::geometric {
namespace {

using test::FlatGarmentSpec;

GarmentFit fit_of(const person::PersonModel& person, const garment::GarmentModel& garment) {
  return fit_garment(person, measure_body(person), garment);
}

TEST(Fit, the_garments_shoulders_come_onto_the_bodys) {
  const person::PersonModel person = test::flat_person();
  const GarmentFit fit = fit_of(person, test::flat_garment());
  EXPECT_NEAR(fit.tip[0].x, person.arms[1].shoulder.x, 0.15 * person.torso.shoulder_width);
  EXPECT_NEAR(fit.tip[1].x, person.arms[0].shoulder.x, 0.15 * person.torso.shoulder_width);
  EXPECT_LT(fit.neck[0].y, fit.tip[0].y);
}

TEST(Fit, a_person_with_the_shirt_tucked_in_wears_the_new_one_tucked_in) {
  EXPECT_TRUE(fit_of(test::flat_person({.waist_y = 270}), test::flat_garment()).tucked);
  EXPECT_FALSE(fit_of(test::flat_person({.waist_y = 320}), test::flat_garment()).tucked);
}

TEST(Fit, long_sleeves_reach_the_wrist_and_short_ones_do_not) {
  const person::PersonModel person = test::flat_person();
  const BodyShape body = measure_body(person);
  const float wrist = body.arms[0].path.wrist_at();
  const GarmentFit with_long =
      fit_of(person, test::flat_garment({.sleeves = FlatGarmentSpec::Sleeves::kLong}));
  EXPECT_NEAR(with_long.sleeves[0]->length, wrist, 0.1 * wrist);
  const GarmentFit with_short = fit_of(person, test::flat_garment());
  EXPECT_LT(with_short.sleeves[0]->length, 0.65 * wrist);
  EXPECT_GT(with_short.sleeves[0]->length, 0.2 * wrist);
}

// Widest distance of the sleeve's outer edge from the arm's middle line over a stretch of it.
float widest(const BodyShape& body, const SleeveFit& sleeve, float from, float to) {
  const ArmPath& path = body.arms[0].path;
  float width = 0;
  for (const cv::Point2f p : sleeve.outer) {
    const float s = path.nearest(p);
    if (s > from && s < to) width = std::max(width, static_cast<float>(cv::norm(p - path.at(s))));
  }
  return width;
}

// The old short sleeve stands off from the arm like a bell.
TEST(Fit, a_long_sleeve_does_not_keep_to_the_flare_of_a_short_one) {
  const auto long_sleeves = test::flat_garment({.sleeves = FlatGarmentSpec::Sleeves::kLong});
  person::PersonModel person = test::flat_person();
  const BodyShape plain = measure_body(person);
  const float cuff = plain.arms[0].old_cuff;
  ASSERT_GT(cuff, 0.25F * person.torso.shoulder_width);
  for (float s = 0.5F * cuff; s < cuff; s += 0.5F) {
    const float bell = plain.arms[0].outer[0] + 0.3F * (s - 0.5F * cuff);
    for (float r = 0; r < bell; r += 0.5F) {
      const cv::Point2f p = plain.arms[0].path.at(s) + plain.arms[0].normal(s, 5) * r;
      person.labels(cvRound(p.y), cvRound(p.x)) = static_cast<unsigned char>(person::Label::kUpperClothes);
      person.matte(cvRound(p.y), cvRound(p.x)) = 1;
    }
  }
  const BodyShape body = measure_body(person);
  const SleeveFit sleeve = *fit_of(person, long_sleeves).sleeves[0];
  const float at_cuff = widest(body, sleeve, 0.8F * cuff, cuff);
  const float below = widest(body, sleeve, 1.3F * cuff, 1.5F * cuff);
  EXPECT_LT(at_cuff, 1.2F * below);
  EXPECT_FALSE(sleeve.own.empty());
}

TEST(Fit, a_sleeve_as_short_as_the_old_one_keeps_to_its_outline) {
  EXPECT_TRUE(fit_of(test::flat_person(), test::flat_garment()).sleeves[0]->own.empty());
}

TEST(Fit, no_sleeve_ends_above_the_armpit) {
  // Little more than caps, laid along a bare arm.
  garment::GarmentModel garment = test::flat_garment();
  for (auto& sleeve : garment.upper->sleeves) {
    for (auto* edge : {&sleeve->outer_edge, &sleeve->inner_edge}) edge->resize(edge->size() / 2);
  }
  const GarmentFit fit = fit_of(test::flat_person({.sleeve = 0}), garment);
  for (const int side : kSides) {
    const auto k = static_cast<std::size_t>(side);
    EXPECT_GT(fit.sleeves[k]->inner.back().y, fit.armpit[k].y);
  }
}

TEST(Fit, the_inner_edge_of_a_hanging_sleeve_does_not_cross_the_torso) {
  const person::PersonModel person = test::flat_person();
  const GarmentFit fit = fit_of(person, test::flat_garment());
  for (const int side : kSides) {
    const auto k = static_cast<std::size_t>(side);
    for (const cv::Point2f p : fit.sleeves[k]->inner) {
      EXPECT_GT((p.x - fit.armpit[k].x) * sign_of(side), -0.05 * person.torso.shoulder_width);
    }
  }
}

TEST(Fit, armpits_are_tilted_half_with_the_shoulders) {
  person::PersonModel person = test::flat_person();
  const GarmentFit square = fit_of(person, test::flat_garment());
  const float drop = 0.2F * person.torso.shoulder_width;
  person.arms[0].shoulder.y += drop;
  const GarmentFit tilted = fit_of(person, test::flat_garment());
  const auto slope = [](const GarmentFit& fit) { return fit.armpit[1].y - fit.armpit[0].y; };
  EXPECT_GT(slope(tilted) - slope(square), 0.1F * drop);
  EXPECT_LT(slope(tilted) - slope(square), 0.9F * drop);
}

TEST(Body, an_arm_of_which_nothing_is_seen_is_behind_the_body) {
  person::PersonModel person = test::flat_person();
  EXPECT_FALSE(measure_body(person).arms[0].behind);
  person.labels.setTo(static_cast<int>(person::Label::kBackground),
                      mask_of(person.labels, {arm_label(0), hand_label(0)}));
  EXPECT_TRUE(measure_body(person).arms[0].behind);
  EXPECT_FALSE(measure_body(person).arms[1].behind);
}

TEST(Fit, the_sides_are_never_inside_the_body) {
  const person::PersonModel person = test::flat_person();
  garment::GarmentModel narrow = test::flat_garment();
  for (auto& level : narrow.upper->sides) level = {level.y, 170, 230};
  const GarmentFit fit = fit_of(person, narrow);
  for (std::size_t i = 1; i < fit.levels.size(); ++i) {
    EXPECT_GT(fit.levels[i].right.x - fit.levels[i].left.x, 0.75 * person.torso.shoulder_width);
  }
}

TEST(Body, the_old_sleeves_end_is_found_along_the_arm) {
  const BodyShape body = measure_body(test::flat_person({.sleeve = 0.5F}));
  EXPECT_NEAR(body.arms[0].old_cuff / body.arms[0].path.wrist_at(), 0.5, 0.1);
  EXPECT_LT(measure_body(test::flat_person({.sleeve = 0})).arms[0].old_cuff,
            0.3F * body.arms[0].path.wrist_at());
}

// The seam was found along a pocket on one half of black trousers under a black blouse: the new garment ended
// on a slope down to the hand, and a piece of the hip was erased.
TEST(Waist, a_half_that_slides_off_does_not_tilt_the_seam) {
  person::PersonModel person = test::flat_person({.scale = 2, .waist_y = 280});
  const auto middle = static_cast<std::size_t>(person.image.cols / 2);
  for (std::size_t x = middle + 8; x < person.waist.y.size(); ++x) {
    person.waist.y[x] += std::min(1.5F * static_cast<float>(x - middle - 8), 90.0F);
  }
  const std::vector<float> seam = smooth_waist(person);
  EXPECT_NEAR(seam[middle - 60], 560, 12);
  EXPECT_NEAR(seam[middle + 60], 560, 25);
}

// A white T-shirt on a light ground: the part behind the arm was labelled background and stayed in the
// picture.
TEST(Repair, cloth_that_is_lighter_than_the_ground_is_found) {
  person::PersonModel person = test::flat_person({.scale = 2, .old_garment = {250, 250, 250}});
  const cv::Rect missed(480, 420, 24, 120);
  person.image(missed).setTo(cv::Scalar(250, 250, 250));
  person.labels(missed).setTo(static_cast<int>(person::Label::kBackground));
  person.matte(missed).setTo(0);
  repair_labels(person, make_planes(person.image));
  EXPECT_EQ(person.labels(480, 490), static_cast<unsigned char>(person::Label::kUpperClothes));
}

TEST(Repair, uneven_light_on_the_ground_is_no_cloth) {
  person::PersonModel person = test::flat_person({.scale = 2});
  const image::LabelMap before = person.labels.clone();
  for (int y = 0; y < person.image.rows; ++y) {
    for (int x = 0; x < person.image.cols; ++x) {
      if (before(y, x) == 0)
        person.image(y, x) += cv::Vec3b::all(static_cast<unsigned char>(x * 20 / person.image.cols));
    }
  }
  repair_labels(person, make_planes(person.image));
  EXPECT_LT(cv::countNonZero((person.labels != before) & (before == 0)), 50);
}

}  // namespace
}  // namespace drape::tryon::geometric
