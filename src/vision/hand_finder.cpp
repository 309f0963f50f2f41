#include "vision/hand_finder.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "vision/region.h"

namespace drape::vision {

namespace {

constexpr float kPresenceMin = 0.3F;
constexpr float kRegionInHands = 3.2F;       // First region in lengths from wrist to knuckles...
constexpr float kPalmWidthToLength = 1.2F;   // ...or what the palm's width says of that length...
constexpr float kRegionInShoulders = 0.35F;  // ...but no less than this part of the shoulder width.
constexpr float kCenterBeyondWrist = 0.9F;   // Of the way from the wrist to the knuckles.
constexpr float kRefinedMargin = 1.7F;       // Second region in sizes of the hand.
constexpr float kRegionSizeMin = 8;          // Pixels.

// Points of the hand network.
constexpr std::size_t kHandWrist = 0;
constexpr std::size_t kIndexKnuckle = 5;
constexpr std::size_t kMiddleKnuckle = 9;
constexpr std::size_t kRingKnuckle = 13;

enum Output : std::size_t { kLandmarks = 0, kPresence = 1, kHandedness = 2 };

float length(cv::Point2f vector) {
  return std::hypot(vector.x, vector.y);
}

/// A region in which the fingers point up.
Region fingers_up(cv::Point2f center, float size, cv::Point2f fingers) {
  return {center, std::max(size, kRegionSizeMin), angle_of(fingers) + std::numbers::pi_v<float> / 2};
}

Region region_from_pose(const Pose& pose, Side side) {
  const bool left = side == Side::kLeft;
  const cv::Point2f wrist = pose.at(left ? kLeftWrist : kRightWrist);
  const cv::Point2f pinky = pose.at(left ? kLeftPinky : kRightPinky);
  const cv::Point2f index = pose.at(left ? kLeftIndex : kRightIndex);
  const cv::Point2f palm = 0.5F * (pinky + index) - wrist;
  const float shoulders = length(pose.at(kLeftShoulder) - pose.at(kRightShoulder));
  const float hand_length = std::max(length(palm), kPalmWidthToLength * length(pinky - index));
  const float size = std::max(kRegionInHands * hand_length, kRegionInShoulders * shoulders);
  return fingers_up(wrist + kCenterBeyondWrist * palm, size, palm);
}

Region region_from_hand(const Hand& hand) {
  const auto& points = hand.points;
  const cv::Point2f knuckles =
      0.25F * (2 * points[kMiddleKnuckle] + points[kIndexKnuckle] + points[kRingKnuckle]);
  cv::Point2f first = points[0];
  cv::Point2f last = points[0];
  for (const cv::Point2f& point : points) {
    first = {std::min(first.x, point.x), std::min(first.y, point.y)};
    last = {std::max(last.x, point.x), std::max(last.y, point.y)};
  }
  const float size = kRefinedMargin * std::max(last.x - first.x, last.y - first.y);
  return fingers_up(0.5F * (first + last), size, knuckles - points[kHandWrist]);
}

Result<Hand> run_hand(const Network& network, const image::Image& image, const Region& region) {
  const Crop crop(region, network.side());
  cv::Mat3f input = crop.take(image, Outside::kBlack);
  input.convertTo(input, CV_32F, 1 / 255.0);
  auto outputs = network.run(input, {kLandmarks, kPresence, kHandedness});
  if (!outputs) return fail(outputs.error());
  const Network::Values& landmarks = (*outputs)[0];
  Hand hand;
  for (std::size_t i = 0; i < hand.points.size(); ++i) {
    hand.points[i] = crop.to_picture({landmarks[3 * i], landmarks[3 * i + 1]});
  }
  hand.presence = (*outputs)[1].front();
  hand.handedness = (*outputs)[2].front();
  return hand;
}

}  // namespace

Result<std::optional<Hand>> find_hand(const Network& network, const image::Image& image, const Pose& pose,
                                      Side side) {
  auto rough = run_hand(network, image, region_from_pose(pose, side));
  if (!rough) return fail(rough.error());
  if (rough->presence < kPresenceMin) return std::nullopt;
  auto fine = run_hand(network, image, region_from_hand(*rough));
  if (!fine) return fail(fine.error());
  if (fine->presence < kPresenceMin) return std::nullopt;
  return *fine;
}

}  // namespace drape::vision
