#include "person/sleeve_end.h"

#include <gtest/gtest.h>

#include "standing_scene.h"

namespace drape::person {
namespace {

constexpr float kLikely = -2;

// Short sleeves: cloth down to row 190, below it both arms are bare.
test::Scene short_sleeves() {
  test::Scene scene;
  const cv::Size size = scene.parts.size();
  scene.evidence.background.log_likelihood = image::Plane(size, -10.0F);
  scene.evidence.upper(cv::Rect(100, 140, 200, 50)).setTo(kLikely);
  for (const int x : {110, 254}) scene.evidence.skin(cv::Rect(x, 190, 36, 140)).setTo(kLikely);
  return scene;
}

CoverEnds ends_in(const test::Scene& scene) {
  const RepairContext context = scene.context();
  return find_sleeve_ends(context.body, context.evidence, context.waist,
                          image::Plane(scene.parts.size(), 1.0F));
}

TEST(SleeveEnds, are_where_skin_begins) {
  const CoverEnds ends = ends_in(short_sleeves());
  for (const float end : ends) EXPECT_NEAR(end, 0.55F, 0.2F);
}

// Nothing is seen of the forearm: the trousers before it are no sleeve.
TEST(SleeveEnds, an_arm_that_goes_behind_the_trousers_follows_the_other_one) {
  test::Scene scene = short_sleeves();
  const cv::Rect hidden(110, 190, 36, 140);
  scene.evidence.skin(hidden).setTo(-10);
  scene.evidence.lower(hidden).setTo(kLikely);
  const CoverEnds ends = ends_in(scene);
  EXPECT_NEAR(ends[0], 0.55F, 0.2F);
  EXPECT_LT(ends[1], 1.2F);
}

}  // namespace
}  // namespace drape::person
