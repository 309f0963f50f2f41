#include "eval/fill.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace drape::eval {
namespace {

struct Level {
  cv::Mat3f colour;  ///< Times its weight.
  cv::Mat1f weight;
};

cv::Mat3f tripled(const cv::Mat1f& plane) {
  cv::Mat3f out;
  cv::merge(std::vector<cv::Mat>(3, plane), out);
  return out;
}

std::vector<Level> pulled(Level finest) {
  std::vector<Level> levels = {std::move(finest)};
  while (std::min(levels.back().weight.rows, levels.back().weight.cols) > 2) {
    Level coarser;
    cv::pyrDown(levels.back().colour, coarser.colour);
    cv::pyrDown(levels.back().weight, coarser.weight);
    levels.push_back(std::move(coarser));
  }
  return levels;
}

}  // namespace

image::Image filled(const image::Image& picture, const image::Mask& hole) {
  Level finest;
  cv::Mat(~hole).convertTo(finest.weight, CV_32F, 1.0 / 255);
  cv::Mat3f colour;
  picture.convertTo(colour, CV_32F);
  finest.colour = colour.mul(tripled(finest.weight));

  const std::vector<Level> levels = pulled(std::move(finest));
  cv::Mat3f out;
  for (auto level = levels.rbegin(); level != levels.rend(); ++level) {
    const cv::Mat3f weight = tripled(level->weight);
    const cv::Mat3f own = level->colour / cv::max(weight, 1e-4);
    if (out.empty()) {
      out = own;
      continue;
    }
    cv::Mat3f coarse;
    cv::pyrUp(out, coarse, level->weight.size());
    out = own.mul(weight) + coarse.mul(cv::Scalar::all(1) - weight);
  }
  image::Image result;
  out.convertTo(result, CV_8U);
  picture.copyTo(result, ~hole);
  return result;
}

}  // namespace drape::eval
