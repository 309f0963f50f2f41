#include "tryon/wearer/mirror_sleeve.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "tryon/geometric/planes.h"

namespace drape::tryon::wearer {
namespace {

using garment::Sleeve;
using garment::UpperLandmarks;

/// Mirrors about a vertical and then turns, scales and moves, so that shoulder tip and armpit fall on those
/// of the other side.
class Mirror {
 public:
  Mirror(const UpperLandmarks& marks, std::size_t from, std::size_t to) {
    const cv::Point2f across = marks.armpit[from] - marks.shoulder_tip[from];
    const cv::Point2f span(-across.x, across.y);
    const cv::Point2f wanted = marks.armpit[to] - marks.shoulder_tip[to];
    // As complex numbers: wanted = factor * span.
    const float norm = std::max(span.dot(span), 1.0F);
    const cv::Point2f factor(wanted.dot(span) / norm, static_cast<float>(span.cross(wanted)) / norm);
    const cv::Matx22f turn(factor.x, -factor.y, factor.y, factor.x);
    const cv::Matx22f linear = turn * cv::Matx22f(-1, 0, 0, 1);
    const cv::Point2f move = marks.shoulder_tip[to] - linear * marks.shoulder_tip[from];
    matrix_ = (cv::Mat1f(2, 3) << linear(0, 0), linear(0, 1), move.x, linear(1, 0), linear(1, 1), move.y);
    scale_ = std::sqrt(factor.dot(factor));
  }

  [[nodiscard]] std::vector<cv::Point2f> of(const std::vector<cv::Point2f>& line) const {
    std::vector<cv::Point2f> out;
    cv::transform(line, out, matrix_);
    return out;
  }
  template <typename Pixel>
  [[nodiscard]] cv::Mat_<Pixel> of(const cv::Mat_<Pixel>& plane) const {
    cv::Mat_<Pixel> out;
    cv::warpAffine(plane, out, matrix_, plane.size(), cv::INTER_LINEAR, cv::BORDER_CONSTANT);
    return out;
  }
  [[nodiscard]] float scale() const { return scale_; }

 private:
  cv::Mat1f matrix_;
  float scale_ = 1;
};

}  // namespace

void mirror_sleeve(garment::GarmentModel& garment, std::size_t missing, const image::Mask& torso) {
  UpperLandmarks& marks = *garment.upper;
  const Mirror mirror(marks, 1 - missing, missing);
  Sleeve sleeve = *marks.sleeves[1 - missing];
  image::Plane alpha = image::Plane::zeros(garment.alpha.size());
  garment.alpha.copyTo(alpha, sleeve.mask);
  alpha = mirror.of(alpha);

  image::Mask side = image::Mask::zeros(torso.size());
  const int axis = std::clamp(cvRound(marks.axis_x), 0, side.cols);
  (missing == 0 ? side.colRange(0, axis) : side.colRange(axis, side.cols)).setTo(255);
  garment.alpha.setTo(0, side & ~torso);
  geometric::ColourPlane colour;
  garment.colour.convertTo(colour, CV_32F);
  // Somewhat past the sleeve, so that its colours stay continued past its edge.
  const image::Mask reach = geometric::dilated(image::Mask(alpha > 0), 3);
  geometric::blend(colour, mirror.of(colour), geometric::soften(reach, 1));
  colour.convertTo(garment.colour, CV_8U);
  garment.alpha = cv::max(garment.alpha, alpha);

  sleeve.outer_edge = mirror.of(sleeve.outer_edge);
  sleeve.inner_edge = mirror.of(sleeve.inner_edge);
  for (float& width : sleeve.half_width) width *= mirror.scale();
  sleeve.length *= mirror.scale();
  sleeve.mask = alpha > 0.5F;
  marks.sleeves[missing] = std::move(sleeve);
}

}  // namespace drape::tryon::wearer
