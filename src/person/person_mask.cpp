#include "person/person_mask.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace drape::person {
namespace {

// The pose network follows the limbs, the selfie network the silhouette; the second look at a square around
// the person sharpens small persons. Measured on parsed photographs; the sum is flat around these values.
constexpr float kPoseWeight = 0.6F;
constexpr float kSelfieWeight = 0.3F;
constexpr float kCloseSelfieWeight = 0.1F;

cv::Rect2f square_around(const cv::Rect& box, int photo_height) {
  const float width = static_cast<float>(box.width);
  const float height = static_cast<float>(box.height);
  const float side =
      std::max(1.25F * width, std::min(1.15F * height, 1.05F * static_cast<float>(photo_height)));
  const cv::Point2f centre(static_cast<float>(box.x) + width / 2, static_cast<float>(box.y) + height / 2);
  return {centre.x - side / 2, centre.y - side / 2, side, side};
}

cv::Rect covered_pixels(const cv::Rect2f& region, cv::Size photo) {
  const cv::Rect pixels(cv::Point(cvCeil(region.x), cvCeil(region.y)),
                        cv::Point(cvFloor(region.br().x), cvFloor(region.br().y)));
  return pixels & cv::Rect({}, photo);
}

}  // namespace

cv::Rect mask_box(const image::Plane& mask) {
  if (mask.empty()) return {};
  return cv::boundingRect(image::Mask(mask > 0.5F));
}

Result<image::Plane> find_person_mask(const image::Image& photo, const vision::Pose& pose,
                                      const vision::Vision& vision) {
  auto selfie = vision.segment_selfie(photo);
  if (!selfie) return fail(selfie.error());
  image::Plane mask = (kPoseWeight * pose.mask + kSelfieWeight * *selfie) / (kPoseWeight + kSelfieWeight);

  const cv::Rect box = mask_box(pose.mask);
  if (box.empty()) return mask;
  const cv::Rect2f square = square_around(box, photo.rows);
  auto close = vision.segment_selfie(photo, square);
  if (!close) return fail(close.error());
  const cv::Rect covered = covered_pixels(square, photo.size());
  if (covered.empty()) return mask;
  image::Plane part = mask(covered);
  cv::addWeighted(part, kPoseWeight + kSelfieWeight, (*close)(covered), kCloseSelfieWeight, 0, part);
  return mask;
}

}  // namespace drape::person
