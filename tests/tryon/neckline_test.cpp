#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "flat_pictures.h"
#include "tryon/geometric/fit.h"
#include "tryon/geometric/planes.h"

namespace drape::tryon::geometric {
namespace {

constexpr float kScale = 2;  // Shoulders 200 pixels wide.

GarmentFit fit_of(const person::PersonModel& person) {
  return fit_garment(person, measure_body(person), test::flat_garment());
}

// Where the neckline lies when the old one is not seen.
std::vector<FitPoint> natural_line() {
  person::PersonModel person = test::flat_person({.scale = kScale});
  person.labels.setTo(static_cast<int>(person::Label::kFace), mask_of(person.labels, {person::Label::kNeck}));
  return fit_of(person).neckline;
}

// The old garment's neckline lies `below(v)` pixels below `line`; v is -1 at its left end, 1 at its right.
person::PersonModel with_neckline(const std::vector<FitPoint>& line,
                                  const std::function<float(float)>& below) {
  person::PersonModel person = test::flat_person({.scale = kScale});
  const float middle = (line.front().person.x + line.back().person.x) / 2;
  const float half = (line.back().person.x - line.front().person.x) / 2;
  for (std::size_t i = 1; i < line.size(); ++i) {
    for (int x = cvCeil(line[i - 1].person.x); x <= cvFloor(line[i].person.x); ++x) {
      const float v = (static_cast<float>(x) - middle) / half;
      if (std::abs(v) > 0.8F) continue;
      const int edge = cvRound(line[i].person.y + below(v));
      person.labels.col(x).rowRange(edge - 40, edge).setTo(static_cast<int>(person::Label::kNeck));
      person.labels.col(x).rowRange(edge, edge + 60).setTo(static_cast<int>(person::Label::kUpperClothes));
    }
  }
  return person;
}

float largest_change(const std::vector<FitPoint>& a, const std::vector<FitPoint>& b) {
  float largest = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    largest = std::max(largest, static_cast<float>(cv::norm(a[i].person - b[i].person)));
  return largest;
}

TEST(Neckline, an_old_one_of_the_same_shape_is_kept) {
  const std::vector<FitPoint> natural = natural_line();
  ASSERT_GT(natural.size(), 20U);
  const auto kept = fit_of(with_neckline(natural, [](float) { return 6.0F; })).neckline;
  ASSERT_EQ(kept.size(), natural.size());
  const std::size_t middle = natural.size() / 2;
  EXPECT_NEAR(kept[middle].person.y - natural[middle].person.y, 6, 2.5);
}

// A crew neck was drawn as a V over a shirt with an open collar.
TEST(Neckline, an_old_one_of_another_shape_does_not_bend_the_new_one) {
  const std::vector<FitPoint> natural = natural_line();
  // That of an open shirt: level, with a notch.
  const auto notch = [](float v) { return std::max(0.0F, 40 * (1 - std::abs(v) / 0.35F)) - 6; };
  const auto fitted = fit_of(with_neckline(natural, notch)).neckline;
  ASSERT_EQ(fitted.size(), natural.size());
  EXPECT_LT(largest_change(natural, fitted), 0.5);
}

// The front's lowest point below the ends of the neckline, in shares of their distance.
float depth_of(const garment::GarmentModel& garment) {
  const person::PersonModel person = test::flat_person({.scale = kScale});
  const GarmentFit fit = fit_garment(person, measure_body(person), garment);
  float lowest = 0;
  for (const FitPoint& point : fit.neckline) lowest = std::max(lowest, point.person.y);
  return (lowest - (fit.neck[0].y + fit.neck[1].y) / 2) / (fit.neck[1].x - fit.neck[0].x);
}

// Its front edge lies as flat as that of a close crew neck on a table; `width` in shares of the shoulders'.
garment::GarmentModel with_flat_neckline(float width) {
  garment::GarmentModel garment = test::flat_garment();
  garment::UpperLandmarks& marks = *garment.upper;
  const float half = width / 2 * (marks.shoulder_tip[1].x - marks.shoulder_tip[0].x);
  marks.neck[0].x = marks.axis_x - half;
  marks.neck[1].x = marks.axis_x + half;
  marks.front_neckline.clear();
  for (int i = 0; i <= 40; ++i) {
    const float u = static_cast<float>(i) / 20 - 1;
    marks.front_neckline.emplace_back(marks.axis_x + half * u, marks.neck[0].y + 0.2F * half * (1 - u * u));
  }
  return garment;
}

TEST(Neckline, a_close_one_leans_forward_on_the_body) {
  EXPECT_GT(depth_of(with_flat_neckline(0.42F)), 0.25F);
}

TEST(Neckline, a_boat_neck_stays_flat) {
  EXPECT_LT(depth_of(with_flat_neckline(0.70F)), 0.20F);
}

}  // namespace
}  // namespace drape::tryon::geometric
