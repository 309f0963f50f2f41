#include "tryon/geometric/cloth_edges.h"

#include <gtest/gtest.h>

#include "flat_pictures.h"
#include "tryon/geometric/body_shape.h"
#include "tryon/geometric/planes.h"

namespace drape::tryon::geometric {
namespace {

using person::Label;

int first_of(const image::Mask& mask, int row) {
  int x = 0;
  while (mask(row, x) == 0) ++x;
  return x;
}

TEST(AsSeen, light_flecks_at_the_old_edge_leave_no_marks) {
  person::PersonModel person = test::flat_person({.scale = 2});
  const image::Mask upper = mask_of(person.labels, {Label::kUpperClothes});
  const int row = 2 * 250;
  const int edge = first_of(upper, row);
  person.matte = as_plane(upper);
  for (int y = row - 10; y < row + 10; y += 3) person.matte(y, edge + 1) = 0.3F;
  const EdgeCorrection correction = as_seen(person, sure_old(person), as_plane(upper));
  EXPECT_EQ(correction.trimmed(row - 10 + 3, edge + 1), 0);
}

TEST(AsSeen, what_trimming_cuts_off_from_the_cloth_goes_with_it) {
  person::PersonModel person = test::flat_person({.scale = 2});
  const image::Mask upper = mask_of(person.labels, {Label::kUpperClothes});
  person.matte = as_plane(upper);
  const int row = 2 * 250;
  const cv::Rect spike(first_of(upper, row) - 7, row, 7, 4);
  image::Plane cloth = as_plane(upper);
  cloth(spike).setTo(1);
  const EdgeCorrection correction = as_seen(person, sure_old(person), cloth);
  EXPECT_GT(correction.trimmed(row + 1, spike.x), 0.9F);
  EXPECT_EQ(correction.trimmed(row + 1, spike.x + 20), 0);
}

TEST(AsSeen, specks_beside_the_old_edge_are_no_cloth) {
  person::PersonModel person = test::flat_person({.scale = 2});
  const image::Mask upper = mask_of(person.labels, {Label::kUpperClothes});
  person.matte = as_plane(upper);
  const int row = 2 * 250;
  const int edge = first_of(upper, row);
  person.matte(row, edge - 2) = 1;
  for (int y = row + 4; y < row + 20; ++y) person.matte(y, first_of(upper, y) - 1) = 0.4F;  // A soft edge.
  const EdgeCorrection correction = as_seen(person, sure_old(person), as_plane(upper));
  EXPECT_LT(correction.grown(row, edge - 2), 0.5F);
  EXPECT_GT(correction.grown(row + 12, first_of(upper, row + 12) - 1), 0.3F);
}

}  // namespace
}  // namespace drape::tryon::geometric
