#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "garment/analyse.h"
#include "garment/cutout.h"
#include "garment/describe.h"
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

/// How far the front neckline hangs below its ends, shares of its width; nothing without the photograph.
std::optional<float> neckline_depth(const std::string& folder, const std::string& name) {
  for (const auto& path : photographs(folder)) {
    if (path.filename() != name) continue;
    StageContext stages;
    const auto model = describe_garment(read_photograph(path), stages, nullptr);
    if (!model || !model->upper) {
      ADD_FAILURE() << path << " is not understood as a top";
      return std::nullopt;
    }
    const auto& line = model->upper->front_neckline;
    float lowest = 0;
    for (const cv::Point2f point : line) lowest = std::max(lowest, point.y);
    return (lowest - 0.5F * (line.front().y + line.back().y)) / (line.back().x - line.front().x);
  }
  return std::nullopt;
}

// The back of a shirt's collar, label included, was laid over the wearer's neck.
TEST(ProductPhotographs, open_shirt_collar_has_its_front_edge_below_the_label) {
  const auto depth = neckline_depth("pairs/garment", "00034_00.jpg");
  if (!depth) GTEST_SKIP() << kNoPhotographs;
  EXPECT_GT(*depth, 0.6F);
}

TEST(ProductPhotographs, turtleneck_has_no_opening) {
  const auto depth = neckline_depth("full-body/garment", "2.jpg");
  if (!depth) GTEST_SKIP() << kNoPhotographs;
  EXPECT_LT(*depth, 0.1F);
}

}  // namespace
}  // namespace drape::garment
