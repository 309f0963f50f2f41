#include "person/colour_plate.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "person/pixel_rows.h"

namespace drape::person {
namespace {

// A blurred picture needs no more resolution than its blur: sigma is kept at about this many pixels.
constexpr double kSigmaReduced = 2.5;

int reduction_for(double sigma) {
  int reduction = 1;
  while (sigma / (2 * reduction) >= kSigmaReduced) reduction *= 2;
  return reduction;
}

template <typename Picture>
Picture wide_blur(const Picture& picture, double sigma) {
  const int reduction = reduction_for(sigma);
  const cv::Size small_size(std::max(1, picture.cols / reduction), std::max(1, picture.rows / reduction));
  Picture small, blurred;
  cv::resize(picture, small, small_size, 0, 0, cv::INTER_AREA);
  cv::GaussianBlur(small, small, {}, sigma / reduction);
  cv::resize(small, blurred, picture.size(), 0, 0, cv::INTER_LINEAR);
  return blurred;
}

cv::Mat3f premultiplied(const cv::Mat3f& colour, const image::Plane& weight) {
  cv::Mat3f result(colour.size());
  for_each_row(colour.rows, [&](int y) {
    for (int x = 0; x < colour.cols; ++x) result(y, x) = colour(y, x) * weight(y, x);
  });
  return result;
}

}  // namespace

cv::Mat3f colour_plate(const cv::Mat3f& colour, const image::Plane& weight, std::span<const double> scales,
                       float support) {
  const cv::Mat3f weighted = premultiplied(colour, weight);
  cv::Mat3f plate(colour.size(), cv::Vec3f());
  image::Plane trust(colour.size(), 0.0F);
  for (double scale : scales) {
    const cv::Mat3f sum = wide_blur(weighted, scale);
    const image::Plane share = wide_blur(weight, scale);
    for_each_row(plate.rows, [&](int y) {
      for (int x = 0; x < plate.cols; ++x) {
        const float before = trust(y, x);
        const cv::Vec3f here = sum(y, x) * (1.0F / std::max(share(y, x), 1e-6F));
        plate(y, x) = plate(y, x) * before + here * (1 - before);
        trust(y, x) = std::max(before, std::clamp(share(y, x) / support, 0.0F, 1.0F));
      }
    });
  }
  return plate;
}

}  // namespace drape::person
