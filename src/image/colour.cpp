#include "image/colour.h"

#include <opencv2/imgproc.hpp>

namespace drape::image {

LabImage to_lab(const Image& image) {
  cv::Mat3f unit;
  image.convertTo(unit, CV_32F, 1.0 / 255.0);
  LabImage lab;
  cv::cvtColor(unit, lab, cv::COLOR_RGB2Lab);
  return lab;
}

Image to_rgb(const LabImage& lab) {
  cv::Mat3f unit;
  cv::cvtColor(lab, unit, cv::COLOR_Lab2RGB);
  Image rgb;
  unit.convertTo(rgb, CV_8U, 255.0);
  return rgb;
}

cv::Vec3f to_lab(cv::Vec3b rgb) {
  return to_lab(Image(1, 1, rgb))(0, 0);
}

}  // namespace drape::image
