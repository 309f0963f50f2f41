#include "garment/soft_edge.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <opencv2/ximgproc/edge_filter.hpp>

#include "garment/colour_bleed.h"

namespace drape::garment {
namespace {

/// The matte may differ from the mask only this near to its edge, pixels.
constexpr float kBand = 3.F;
/// In the point of a notch the mask may close over ground this deep, pixels.
constexpr float kNotchDepth = 4.5F;
/// Pixels of which the garment has less than this share are ground.
constexpr float kGroundShare = 0.5F;
constexpr float kSureContrast = 0.15F * 0.15F;

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

/// The garment's share of a pixel as its colour tells it, and how far that can be believed: 0..1 both.
struct Share {
  float measured, trust;
};

Share share_at(const EdgeInputs& in, int y, int x) {
  const cv::Vec3f span = in.garment(y, x) - in.ground(y, x);
  const float contrast = span.dot(span);
  const float measured = (in.picture(y, x) - in.ground(y, x)).dot(span) / std::max(contrast, 1e-6F);
  return {std::clamp(measured, 0.F, 1.F), contrast / (contrast + kSureContrast)};
}

float matte_at(const EdgeInputs& in, int y, int x) {
  const float inside = in.depth.inside(y, x);
  if (inside > kBand) return 1.F;
  if (in.depth.outside(y, x) > kBand) return 0.F;
  const Share share = share_at(in, y, x);
  // A dark thread of a pale garment, or a pale one of a dark garment, is no ground however it measures.
  const float sure = std::clamp((inside - 1.5F) / 1.5F, 0.F, 1.F);
  return std::max(sure, share.trust * share.measured + (1.F - share.trust) * in.guided(y, x));
}

/// Ground that the mask has closed over: pixels of its colour just inside the edge that hang together with
/// what is outside.
image::Mask closed_over(const EdgeInputs& in) {
  image::Mask alike(in.picture.size());
  for (int y = 0; y < alike.rows; ++y) {
    for (int x = 0; x < alike.cols; ++x) {
      const float inside = in.depth.inside(y, x);
      const bool candidate = inside > 0 && inside <= kNotchDepth;
      const Share share = candidate ? share_at(in, y, x) : Share{1, 0};
      alike(y, x) = share.trust > 0.8F && share.measured < kGroundShare ? 255 : 0;
    }
  }
  const image::Mask outside = in.depth.inside == 0;
  image::Mask reached = outside.clone();
  for (int step = 0; step < cvCeil(kNotchDepth); ++step) {
    cv::dilate(reached, reached, cv::Mat::ones(3, 3, CV_8U));
    reached &= alike | outside;
  }
  return reached & ~outside;
}

image::Plane matte(const EdgeInputs& in) {
  image::Plane alpha(in.picture.size());
  for (int y = 0; y < alpha.rows; ++y) {
    for (int x = 0; x < alpha.cols; ++x) alpha(y, x) = matte_at(in, y, x);
  }
  return alpha;
}

/// The garment's colours without the ground's share, continued over the whole picture. `pure`: distance to
/// the nearest pixel that is not cloth alone.
image::Image pure_colour(const EdgeInputs& in, const image::Plane& pure, const image::Plane& alpha) {
  const cv::Mat3f garment = local_garment_colour(in.picture, pure);
  image::Plane trust(alpha.size());
  cv::Mat3f colour(alpha.size());
  for (int y = 0; y < alpha.rows; ++y) {
    for (int x = 0; x < alpha.cols; ++x) {
      const float share = alpha(y, x) > 0.9F ? 1.F : alpha(y, x) * 0.2F;
      // The outermost pixel is mixed with the ground even where it measures as cloth.
      const float own = std::clamp((pure(y, x) - 1.F) / 1.5F, 0.F, 1.F) * share;
      const float near = in.depth.inside(y, x) > 0 || in.depth.outside(y, x) <= kBand ? 1.F : 0.F;
      trust(y, x) = std::max(own, near);
      colour(y, x) = in.picture(y, x) * own + garment(y, x) * (1.F - own);
    }
  }
  image::Image bled;
  bleed_colour(colour, trust).convertTo(bled, CV_8U, 255.0);
  return bled;
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

  const Depth pure = measure_depth(mask & ~closed_over(inputs));
  SoftCutout result;
  result.alpha = matte({unit, unit_ground, garment, guided, pure});
  result.colour = pure_colour(inputs, pure.inside, result.alpha);
  return result;
}

}  // namespace drape::garment
