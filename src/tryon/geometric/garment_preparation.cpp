#include "tryon/geometric/garment_preparation.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace drape::tryon::geometric {

using garment::GarmentModel;
using garment::LowerLandmarks;
using garment::Sleeve;
using garment::UpperLandmarks;

namespace {

void shrink(cv::Point2f& p, float factor) {
  p = (p + cv::Point2f(0.5F, 0.5F)) * factor - cv::Point2f(0.5F, 0.5F);
}

void shrink(float& v, float factor) {
  v = (v + 0.5F) * factor - 0.5F;
}

// `size`: of the reduced picture.
void reduce(UpperLandmarks& marks, cv::Size size, float factor) {
  shrink(marks.axis_x, factor);
  shrink(marks.hem_y, factor);
  marks.collar_height *= factor;
  for (std::size_t k = 0; k < 2; ++k) {
    for (cv::Point2f* p : {&marks.neck[k], &marks.shoulder_tip[k], &marks.armpit[k]}) shrink(*p, factor);
    if (!marks.sleeves[k]) continue;
    Sleeve& sleeve = *marks.sleeves[k];
    cv::resize(sleeve.mask, sleeve.mask, size, 0, 0, cv::INTER_AREA);
    sleeve.mask = sleeve.mask > 127;
    for (cv::Point2f& p : sleeve.outer_edge) shrink(p, factor);
    for (cv::Point2f& p : sleeve.inner_edge) shrink(p, factor);
    for (float& w : sleeve.half_width) w *= factor;
    sleeve.length *= factor;
  }
  for (cv::Point2f& p : marks.front_neckline) shrink(p, factor);
  for (UpperLandmarks::Level& level : marks.sides) {
    for (float* v : {&level.y, &level.left_x, &level.right_x}) shrink(*v, factor);
  }
}

void reduce(LowerLandmarks& marks, float factor) {
  shrink(marks.axis_x, factor);
  for (cv::Point2f& p : marks.waist) shrink(p, factor);
  for (auto* line : {&marks.waistband, &marks.side[0], &marks.side[1], &marks.hem}) {
    for (cv::Point2f& p : *line) shrink(p, factor);
  }
  if (!marks.legs) return;
  shrink(marks.legs->crotch, factor);
  for (auto& line : marks.legs->inner) {
    for (cv::Point2f& p : line) shrink(p, factor);
  }
}

}  // namespace

GarmentModel reduced(const GarmentModel& garment, float factor) {
  GarmentModel small = garment;
  const cv::Size size(std::max(1, cvRound(factor * static_cast<float>(garment.alpha.cols))),
                      std::max(1, cvRound(factor * static_cast<float>(garment.alpha.rows))));
  cv::resize(garment.colour, small.colour, size, 0, 0, cv::INTER_AREA);
  cv::resize(garment.alpha, small.alpha, size, 0, 0, cv::INTER_AREA);
  small.box = cv::Rect(cvFloor(factor * static_cast<float>(garment.box.x)),
                       cvFloor(factor * static_cast<float>(garment.box.y)),
                       cvCeil(factor * static_cast<float>(garment.box.width)),
                       cvCeil(factor * static_cast<float>(garment.box.height))) &
              cv::Rect({}, size);
  if (small.upper) reduce(*small.upper, size, factor);
  if (small.lower) reduce(*small.lower, factor);
  return small;
}

GarmentModel with_even_sleeves(const GarmentModel& garment) {
  GarmentModel even = garment;
  auto& sleeves = even.upper->sleeves;
  if (!sleeves[0] || !sleeves[1]) sleeves = {};
  return even;
}

}  // namespace drape::tryon::geometric
