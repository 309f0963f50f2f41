#include "person/skin_model.h"

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "person/colour_mixture.h"
#include "person/pixel_rows.h"

namespace drape::person {
namespace {

constexpr float kLightnessWeight = 0.33F;
// A common tone with a wide spread, for pictures without a face.
const cv::Vec3f kDefaultSkin(170, 14, 18);
constexpr std::size_t kFaceSamplesMin = 25;
// The part of the face that is skin: above it is the fringe, below it a beard (face heights from the centre).
constexpr float kInnerFaceTop = 0.28F;
constexpr float kInnerFaceBottom = -0.40F;
// Eyes, lips and nostrils lie farther than this from the median.
const cv::Vec3f kFaceTrim(45, 12, 14);
constexpr std::size_t kTrimmedMin = 20;
const cv::Vec3f kFaceDeviationMin(4.0F, 4.0F, 4.5F);
constexpr float kFaceDeviationScale = 1.3F;

constexpr float kHandSkinMin = -14.0F;
constexpr float kHandMaskMin = 0.6F;
constexpr std::size_t kHandSamplesMin = 40;
// Hands that differ more than this from the face are gloves or mistakes.
constexpr float kHandHueGapMax = 14.0F;
constexpr float kHandLightnessGapMax = 70.0F;
const cv::Vec3f kHandDeviationMin(3.5F, 3.5F, 4.0F);
const cv::Vec3f kHandDeviationMax(8.0F, 6.0F, 7.0F);
constexpr float kHandHandicap = 0.5F;  // The face's model wins ties.

bool within(const cv::Vec3f& d, const cv::Vec3f& limit) {
  return std::abs(d[0]) < limit[0] && std::abs(d[1]) < limit[1] && std::abs(d[2]) < limit[2];
}

cv::Vec3f weighted_deviation(const std::vector<cv::Vec3f>& colours) {
  cv::Scalar mean, spread;
  cv::meanStdDev(colours, mean, spread);
  return {kLightnessWeight * static_cast<float>(spread[0]), static_cast<float>(spread[1]),
          static_cast<float>(spread[2])};
}

std::vector<cv::Vec3f> inner_face_colours(const cv::Mat3f& lab, const BodyGeometry& body) {
  image::Mask inner;
  cv::erode(body.face_at.hull, inner, cv::Mat::ones(3, 3, CV_8U));
  const float height = body.face.height;
  const image::Mask band =
      (body.face_at.up < kInnerFaceTop * height) & (body.face_at.up > kInnerFaceBottom * height);
  return colours_under(lab, inner & band);
}

std::vector<cv::Vec3f> hand_colours(const cv::Mat3f& lab, const BodyGeometry& body, const image::Plane& mask,
                                    const image::Plane& face_skin) {
  std::vector<cv::Vec3f> colours;
  const image::Mask plausible = (face_skin > kHandSkinMin) & (mask > kHandMaskMin);
  for (const ArmGeometry& arm : body.arms) {
    if (arm.hand.empty()) continue;
    const std::vector<cv::Vec3f> hand = colours_under(lab, arm.hand & plausible);
    colours.insert(colours.end(), hand.begin(), hand.end());
  }
  return colours;
}

}  // namespace

image::Plane SkinColour::log_likelihood(const cv::Mat3f& lab) const {
  const float offset = -std::log(deviation[0] * deviation[1] * deviation[2]);
  const cv::Vec3f scale(kLightnessWeight / deviation[0], 1 / deviation[1], 1 / deviation[2]);
  image::Plane plane(lab.size());
  for_each_row(lab.rows, [&](int y) {
    for (int x = 0; x < lab.cols; ++x) {
      const cv::Vec3f d = (lab(y, x) - median).mul(scale);
      plane(y, x) = std::max(offset - 0.5F * d.dot(d), kLogLikelihoodMin);
    }
  });
  return plane;
}

SkinModel SkinColour::to_model() const {
  SkinModel model;
  model.mean = {median[0] / kLightnessStretch, median[1], median[2]};
  model.deviation = {deviation[0] / kLightnessWeight / kLightnessStretch, deviation[1], deviation[2]};
  model.from_face = from_face;
  return model;
}

SkinColour fit_face_skin(const cv::Mat3f& lab, const BodyGeometry& body) {
  SkinColour skin;
  std::vector<cv::Vec3f> colours = inner_face_colours(lab, body);
  skin.from_face = colours.size() >= kFaceSamplesMin;
  if (!skin.from_face) colours.assign(kFaceSamplesMin, kDefaultSkin);
  std::vector<cv::Vec3f> kept = colours;
  skin.median = median_colour(colours);
  for (int round = 0; round < 2; ++round) {
    std::vector<cv::Vec3f> trimmed;
    for (const cv::Vec3f& c : colours) {
      if (within(c - skin.median, kFaceTrim)) trimmed.push_back(c);
    }
    if (trimmed.size() <= kTrimmedMin) break;
    skin.median = median_colour(trimmed);
    kept = std::move(trimmed);
  }
  const cv::Vec3f spread = kFaceDeviationScale * weighted_deviation(kept);
  for (int c = 0; c < 3; ++c) skin.deviation[c] = std::max(spread[c], kFaceDeviationMin[c]);
  return skin;
}

image::Plane skin_log_likelihood(const cv::Mat3f& lab, const BodyGeometry& body, const image::Plane& mask,
                                 const SkinColour& face) {
  image::Plane likelihood = face.log_likelihood(lab);
  const std::vector<cv::Vec3f> colours = hand_colours(lab, body, mask, likelihood);
  if (colours.size() <= kHandSamplesMin) return likelihood;
  SkinColour hands;
  hands.median = median_colour(colours);
  if (!within(hands.median - face.median, {kHandLightnessGapMax, kHandHueGapMax, kHandHueGapMax}))
    return likelihood;
  const cv::Vec3f spread = weighted_deviation(colours);
  for (int c = 0; c < 3; ++c) {
    hands.deviation[c] = std::clamp(spread[c], kHandDeviationMin[c], kHandDeviationMax[c]);
  }
  return cv::max(likelihood, hands.log_likelihood(lab) - kHandHandicap);
}

}  // namespace drape::person
