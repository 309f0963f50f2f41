#include "garment/overlay.h"

#include <algorithm>
#include <cstdio>
#include <opencv2/imgproc.hpp>
#include <string>

namespace drape::garment {
namespace {

const cv::Scalar kOutline(255, 0, 200);
const cv::Scalar kTip(0, 170, 0);
const cv::Scalar kNeck(0, 60, 255);
const cv::Scalar kArmpit(230, 0, 0);
const cv::Scalar kLevel(255, 170, 0);
const cv::Scalar kNeckline(0, 220, 90);
const cv::Scalar kOuterEdge(0, 200, 220);
const cv::Scalar kInnerEdge(230, 90, 0);

/// Line width that suits the size of the picture.
int stroke(const image::Image& image) {
  return std::max(1, std::max(image.cols, image.rows) / 400);
}

void draw_line(image::Image& image, const std::vector<cv::Point2f>& line, const cv::Scalar& colour) {
  std::vector<cv::Point> points(line.begin(), line.end());
  cv::polylines(image, points, false, colour, stroke(image), cv::LINE_AA);
}

void draw_point(image::Image& image, cv::Point2f point, const cv::Scalar& colour) {
  const int radius = 3 * stroke(image);
  cv::circle(image, point, radius + stroke(image), cv::Scalar::all(255), cv::FILLED, cv::LINE_AA);
  cv::circle(image, point, radius, colour, cv::FILLED, cv::LINE_AA);
}

void draw_landmarks(image::Image& image, const UpperLandmarks& landmarks) {
  const auto vertical = [&](float x) {
    return std::pair(cv::Point(cvRound(x), 0), cv::Point(cvRound(x), image.rows - 1));
  };
  const auto [axis_top, axis_bottom] = vertical(landmarks.axis_x);
  cv::line(image, axis_top, axis_bottom, cv::Scalar(150, 150, 150), 1);
  for (const auto& level : landmarks.sides) {
    cv::line(image, cv::Point2f(level.left_x, level.y), cv::Point2f(level.right_x, level.y), kLevel,
             stroke(image));
  }
  cv::line(image, cv::Point2f(landmarks.axis_x - 60, landmarks.hem_y),
           cv::Point2f(landmarks.axis_x + 60, landmarks.hem_y), kArmpit, stroke(image));
  for (const auto& sleeve : landmarks.sleeves) {
    if (!sleeve) continue;
    draw_line(image, sleeve->outer_edge, kOuterEdge);
    draw_line(image, sleeve->inner_edge, kInnerEdge);
  }
  draw_line(image, landmarks.front_neckline, kNeckline);
  for (std::size_t side = 0; side < 2; ++side) {
    draw_point(image, landmarks.armpit[side], kArmpit);
    draw_point(image, landmarks.shoulder_tip[side], kTip);
    draw_point(image, landmarks.neck[side], kNeck);
  }
}

void draw_landmarks(image::Image& image, const LowerLandmarks& landmarks) {
  draw_line(image, landmarks.waistband, kNeckline);
  for (std::size_t side = 0; side < 2; ++side) draw_line(image, landmarks.side[side], kOuterEdge);
  if (landmarks.legs) {
    for (std::size_t side = 0; side < 2; ++side) {
      draw_line(image, landmarks.legs->inner[side], kInnerEdge);
      draw_point(image, landmarks.legs->inner[side].back(), kTip);
    }
    draw_point(image, landmarks.legs->crotch, kArmpit);
  } else {
    draw_line(image, landmarks.hem, kInnerEdge);
  }
  for (std::size_t side = 0; side < 2; ++side) {
    draw_point(image, landmarks.waist[side], kNeck);
    draw_point(image, landmarks.side[side].back(), kTip);
  }
}

std::string caption(const GarmentModel& model) {
  char text[128];
  std::snprintf(text, sizeof text, "%s %.2f%s, cut-out %.2f", std::string(to_string(model.category)).c_str(),
                static_cast<double>(model.category_confidence), model.frontal ? "" : ", not frontal",
                static_cast<double>(model.cutout_confidence));
  return text;
}

}  // namespace

image::Image draw_overlay(const image::Image& picture, const GarmentModel& model) {
  const cv::Vec3f tint(205, 225, 255);
  image::Image image(picture.size());
  for (int y = 0; y < picture.rows; ++y) {
    for (int x = 0; x < picture.cols; ++x) {
      const float alpha = model.alpha(y, x);
      const cv::Vec3f mixed = cv::Vec3f(model.colour(y, x)) * alpha + tint * (1.F - alpha);
      image(y, x) = cv::Vec3b(cv::saturate_cast<uchar>(mixed[0]), cv::saturate_cast<uchar>(mixed[1]),
                              cv::saturate_cast<uchar>(mixed[2]));
    }
  }
  std::vector<std::vector<cv::Point>> contours;
  const image::Mask mask = model.alpha > 0.5F;
  cv::findContours(mask, contours, cv::RETR_LIST, cv::CHAIN_APPROX_NONE);
  cv::drawContours(image, contours, -1, kOutline, 1);
  if (model.upper) draw_landmarks(image, *model.upper);
  if (model.lower) draw_landmarks(image, *model.lower);
  const double scale = image.cols / 900.0;
  cv::putText(image, caption(model), cv::Point(8, image.rows - 12), cv::FONT_HERSHEY_SIMPLEX, scale,
              cv::Scalar::all(0), std::max(1, stroke(image) / 2), cv::LINE_AA);
  return image;
}

}  // namespace drape::garment
