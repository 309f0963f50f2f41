#pragma once

#include <opencv2/imgproc.hpp>

#include "image/image.h"

namespace drape::eval {

/// A picture of integer arithmetic, so that another program can make the same one.
inline image::Image pattern(int width, int height) {
  image::Image out(height, width);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      out(y, x) = {static_cast<uchar>((x * 5 + y * 3 + (x * y) % 17) % 200 + 20),
                   static_cast<uchar>((x * 2 + y * 7) % 180 + 40),
                   static_cast<uchar>((x * x / 8 + y * 4) % 220 + 10)};
    }
  }
  return out;
}

/// The same with nine tenths of the contrast, lighter and noisy.
inline image::Image disturbed_pattern(int width, int height) {
  image::Image out = pattern(width, height);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const int offset = (x * 11 + y * 29 + (x * y) % 13) % 41 - 20 + 8;
      for (int c = 0; c < 3; ++c) {
        out(y, x)[c] = static_cast<uchar>(std::clamp(out(y, x)[c] * 9 / 10 + offset, 0, 255));
      }
    }
  }
  return out;
}

inline image::Image plain(cv::Size size, const cv::Vec3b& colour) {
  return image::Image(size, colour);
}

inline image::Mask rectangle(cv::Size size, cv::Rect area) {
  image::Mask mask = image::Mask::zeros(size);
  mask(area) = 255;
  return mask;
}

inline image::Mask everywhere(cv::Size size) {
  return image::Mask(size, uchar{255});
}

}  // namespace drape::eval
