#include "garment/neckline.h"

#include <gtest/gtest.h>

#include <cmath>
#include <opencv2/imgproc.hpp>

namespace drape::garment {
namespace {

constexpr int kSeam = 130;  // Lowest row of the edge of the light cloth.
constexpr int kRib = 18;    // Its width, pixels.
constexpr int kShoulder = 60;

/// The front of a light T-shirt with a round neck opening between columns 120 and 280, its inner back behind.
struct TShirt {
  image::Mask mask = image::Mask::zeros(500, 400);
  image::LabImage lab{mask.size(), cv::Vec3f(100, 0, 0)};

  explicit TShirt(cv::Vec3f inner_back) {
    const std::vector<cv::Point> outline{{120, kShoulder}, {280, kShoulder}, {340, 80},  {390, 190},
                                         {340, 210},       {320, 150},       {320, 450}, {80, 450},
                                         {80, 150},        {60, 210},        {10, 190},  {60, 80}};
    cv::fillPoly(mask, std::vector<std::vector<cv::Point>>{outline}, 255);
    lab.setTo(cv::Vec3f(78, 10, -12), mask);
    opening(0, inner_back);
  }

  void opening(int inset, cv::Vec3f colour) {
    image::Mask inside = image::Mask::zeros(mask.size());
    cv::ellipse(inside, {200, kShoulder}, {80 - inset, kSeam - kShoulder - inset}, 0, 0, 180, 255,
                cv::FILLED);
    lab.setTo(colour, inside & mask);
  }

  [[nodiscard]] std::vector<cv::Point2f> front_edge() const {
    const Silhouette shape = trace_silhouette(mask);
    const Neck neck{{cv::Point2f(120, kShoulder), cv::Point2f(280, kShoulder)},
                    {cv::Point2f(120, kShoulder), cv::Point2f(280, kShoulder)}};
    return find_front_neckline(lab, shape, neck);
  }

  /// Row of the front edge at the axis.
  [[nodiscard]] float lowest() const {
    float row = 0;
    for (const cv::Point2f p : front_edge()) row = std::max(row, p.y);
    return row;
  }
};

TEST(FrontNeckline, is_where_the_shaded_inner_back_begins) {
  EXPECT_NEAR(TShirt({45, 12, -14}).lowest(), kSeam, 4);
}

TEST(FrontNeckline, a_dark_rib_belongs_to_the_front) {
  TShirt shirt({16, 9, -8});
  shirt.opening(kRib, {11, 6, -9});
  EXPECT_NEAR(shirt.lowest(), kSeam - kRib, 5);
}

TEST(FrontNeckline, a_dark_lining_without_an_edge_in_it_is_no_rib) {
  EXPECT_NEAR(TShirt({16, 9, -8}).lowest(), kSeam, 4);
}

TEST(FrontNeckline, may_be_rounder_on_one_side_than_on_the_other) {
  TShirt shirt({78, 10, -12});  // No opening yet.
  const auto round = [](int x) {
    return kShoulder + 120 * (1 - std::pow(static_cast<float>(x - 190) / 90, 8.0F));
  };
  std::vector<cv::Point> opening{{120, kShoulder}, {140, 75}, {160, 100}, {175, 135}, {190, kShoulder + 120}};
  for (int x = 192; x <= 280; x += 2) opening.emplace_back(x, cvRound(round(x)));
  cv::fillPoly(shirt.lab, std::vector<std::vector<cv::Point>>{opening}, cv::Scalar(45, 12, -14));
  for (const cv::Point2f p : shirt.front_edge()) {
    if (p.x < 205 || p.x > 260) continue;
    EXPECT_NEAR(p.y, round(cvRound(p.x)), 8) << p.x;
  }
}

/// Black knitted cloth without an opening: a closed collar stands 50 pixels high between columns 150 and 250.
struct Turtleneck {
  image::Mask mask = image::Mask::zeros(500, 400);
  image::LabImage lab{mask.size(), cv::Vec3f(100, 0, 0)};

  Turtleneck() {
    const std::vector<cv::Point> outline{{150, 40},  {250, 40},  {255, 90},  {340, 120}, {390, 230},
                                         {340, 250}, {320, 190}, {320, 450}, {80, 450},  {80, 190},
                                         {60, 250},  {10, 230},  {60, 120},  {145, 90}};
    cv::fillPoly(mask, std::vector<std::vector<cv::Point>>{outline}, 255);
    lab.setTo(cv::Vec3f(9, 0, 0), mask);
  }

  /// A fold in the shape of a V down to `depth` below the collar's edge, darker by `step` of L*.
  void fold(int depth, float step) {
    const std::vector<cv::Point> v{{150, 40}, {250, 40}, {200, 40 + depth}};
    image::Mask inside = image::Mask::zeros(mask.size());
    cv::fillPoly(inside, std::vector<std::vector<cv::Point>>{v}, 255);
    lab.setTo(cv::Vec3f(9 - step, 0, 0), inside & mask);
    cv::GaussianBlur(lab, lab, {}, 1.5);
  }

  [[nodiscard]] float lowest() const {
    const Neck neck{
        {cv::Point2f(145, 90), cv::Point2f(255, 90)}, {cv::Point2f(150, 40), cv::Point2f(250, 40)}, 50};
    float row = 0;
    for (const cv::Point2f p : find_front_neckline(lab, trace_silhouette(mask), neck))
      row = std::max(row, p.y);
    return row;
  }
};

TEST(FrontNeckline, of_an_open_collar_reaches_below_the_collar) {
  Turtleneck shirt;
  shirt.fold(75, 5);
  EXPECT_GT(shirt.lowest(), 95);
}

TEST(FrontNeckline, a_fold_in_a_closed_black_collar_is_none) {
  Turtleneck shirt;
  shirt.fold(75, 2.6F);
  EXPECT_LT(shirt.lowest(), 60);
}

}  // namespace
}  // namespace drape::garment
