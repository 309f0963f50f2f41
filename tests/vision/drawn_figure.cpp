#include "drawn_figure.h"

#include <cmath>

namespace drape::vision {

namespace {

double square(double value) {
  return value * value;
}

/// Colour at a place; u and v are 0..1 across and down. Later layers cover earlier ones.
cv::Vec3d colour_at(double u, double v) {
  const double ground = 0.75 + 0.1 * std::sin(6 * u + 4 * v);
  const double stripe = 0.1 * std::sin(40 * v);
  const double shade = 1 - 0.4 * (u - 0.5);
  cv::Vec3d colour = cv::Vec3d::all(ground);
  if (v > 0.45 && std::abs(u - 0.5) < 0.05 + 0.35 * (v - 0.4)) {
    colour = {0.2 + stripe, 0.3 + stripe, 0.6 + stripe};
  }
  if (std::abs(u - 0.5) < 0.06 && v > 0.3 && v < 0.47) colour = {0.75 * shade, 0.55 * shade, 0.45 * shade};
  const bool head = square((u - 0.5) / 0.85) + square(v - 0.28) < 0.022;
  if (head) colour = {0.85 * shade, 0.65 * shade, 0.55 * shade};
  if (head && v < 0.2) colour = {0.2, 0.12, 0.08};
  for (const double eye : {0.455, 0.545}) {
    if (square(u - eye) + square(v - 0.26) < 0.00025) colour = cv::Vec3d::all(0.1);
  }
  if (std::abs(u - 0.5) < 0.012 && v > 0.26 && v < 0.31) colour = {0.7, 0.5, 0.4};
  if (std::abs(u - 0.5) < 0.045 && std::abs(v - 0.35) < 0.009) colour = {0.6, 0.2, 0.2};
  return colour;
}

}  // namespace

cv::Mat3f draw_figure(int side) {
  cv::Mat3f figure(side, side);
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) figure(y, x) = colour_at((x + 0.5) / side, (y + 0.5) / side);
  }
  return figure;
}

image::Image figure_picture(int side) {
  image::Image picture;
  draw_figure(side).convertTo(picture, CV_8U, 255);
  return picture;
}

}  // namespace drape::vision
