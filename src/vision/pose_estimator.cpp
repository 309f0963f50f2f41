#include "vision/pose_estimator.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "vision/sigmoid.h"

namespace drape::vision {

namespace {

constexpr std::size_t kValuesPerPoint = 5;  // x, y, z, visibility, presence.
// Two points beyond the 33 of the body that tell where to look next, as the detector's first two do.
constexpr std::size_t kHipCenterPoint = 33;
constexpr std::size_t kCirclePoint = 34;
constexpr float kRegionMargin = 1.25F;
constexpr float kSureBackground = -20;  // As a logit.
constexpr float kRegionSizeMin = 8;     // Pixels: a person smaller than that is none.

enum Output : std::size_t { kLandmarks = 0, kPresence = 1, kMask = 2 };

cv::Point2f point_at(const Network::Values& landmarks, std::size_t point, const Crop& crop) {
  const std::size_t first = point * kValuesPerPoint;
  return crop.to_picture({landmarks[first], landmarks[first + 1]});
}

cv::Mat3f prepare(const image::Image& image, const Crop& crop) {
  cv::Mat3f input = crop.take(image, Outside::kBlack);
  input.convertTo(input, CV_32F, 1 / 255.0);
  return input;
}

/// First pass: only where the person really is.
Result<Region> refine(const Network& network, const image::Image& image, const Region& region) {
  const Crop crop(region, network.side());
  auto outputs = network.run(prepare(image, crop), {kLandmarks});
  if (!outputs) return fail(outputs.error());
  const Network::Values& landmarks = outputs->front();
  return body_region(point_at(landmarks, kHipCenterPoint, crop), point_at(landmarks, kCirclePoint, crop));
}

/// The mask is laid back as logits: interpolating probabilities would blur its edge.
image::Plane lay_back_mask(Network::Values& logits, const Crop& crop, int side, cv::Size picture) {
  const cv::Mat1f plane(side, side, logits.data());
  image::Plane mask = crop.lay_back(plane, picture, kSureBackground);
  // The logistic function of sigmoid.h, in whole-picture steps.
  mask *= -1;
  cv::exp(mask, mask);
  mask += 1;
  cv::divide(1, mask, mask);
  return mask;
}

}  // namespace

Region body_region(cv::Point2f hip_center, cv::Point2f circle_point) {
  const cv::Point2f up = circle_point - hip_center;
  const float radius = std::hypot(up.x, up.y);
  const float size = std::max(2 * kRegionMargin * radius, kRegionSizeMin);
  // Turned by a quarter, "up" is the region's right.
  return {hip_center, size, angle_of(up) + std::numbers::pi_v<float> / 2};
}

Result<Pose> estimate_pose(const Network& network, const image::Image& image, const PersonDetection& person) {
  auto region = refine(network, image, body_region(person.points[0], person.points[1]));
  if (!region) return fail(region.error());
  const Crop crop(*region, network.side());
  auto outputs = network.run(prepare(image, crop), {kLandmarks, kPresence, kMask});
  if (!outputs) return fail(outputs.error());
  const Network::Values& landmarks = (*outputs)[0];
  Pose pose;
  for (std::size_t i = 0; i < pose.points.size(); ++i) {
    const std::size_t first = i * kValuesPerPoint;
    pose.points[i] = {point_at(landmarks, i, crop), landmarks[first + 2] * crop.scale(),
                      sigmoid(landmarks[first + 3])};
  }
  pose.presence = (*outputs)[1].front();
  pose.mask = lay_back_mask((*outputs)[2], crop, network.side(), image.size());
  return pose;
}

}  // namespace drape::vision
