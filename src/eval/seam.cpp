#include "eval/seam.h"

#include <algorithm>
#include <array>
#include <opencv2/imgproc.hpp>

#include "image/colour.h"

namespace drape::eval {
namespace {

constexpr double kReach = 3;         // Pixels from the border to either side.
constexpr int kGarmentDistance = 7;  // Nearer to the garment's outline a step is the garment's own.
constexpr int kBorderPixelsMin = 20;

image::Mask grown(const image::Mask& mask, int radius) {
  image::Mask out;
  cv::dilate(mask, out, cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * radius + 1, 2 * radius + 1}));
  return out;
}

/// Outermost pixels of the repainted region that lie away from the garment.
image::Mask border_away_from_garment(const SeamInput& input) {
  image::Mask inner;
  cv::erode(input.changed, inner, cv::Mat());
  return input.changed & ~inner & ~grown(input.garment, kGarmentDistance);
}

/// Direction into the region at each pixel of its border, not normalised.
cv::Mat2f inward_of(const image::Mask& region) {
  cv::Mat1f soft;
  region.convertTo(soft, CV_32F, 1.0 / 255);
  cv::GaussianBlur(soft, soft, {}, 2);
  std::array<cv::Mat, 2> slope;
  cv::Sobel(soft, slope[0], CV_32F, 1, 0);
  cv::Sobel(soft, slope[1], CV_32F, 0, 1);
  cv::Mat2f out;
  cv::merge(slope, out);
  return out;
}

image::LabImage local_lab(const image::Image& image) {
  image::LabImage lab = image::to_lab(image);
  cv::blur(lab, lab, {3, 3});
  return lab;
}

}  // namespace

std::optional<double> seam_visibility(const SeamInput& input) {
  const image::Mask border = border_away_from_garment(input);
  const cv::Mat2f inward = inward_of(input.changed);
  const image::LabImage result = local_lab(input.result);
  const image::LabImage photo = local_lab(input.photo);
  const cv::Rect frame({0, 0}, border.size());
  double sum = 0;
  int count = 0;
  for (int y = 0; y < border.rows; ++y) {
    for (int x = 0; x < border.cols; ++x) {
      const double length = cv::norm(inward(y, x));
      if (border(y, x) == 0 || length == 0) continue;
      const cv::Vec2d step = cv::Vec2d(inward(y, x)) * (kReach / length);
      const cv::Point in(cvRound(x + step[0]), cvRound(y + step[1]));
      const cv::Point out(cvRound(x - step[0]), cvRound(y - step[1]));
      if (!frame.contains(in) || !frame.contains(out)) continue;
      sum += std::max(0.0, cv::norm(result(in) - result(out)) - cv::norm(photo(in) - photo(out)));
      ++count;
    }
  }
  if (count < kBorderPixelsMin) return std::nullopt;
  return sum / count;
}

}  // namespace drape::eval
