#pragma once

#include <array>

#include "image/image.h"

namespace drape::garment {

/// The colour of an even ground (studio sweep, wall, table) as it changes slowly over the picture: a
/// quadratic surface for each channel of CIE L*a*b*, in coordinates that run from -1 to 1 across the picture.
struct GroundModel {
  static constexpr int kTerms = 6;  ///< 1, u, v, u*u, u*v, v*v

  std::array<cv::Vec3f, kTerms> surface{};
  cv::Vec3f deviation{1, 1, 1};  ///< Robust standard deviation around the surface, with a floor.
  float plain_share = 0;         ///< Share of the picture's border that the surface explains, 0..1.

  /// Lab colour of the ground at a pixel of a picture of `size`.
  [[nodiscard]] cv::Vec3f at(cv::Point pixel, cv::Size size) const;
};

/// Fits the ground to the border of the picture, robustly: up to about half of the border may show something
/// else. REQUIRES: at least 16 x 16 pixels.
[[nodiscard]] GroundModel fit_ground(const image::LabImage& lab);

/// The model's colour for every pixel.
[[nodiscard]] image::LabImage render_ground(const GroundModel& model, cv::Size size);

/// Distance of each pixel from `ground`, in deviations (Mahalanobis with a diagonal covariance). Near strong
/// edges, where compression smears colours, the deviations are taken larger.
[[nodiscard]] image::Plane ground_distance(const image::LabImage& lab, const image::LabImage& ground,
                                           cv::Vec3f deviation);

/// The ground as it is seen: `ground` corrected by the smoothed differences at the pixels of `is_ground`,
/// which follows vignettes and gradients of light that a quadratic surface cannot.
[[nodiscard]] image::LabImage refine_ground(const image::LabImage& lab, const image::LabImage& ground,
                                            const image::Mask& is_ground);

/// Robust deviation of the pixels of `is_ground` around `ground`, with a floor for what compression adds.
[[nodiscard]] cv::Vec3f ground_deviation(const image::LabImage& lab, const image::LabImage& ground,
                                         const image::Mask& is_ground);

}  // namespace drape::garment
