#pragma once

#include <opencv2/core.hpp>

namespace drape::image {

/// An upright 8-bit sRGB picture, channels in the order R, G, B (not OpenCV's habitual BGR).
/// Row 0 is the top. Copies share pixels, as cv::Mat does: clone() before writing into a shared one.
using Image = cv::Mat3b;

/// A value in 0..1 for each pixel (matte, alpha, probability).
using Plane = cv::Mat1f;

/// 0 or 255 for each pixel.
using Mask = cv::Mat1b;

/// A class index for each pixel.
using LabelMap = cv::Mat1b;

/// CIE L*a*b* (D65) with L in 0..100 and a, b around 0, float.
using LabImage = cv::Mat3f;

}  // namespace drape::image
