#include "eval/print_patch.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "eval/palette.h"
#include "eval/shading.h"
#include "image/colour.h"

namespace drape::eval {
namespace {

constexpr double kPrintDistance = 15;
constexpr float kLightnessWeight = 0.5F;  // Folds, pile and knit change the lightness more than the colour.
constexpr double kPrintShareMin = 0.01;   // Of the garment's body.
constexpr double kSpeckShare = 0.0005;    // Smaller islands are dust and buttons.
constexpr int kSideMin = 24;              // Pixels.
constexpr int kColours = 6;
constexpr double kSigmaShare = 0.30;  // Of the body's width: slower than any print.
constexpr double kPadShare = 0.04;    // Of the body's width: some ground around the print.

image::Mask away_from_edge(const image::Mask& mask) {
  const int radius = std::max(1, mask.cols / 40);
  image::Mask inner;
  cv::erode(mask, inner, cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * radius + 1, 2 * radius + 1}));
  return inner;
}

image::Mask differing_from(const image::LabImage& lab, const cv::Vec3f& main_colour,
                           const image::Mask& within) {
  image::Mask out = image::Mask::zeros(lab.size());
  for (int y = 0; y < lab.rows; ++y) {
    for (int x = 0; x < lab.cols; ++x) {
      cv::Vec3f difference = lab(y, x) - main_colour;
      difference[0] *= kLightnessWeight;
      if (within(y, x) != 0 && cv::norm(difference) > kPrintDistance) out(y, x) = 255;
    }
  }
  return out;
}

/// Box around all islands that are more than specks; its area is that of the islands alone.
struct Islands {
  cv::Rect box;
  int area = 0;
};

Islands islands_of(const image::Mask& mask) {
  cv::Mat labels;
  cv::Mat1i statistics;
  cv::Mat centres;
  const int count = cv::connectedComponentsWithStats(mask, labels, statistics, centres);
  Islands islands;
  for (int i = 1; i < count; ++i) {
    const int area = statistics(i, cv::CC_STAT_AREA);
    if (area < kSpeckShare * static_cast<double>(mask.total())) continue;
    const cv::Rect box(statistics(i, cv::CC_STAT_LEFT), statistics(i, cv::CC_STAT_TOP),
                       statistics(i, cv::CC_STAT_WIDTH), statistics(i, cv::CC_STAT_HEIGHT));
    islands.box = islands.area == 0 ? box : islands.box | box;
    islands.area += area;
  }
  return islands;
}

}  // namespace

std::optional<PrintPatch> find_print(const PrintSource& source, double scale) {
  const cv::Rect body = source.body & cv::Rect({0, 0}, source.picture.size());
  const cv::Size size(cvRound(body.width * scale), cvRound(body.height * scale));
  if (std::min(size.width, size.height) < kSideMin) return std::nullopt;
  image::Image picture;
  cv::resize(source.picture(body), picture, size, 0, 0, scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
  image::Mask mask;
  cv::resize(source.mask(body), mask, size, 0, 0, cv::INTER_NEAREST);
  if (cv::countNonZero(mask) < kSideMin * kSideMin) return std::nullopt;

  const image::LabImage lab = without_shading(image::to_lab(picture), mask, size.width * kSigmaShare);
  const cv::Vec3f main_colour = palette_of(lab, mask, kColours).front().lab;
  const Islands print = islands_of(differing_from(lab, main_colour, away_from_edge(mask)));
  if (print.area < kPrintShareMin * cv::countNonZero(mask)) return std::nullopt;

  const int pad = cvRound(size.width * kPadShare);
  const cv::Rect padded =
      cv::Rect(print.box.x - pad, print.box.y - pad, print.box.width + 2 * pad, print.box.height + 2 * pad) &
      cv::Rect({0, 0}, size);
  if (std::min(padded.width, padded.height) < kSideMin) return std::nullopt;
  const double back_x = static_cast<double>(body.width) / size.width;
  const double back_y = static_cast<double>(body.height) / size.height;
  return PrintPatch{lab(padded).clone(), mask(padded).clone(),
                    cv::Rect2d(body.x + padded.x * back_x, body.y + padded.y * back_y, padded.width * back_x,
                               padded.height * back_y)};
}

}  // namespace drape::eval
