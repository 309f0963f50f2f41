#include "image/outline_rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace drape::image {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;

TEST(Opened, drops_what_juts_over_fewer_rows_and_keeps_what_is_tall) {
  EXPECT_THAT(opened({5, 5, 9, 9, 5, 5}, 3), Each(5));
  EXPECT_THAT(opened({5, 9, 9, 9, 5, 5}, 3), ElementsAre(5, 9, 9, 9, 5, 5));
}

TEST(Opened, leaves_a_slope_and_a_single_row_alone) {
  EXPECT_THAT(opened({1, 2, 3, 4}, 2), ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(opened({7}, 4), ElementsAre(7));
}

TEST(ConcaveOver, bridges_a_notch_and_keeps_a_bulge) {
  EXPECT_THAT(concave_over({4, 1, 6, 6, 2}), ElementsAre(4, 5, 6, 6, 2));
  EXPECT_THAT(concave_over({0, 5, 8, 9}), ElementsAre(0, 5, 8, 9));
}

TEST(Bridged, lines_out_hidden_rows) {
  EXPECT_THAT(bridged({0, 4, 0, 8, 1}, 3), ElementsAre(4, 4, 6, 8, 8));
  EXPECT_THAT(bridged({1, 2}, 3), ElementsAre(1, 2));
}

}  // namespace
}  // namespace drape::image
