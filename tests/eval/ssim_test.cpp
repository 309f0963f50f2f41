#include "eval/ssim.h"

#include <gtest/gtest.h>

#include "pictures.h"

namespace drape::eval {
namespace {

// The expected values come from another program: NumPy, windows summed with an explicit kernel, two-pass
// variance.
constexpr double kTolerance = 1e-6;

TEST(Ssim, is_one_for_equal_pictures) {
  EXPECT_DOUBLE_EQ(ssim(pattern(64, 48), pattern(64, 48)), 1);
  EXPECT_DOUBLE_EQ(ms_ssim(pattern(200, 190), pattern(200, 190)).value(), 1);
}

TEST(Ssim, agrees_with_an_independent_implementation) {
  EXPECT_NEAR(ssim(pattern(64, 48), disturbed_pattern(64, 48)), 0.7288546985, kTolerance);
}

TEST(Ssim, of_a_region_is_the_mean_of_its_windows) {
  const image::Mask region = rectangle({64, 48}, {20, 12, 20, 18});
  EXPECT_NEAR(ssim_in(pattern(64, 48), disturbed_pattern(64, 48), region).value(), 0.7796903289, kTolerance);
}

TEST(Ssim, of_an_empty_region_is_nothing) {
  EXPECT_FALSE(ssim_in(pattern(64, 48), pattern(64, 48), image::Mask::zeros(48, 64)).has_value());
}

TEST(Ssim, is_symmetric) {
  EXPECT_DOUBLE_EQ(ssim(pattern(64, 48), disturbed_pattern(64, 48)),
                   ssim(disturbed_pattern(64, 48), pattern(64, 48)));
}

TEST(Ssim, of_two_flat_pictures_is_the_luminance_term_alone) {
  // (2 * 100 * 150 + C1) / (100^2 + 150^2 + C1) with C1 = 6.5025.
  EXPECT_NEAR(ssim(plain({32, 32}, {100, 100, 100}), plain({32, 32}, {150, 150, 150})),
              30006.5025 / 32506.5025, kTolerance);
}

TEST(MultiScaleSsim, agrees_with_an_independent_implementation) {
  // 190 rows: an odd number of rows from the second scale on.
  EXPECT_NEAR(ms_ssim(pattern(200, 190), disturbed_pattern(200, 190)).value(), 0.9720558422, kTolerance);
}

TEST(MultiScaleSsim, needs_176_pixels) {
  EXPECT_FALSE(ms_ssim(pattern(300, 175), pattern(300, 175)).has_value());
  EXPECT_TRUE(ms_ssim(pattern(300, 176), pattern(300, 176)).has_value());
}

}  // namespace
}  // namespace drape::eval
