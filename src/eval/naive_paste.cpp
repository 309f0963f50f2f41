#include "eval/naive_paste.h"

#include <opencv2/imgproc.hpp>

namespace drape::eval {
namespace {

using garment::Category;
using garment::GarmentModel;

/// Garment column `axis` and the box's upper edge go to `anchor`.
struct Place {
  double scale = 1;
  double axis = 0;
  cv::Point2d anchor;
};

Place place_of(const person::TorsoFrame& torso, const GarmentModel& garment) {
  const double shoulders = torso.shoulder_width;
  const double box_middle = garment.box.x + garment.box.width / 2.0;
  const cv::Point2d above_shoulders = cv::Point2d(torso.shoulder_mid) - cv::Point2d(0, 0.25 * shoulders);
  if (garment.upper) {
    const double tips = cv::norm(garment.upper->shoulder_tip[1] - garment.upper->shoulder_tip[0]);
    return {1.25 * shoulders / tips, garment.upper->axis_x, above_shoulders};
  }
  if (garment.category == Category::kLower || garment.category == Category::kSkirt) {
    const cv::Point2d waist = cv::Point2d(torso.hip_mid) - cv::Point2d(0, 0.2 * torso.length);
    return {1.1 * shoulders / garment.box.width, box_middle, waist};
  }
  return {1.5 * shoulders / garment.box.width, box_middle, above_shoulders};
}

}  // namespace

Pasted naive_paste(const image::Image& ground, const person::PersonModel& person,
                   const GarmentModel& garment) {
  const Place place = place_of(person.torso, garment);
  const cv::Matx23d map(place.scale, 0, place.anchor.x - place.scale * place.axis, 0, place.scale,
                        place.anchor.y - place.scale * garment.box.y);
  cv::Mat3f colour;
  garment.colour.convertTo(colour, CV_32F);
  cv::warpAffine(colour, colour, map, ground.size(), cv::INTER_AREA);
  image::Plane alpha;
  cv::warpAffine(garment.alpha, alpha, map, ground.size(), cv::INTER_AREA);

  Pasted out{ground.clone(), alpha > 0.5F};
  for (int y = 0; y < ground.rows; ++y) {
    for (int x = 0; x < ground.cols; ++x) {
      const float a = alpha(y, x);
      if (a > 0) out.picture(y, x) = cv::Vec3f(ground(y, x)) * (1 - a) + colour(y, x) * a;
    }
  }
  return out;
}

}  // namespace drape::eval
