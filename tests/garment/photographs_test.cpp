#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "garment/analyse.h"
#include "garment/cutout.h"
#include "test_pictures.h"

namespace drape::garment {
namespace {

constexpr const char* kNoPhotographs = "no photographs: set DRAPE_TEST_DATA";

TEST(ProductPhotographs, are_cut_out_as_the_masks_drawn_for_them) {
  const auto masks = photographs("parsed/garment-mask");
  int compared = 0;
  for (const auto& path : masks) {
    const auto picture_path = path.parent_path().parent_path() / "garment" / path.filename();
    if (!std::filesystem::exists(picture_path)) continue;
    SCOPED_TRACE(path.filename());
    image::Mask drawn;
    cv::cvtColor(read_photograph(path), drawn, cv::COLOR_RGB2GRAY);
    const auto cutout = cut_out(read_photograph(picture_path));
    ASSERT_TRUE(cutout);
    const double iou = overlap(cutout->alpha > 0.5F, drawn > 127);
    std::printf("%s %.4f\n", path.filename().c_str(), iou);
    EXPECT_GE(iou, 0.97);
    ++compared;
  }
  if (compared == 0) GTEST_SKIP() << kNoPhotographs;
}

}  // namespace
}  // namespace drape::garment
