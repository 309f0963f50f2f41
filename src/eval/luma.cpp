#include "eval/luma.h"

namespace drape::eval {

cv::Mat1d luma(const image::Image& image) {
  cv::Mat3d channels;
  image.convertTo(channels, CV_64F);
  cv::Mat1d out;
  cv::transform(channels, out, cv::Matx13d(0.299, 0.587, 0.114));
  return out;
}

}  // namespace drape::eval
