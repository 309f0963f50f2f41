#include "person/background_model.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "person/colour_mixture.h"
#include "person/colour_plate.h"
#include "person/pixel_rows.h"

namespace drape::person {
namespace {

constexpr float kSureBackground = 0.08F;  // Person probability under which a pixel trains the plate.
constexpr int kSurePixelsMin = 400;
constexpr float kNoModel = -9.0F;  // Neither for nor against background.
// Scales of the plate, working pixels: fine where background is near, coarser behind the person.
constexpr std::array<double, 3> kScales = {20, 60, 200};
constexpr float kSupportFull = 0.15F;  // Share of background under a scale's window that makes it trusted.
// The best that a camera and a wall give, stretched Lab.
const cv::Vec3f kDeviationMin(1.6F, 1.0F, 1.0F);
// Clutter: the plain standard deviation also counts, which disarms the model where the plate explains little.
constexpr double kClutterShare = 0.6;
constexpr double kClutterMax = 25.0;
// Robust deviation from the plate, in stretched Lab, up to which a ground counts as plain.
constexpr float kPlainDeviationMax = 4.0F;

cv::Vec3f robust_deviation(const std::vector<cv::Vec3f>& residuals) {
  std::vector<cv::Vec3f> sizes = residuals;
  for (cv::Vec3f& r : sizes) r = {std::abs(r[0]), std::abs(r[1]), std::abs(r[2])};
  return 1.4826F * median_colour(std::move(sizes));
}

cv::Vec3f model_deviation(const std::vector<cv::Vec3f>& residuals, const cv::Vec3f& robust) {
  cv::Scalar mean, spread;
  cv::meanStdDev(residuals, mean, spread);
  cv::Vec3f deviation;
  for (int c = 0; c < 3; ++c) {
    deviation[c] = std::max({1.3F * robust[c], kDeviationMin[c],
                             static_cast<float>(kClutterShare * std::min(spread[c], kClutterMax))});
  }
  return deviation;
}

image::Plane likelihood_of(const cv::Mat3f& difference, const cv::Vec3f& deviation) {
  const float offset = -std::log(deviation[0] * deviation[1] * deviation[2]);
  image::Plane plane(difference.size());
  for_each_row(plane.rows, [&](int y) {
    for (int x = 0; x < plane.cols; ++x) {
      cv::Vec3f d = difference(y, x);
      for (int c = 0; c < 3; ++c) d[c] /= deviation[c];
      plane(y, x) = std::max(offset - 0.5F * d.dot(d), kLogLikelihoodMin);
    }
  });
  return plane;
}

}  // namespace

BackgroundModel fit_background(const cv::Mat3f& lab, const image::Plane& mask) {
  BackgroundModel model;
  image::Mask sure = mask < kSureBackground;
  cv::erode(sure, sure, cv::Mat::ones(7, 7, CV_8U));
  if (cv::countNonZero(sure) < kSurePixelsMin) {
    model.log_likelihood = image::Plane(lab.size(), kNoModel);
    return model;
  }
  image::Plane weight(lab.size(), 0.0F);
  weight.setTo(1.0F, sure);
  model.plate = colour_plate(lab, weight, kScales, kSupportFull);
  const cv::Mat3f difference = lab - model.plate;
  const std::vector<cv::Vec3f> residuals = colours_under(difference, sure);
  const cv::Vec3f robust = robust_deviation(residuals);
  model.deviation = model_deviation(residuals, robust);
  model.plain = *std::max_element(model.deviation.val, model.deviation.val + 3) < kPlainDeviationMax;
  model.log_likelihood = likelihood_of(difference, model.deviation);
  return model;
}

}  // namespace drape::person
