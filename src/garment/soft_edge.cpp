#include "garment/soft_edge.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <opencv2/ximgproc/edge_filter.hpp>

#include "garment/colour_bleed.h"

namespace drape::garment {
namespace {

/// The matte may differ from the mask only this near to its edge, pixels.
constexpr float kBand = 3.F;

struct Depth {
  image::Plane inside;   ///< Distance to the nearest pixel outside the mask, 0 outside.
  image::Plane outside;  ///< Distance to the mask, 0 inside.
};

Depth measure_depth(const image::Mask& mask) {
  Depth depth;
  cv::distanceTransform(mask, depth.inside, cv::DIST_L2, 3);
  cv::distanceTransform(~mask, depth.outside, cv::DIST_L2, 3);
  return depth;
}

/// The garment's colour near each pixel, from pixels well inside it; thin straps count with what they have.
cv::Mat3f local_garment_colour(const cv::Mat3f& picture, const image::Plane& inside) {
  cv::Mat3f colour(picture.size());
  image::Plane weight(picture.size());
  for (int y = 0; y < picture.rows; ++y) {
    for (int x = 0; x < picture.cols; ++x) {
      const float trust = std::clamp((inside(y, x) - 1.F) / 2.5F, inside(y, x) > 0 ? 0.02F : 0.F, 1.F);
      weight(y, x) = trust * trust;
      colour(y, x) = picture(y, x) * weight(y, x);
    }
  }
  constexpr double kSigma = 2.5;
  cv::GaussianBlur(colour, colour, {}, kSigma);
  cv::GaussianBlur(weight, weight, {}, kSigma);
  for (int y = 0; y < picture.rows; ++y) {
    for (int x = 0; x < picture.cols; ++x) colour(y, x) *= 1.F / std::max(weight(y, x), 1e-6F);
  }
  return colour;
}

image::Plane guided_matte(const cv::Mat3f& picture, const image::Mask& mask) {
  image::Plane soft;
  mask.convertTo(soft, CV_32F, 1.0 / 255.0);
  image::Plane filtered;
  cv::ximgproc::guidedFilter(picture, soft, filtered, 4, 1e-4);
  for (float& value : filtered) value = std::clamp((value - 0.40F) / 0.45F, 0.F, 1.F);
  return filtered;
}

struct EdgeInputs {
  const cv::Mat3f& picture;
  const cv::Mat3f& ground;
  const cv::Mat3f& garment;
  const image::Plane& guided;
  const Depth& depth;
};

float matte_at(const EdgeInputs& in, int y, int x) {
  const float inside = in.depth.inside(y, x);
  if (inside > kBand) return 1.F;
  if (in.depth.outside(y, x) > kBand) return 0.F;
  const cv::Vec3f span = in.garment(y, x) - in.ground(y, x);
  const float contrast = span.dot(span);
  const float measured =
      std::clamp((in.picture(y, x) - in.ground(y, x)).dot(span) / std::max(contrast, 1e-6F), 0.F, 1.F);
  constexpr float kSureContrast = 0.15F * 0.15F;
  const float trust = contrast / (contrast + kSureContrast);
  // A dark thread of a pale garment, or a pale one of a dark garment, is no ground however it measures.
  const float sure = std::clamp((inside - 1.5F) / 1.5F, 0.F, 1.F);
  return std::max(sure, trust * measured + (1.F - trust) * in.guided(y, x));
}

}  // namespace

SoftCutout soften_edge(const image::Image& picture, const image::Mask& mask, const image::Image& ground) {
  cv::Mat3f unit;
  cv::Mat3f unit_ground;
  picture.convertTo(unit, CV_32F, 1.0 / 255.0);
  ground.convertTo(unit_ground, CV_32F, 1.0 / 255.0);
  const Depth depth = measure_depth(mask);
  const cv::Mat3f garment = local_garment_colour(unit, depth.inside);
  const image::Plane guided = guided_matte(unit, mask);
  const EdgeInputs inputs{unit, unit_ground, garment, guided, depth};

  SoftCutout result;
  result.alpha.create(picture.size());
  image::Plane trust(picture.size());
  cv::Mat3f colour(picture.size());
  for (int y = 0; y < picture.rows; ++y) {
    for (int x = 0; x < picture.cols; ++x) {
      const float alpha = matte_at(inputs, y, x);
      result.alpha(y, x) = alpha;
      // The outermost pixel is mixed with the ground even where it measures as cloth.
      const float own =
          std::clamp((depth.inside(y, x) - 1.F) / 1.5F, 0.F, 1.F) * (alpha > 0.9F ? 1.F : alpha * 0.2F);
      const float near = depth.inside(y, x) > 0 || depth.outside(y, x) <= kBand ? 1.F : 0.F;
      trust(y, x) = std::max(own, near);
      colour(y, x) = unit(y, x) * own + garment(y, x) * (1.F - own);
    }
  }
  const cv::Mat3f bled = bleed_colour(colour, trust);
  bled.convertTo(result.colour, CV_8U, 255.0);
  return result;
}

}  // namespace drape::garment
