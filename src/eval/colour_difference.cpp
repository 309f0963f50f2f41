#include "eval/colour_difference.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "eval/palette.h"
#include "eval/shading.h"
#include "image/colour.h"

namespace drape::eval {
namespace {

constexpr int kColours = 12;
constexpr int kPixelsMin = 400;
constexpr double kMarginShare = 0.015;  // Of the square root of the area.
constexpr double kSigmaShare = 0.10;

std::optional<std::vector<PaletteColour>> palette_without_shading(const Surface& surface) {
  const double side = std::sqrt(cv::countNonZero(surface.mask));
  const int margin = std::max(1, static_cast<int>(std::lround(side * kMarginShare)));
  image::Mask inner;
  cv::erode(surface.mask, inner,
            cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * margin + 1, 2 * margin + 1}), {-1, -1}, 1,
            cv::BORDER_CONSTANT, cv::Scalar::all(0));
  if (cv::countNonZero(inner) < kPixelsMin) return std::nullopt;
  const cv::Rect box = cv::boundingRect(inner);
  const image::LabImage lab = image::to_lab(surface.picture(box));
  return palette_of(without_shading(lab, inner(box), side * kSigmaShare), inner(box), kColours);
}

}  // namespace

std::optional<double> colour_difference(const Surface& photo, const Surface& worn) {
  const auto photo_palette = palette_without_shading(photo);
  const auto worn_palette = palette_without_shading(worn);
  if (!photo_palette || !worn_palette) return std::nullopt;
  return palette_distance(*photo_palette, *worn_palette);
}

}  // namespace drape::eval
