#include "garment/lining.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

namespace drape::garment {
namespace {

const cv::Scalar kRed(170, 30, 35);
const cv::Scalar kSilver(190, 192, 188);
const cv::Scalar kBrown(110, 80, 60);

// A jacket 400 wide between its shoulders and 500 tall, plain red.
GarmentModel jacket() {
  GarmentModel model;
  model.category = Category::kOuter;
  model.colour = image::Image(640, 700, cv::Vec3b(240, 240, 240));
  model.alpha = image::Plane::zeros(model.colour.size());
  const cv::Rect body(150, 60, 400, 500);
  model.colour(body).setTo(kRed);
  model.alpha(body).setTo(1);
  model.box = body;
  UpperLandmarks marks;
  marks.axis_x = 350;
  marks.neck = {cv::Point2f(280, 60), cv::Point2f(420, 60)};
  marks.shoulder_tip = {cv::Point2f(150, 100), cv::Point2f(550, 100)};
  marks.hem_y = 560;
  model.upper = marks;
  return model;
}

// Between the lapels: lining down to a point, with a label in it, below the back of the collar.
void open_front(GarmentModel& model) {
  cv::fillPoly(model.colour, std::vector<std::vector<cv::Point>>{{{290, 100}, {410, 100}, {350, 270}}},
               kSilver);
  cv::rectangle(model.colour, cv::Rect(330, 105, 40, 25), kBrown, cv::FILLED);
}

TEST(Lining, of_an_open_jacket_is_found_with_its_label_and_the_back_of_the_collar) {
  GarmentModel model = jacket();
  open_front(model);
  const image::Mask lining = find_lining(model);
  for (const cv::Point inside :
       {cv::Point(350, 118), cv::Point(310, 115), cv::Point(350, 200), cv::Point(350, 80)})
    EXPECT_EQ(lining(inside), 255) << inside;
  for (const cv::Point front :
       {cv::Point(260, 200), cv::Point(440, 200), cv::Point(350, 330), cv::Point(200, 80)})
    EXPECT_EQ(lining(front), 0) << front;
}

TEST(Lining, buttons_a_pocket_and_a_zip_are_none) {
  GarmentModel model = jacket();
  for (int y = 150; y < 540; y += 80) cv::circle(model.colour, {350, y}, 9, kBrown, cv::FILLED);
  cv::rectangle(model.colour, cv::Rect(420, 200, 70, 60), kSilver, cv::FILLED);
  cv::rectangle(model.colour, cv::Rect(346, 90, 8, 470), kSilver, cv::FILLED);
  EXPECT_EQ(cv::countNonZero(find_lining(model)), 0);
}

TEST(Lining, checks_are_none) {
  GarmentModel model = jacket();
  for (int y = 60; y < 560; y += 50)
    cv::rectangle(model.colour, cv::Rect(150, y, 400, 22), kSilver, cv::FILLED);
  for (int x = 150; x < 550; x += 50)
    cv::rectangle(model.colour, cv::Rect(x, 60, 20, 500), kBrown, cv::FILLED);
  EXPECT_EQ(cv::countNonZero(find_lining(model)), 0);
}

TEST(Lining, is_looked_for_in_jackets_only) {
  GarmentModel model = jacket();
  open_front(model);
  model.category = Category::kUpper;
  EXPECT_EQ(cv::countNonZero(find_lining(model)), 0);
}

TEST(Lining, is_the_same_every_time) {
  GarmentModel model = jacket();
  open_front(model);
  const image::Mask once = find_lining(model);
  const std::uint64_t state = cv::theRNG().state;
  EXPECT_EQ(cv::norm(once, find_lining(model), cv::NORM_INF), 0);
  EXPECT_EQ(cv::theRNG().state, state);
}

}  // namespace
}  // namespace drape::garment
