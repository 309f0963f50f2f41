#include "tryon/geometric/work_area.h"

#include <algorithm>

namespace drape::tryon::geometric {

cv::Rect work_area(const person::PersonModel& person) {
  const float sw = person.torso.shoulder_width;
  const float tl = person.torso.length;
  cv::Point2f low = person.torso.shoulder_mid;
  cv::Point2f high = low;
  const auto include = [&](cv::Point2f p, float margin) {
    low = {std::min(low.x, p.x - margin), std::min(low.y, p.y - margin)};
    high = {std::max(high.x, p.x + margin), std::max(high.y, p.y + margin)};
  };
  for (const person::Arm& arm : person.arms) {
    for (const cv::Point2f p : {arm.shoulder, arm.elbow, arm.wrist, arm.tip}) include(p, 0.6F * sw);
  }
  include(person.torso.shoulder_mid, 1.2F * sw);
  include(person.torso.hip_mid, 0.9F * sw);
  include(person.torso.at(1.8F, 0), 0);
  for (const int point : {0, 2, 5, 7, 8})
    include(person.pose.points[static_cast<std::size_t>(point)].position, 0.3F * sw);
  const cv::Rect area(cv::Point(cvFloor(low.x), cvFloor(low.y)),
                      cv::Point(cvCeil(high.x + 0.1F * tl), cvCeil(high.y)));
  return area & cv::Rect({}, person.image.size());
}

cv::Rect work_area_with_skirt(const person::PersonModel& person) {
  constexpr float kWidestSkirt = 2.0F;  // Shoulder widths from the hips' middle.
  const cv::Point2f hips = person.torso.hip_mid;
  const float half = kWidestSkirt * person.torso.shoulder_width;
  const cv::Rect skirt(cvFloor(hips.x - half), cvFloor(hips.y), cvCeil(2 * half), person.image.rows);
  return (work_area(person) | skirt) & cv::Rect({}, person.image.size());
}

cv::Rect lower_area(const person::PersonModel& person) {
  const float tl = person.torso.length;
  const cv::Point2f hips = person.torso.hip_mid;
  const auto top = static_cast<int>(hips.y - 0.75F * tl);
  const auto left = static_cast<int>(hips.x - 1.1F * tl);
  const cv::Rect area(left, top, static_cast<int>(2.2F * tl), person.image.rows - top);
  return area & cv::Rect({}, person.image.size());
}

person::PersonModel cropped(const person::PersonModel& person, cv::Rect area) {
  person::PersonModel part = person;
  const cv::Point2f offset(area.tl());
  part.image = person.image(area);
  part.matte = person.matte(area);
  part.labels = person.labels(area);
  if (!person.pose.mask.empty()) part.pose.mask = person.pose.mask(area);
  for (vision::KeyPoint& point : part.pose.points) point.position -= offset;
  if (part.face) {
    for (cv::Point3f& p : part.face->points) p -= cv::Point3f(offset.x, offset.y, 0);
  }
  part.torso.shoulder_mid -= offset;
  part.torso.hip_mid -= offset;
  for (person::Arm& arm : part.arms) {
    for (cv::Point2f* p : {&arm.shoulder, &arm.elbow, &arm.wrist, &arm.tip}) *p -= offset;
    if (arm.hand) {
      for (cv::Point2f& p : arm.hand->points) p -= offset;
    }
  }
  if (!person.waist.y.empty()) {
    part.waist.y.assign(person.waist.y.begin() + area.x, person.waist.y.begin() + area.x + area.width);
    for (float& y : part.waist.y) y -= offset.y;
  }
  return part;
}

}  // namespace drape::tryon::geometric
