#include "eval/garment_surface.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "garment/lining.h"

namespace drape::eval {
namespace {

using garment::Category;
using garment::GarmentModel;
using garment::UpperLandmarks;

/// A point of the garment, the point of the person where it belongs, and the scale.
struct Anchor {
  cv::Point2d garment;
  cv::Point2d person;
  double scale = 1;
};

Anchor anchor_of(const GarmentModel& garment, const person::TorsoFrame& torso) {
  const double shoulders = torso.shoulder_width;
  if (garment.upper) {
    const auto& tip = garment.upper->shoulder_tip;
    const cv::Point2d middle = (tip[0] + tip[1]) / 2;
    return {middle, cv::Point2d(torso.shoulder_mid) - cv::Point2d(torso.down) * 0.1 * shoulders,
            1.15 * shoulders / cv::norm(tip[1] - tip[0])};
  }
  const cv::Rect& box = garment.box;
  const cv::Point2d top(box.x + box.width / 2.0, box.y);
  if (garment.category == Category::kLower || garment.category == Category::kSkirt) {
    return {top, torso.at(0.85F, 0), 0.95 * shoulders / box.width};
  }
  return {top, torso.at(-0.1F, 0), 1.4 * shoulders / box.width};
}

}  // namespace

image::Mask worn_side(const GarmentModel& garment) {
  image::Mask mask = garment.alpha > 0.5F;
  if (garment.upper) mask.setTo(0, garment::find_lining(garment));
  if (!garment.upper || garment.upper->front_neckline.size() < 2) return mask;
  std::vector<cv::Point> opening;
  for (const cv::Point2f& point : garment.upper->front_neckline) {
    opening.emplace_back(cvRound(point.x), cvRound(point.y));
  }
  opening.emplace_back(opening.back().x, 0);
  opening.emplace_back(opening.front().x, 0);
  cv::fillPoly(mask, std::vector{opening}, cv::Scalar::all(0));
  return mask;
}

cv::Rect body_of(const GarmentModel& garment) {
  const cv::Rect picture({0, 0}, garment.colour.size());
  if (!garment.upper) {
    const cv::Rect& box = garment.box;
    return cv::Rect(box.x + box.width / 10, box.y + box.height / 20, box.width * 8 / 10,
                    box.height * 9 / 10) &
           picture;
  }
  const UpperLandmarks& upper = *garment.upper;
  const float left = std::min(upper.armpit[0].x, upper.armpit[1].x);
  const float right = std::max(upper.armpit[0].x, upper.armpit[1].x);
  float top = std::max(upper.neck[0].y, upper.neck[1].y);
  for (const cv::Point2f& point : upper.front_neckline) top = std::max(top, point.y);
  // Under a deep neckline the print begins beside it.
  top = std::min(top, std::max(upper.armpit[0].y, upper.armpit[1].y));
  return cv::Rect(cv::Point(cvRound(left), cvRound(top)), cv::Point(cvRound(right), cvRound(upper.hem_y))) &
         picture;
}

cv::Matx23d expected_place(const GarmentModel& garment, const person::TorsoFrame& torso) {
  const Anchor anchor = anchor_of(garment, torso);
  const double c = torso.across.x * anchor.scale;
  const double s = torso.across.y * anchor.scale;
  return {c, -s, anchor.person.x - c * anchor.garment.x + s * anchor.garment.y,
          s, c,  anchor.person.y - s * anchor.garment.x - c * anchor.garment.y};
}

}  // namespace drape::eval
