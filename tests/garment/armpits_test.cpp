#include "garment/armpits.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

namespace drape::garment {
namespace {

using Points = std::vector<cv::Point>;

// A boxy top with cap sleeves that lies a little askew: the right cap slopes so steeply into the side that no
// corner shows where it ends.
image::Mask cap_sleeves_askew() {
  image::Mask mask = image::Mask::zeros(500, 400);
  const Points top{{137, 68},  {256, 65}, {318, 86}, {354, 138}, {318, 196}, {300, 260},
                   {317, 447}, {82, 447}, {98, 250}, {72, 188},  {24, 150},  {62, 92}};
  cv::fillPoly(mask, std::vector<Points>{top}, 255);
  return mask;
}

TEST(Armpits, of_cap_sleeves_are_found_on_both_sides) {
  const Silhouette shape = trace_silhouette(cap_sleeves_askew());
  const std::array<Armpit, 2> armpits = find_sleeve_armpits(shape);
  ASSERT_TRUE(armpits[0].has_sleeve);
  ASSERT_TRUE(armpits[1].has_sleeve);
  EXPECT_NEAR(armpits[0].point.y, armpits[1].point.y, 3);
}

TEST(Armpits, lie_on_the_outline) {
  const Silhouette shape = trace_silhouette(cap_sleeves_askew());
  for (const Armpit& armpit : find_sleeve_armpits(shape)) {
    float nearest = 1e6F;
    for (const cv::Point p : shape.outline)
      nearest = std::min(nearest, static_cast<float>(cv::norm(cv::Point2f(p) - armpit.point)));
    EXPECT_LT(nearest, 2);
  }
}

TEST(Armpits, a_top_without_sleeves_has_none) {
  image::Mask mask = image::Mask::zeros(500, 400);
  const Points top{{130, 60}, {160, 60},  {170, 120}, {230, 120}, {240, 60},
                   {270, 60}, {280, 180}, {310, 440}, {90, 440},  {120, 180}};
  cv::fillPoly(mask, std::vector<Points>{top}, 255);
  for (const Armpit& armpit : find_sleeve_armpits(trace_silhouette(mask))) EXPECT_FALSE(armpit.has_sleeve);
}

}  // namespace
}  // namespace drape::garment
