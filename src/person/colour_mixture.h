#pragma once

#include <optional>
#include <vector>

#include "image/image.h"

namespace drape::person {

/// No colour is less likely than this (natural logarithm): a model that never saw a colour must not outvote
/// geometry.
inline constexpr float kLogLikelihoodMin = -22.0F;

/// Gaussian mixture over stretched Lab: k-means clusters with full covariances.
class ColourMixture {
 public:
  /// Nothing when there are fewer than 10 samples a component. Deterministic.
  static std::optional<ColourMixture> fit(const std::vector<cv::Vec3f>& samples, int components);

  /// Log density under the best component, at least kLogLikelihoodMin.
  [[nodiscard]] image::Plane log_likelihood(const cv::Mat3f& lab) const;
  [[nodiscard]] float log_likelihood(const cv::Vec3f& colour) const;

  /// Distance of a colour (stretched Lab) to the nearest component's mean.
  [[nodiscard]] float distance(const cv::Vec3f& colour) const;

 private:
  struct Component {
    cv::Vec3f mean;
    cv::Matx33f precision;
    float offset = 0;  ///< ln weight - ln det / 2.
  };
  std::vector<Component> components_;
};

/// Colours of the pixels where `mask` is set, in row order.
std::vector<cv::Vec3f> colours_under(const cv::Mat3f& lab, const image::Mask& mask);

/// Median of each channel. REQUIRES: not empty.
cv::Vec3f median_colour(std::vector<cv::Vec3f> colours);

/// The value that a share (0..1) of the plane's values under the mask lie below; nothing when the mask is
/// empty.
std::optional<float> quantile_under(const image::Plane& plane, const image::Mask& mask, double share);

}  // namespace drape::person
