#include "tryon/geometric/planes.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "image/rows.h"

namespace drape::tryon::geometric {
namespace {

cv::Mat ellipse(float radius) {
  const int r = std::max(1, static_cast<int>(std::lround(radius)));
  return cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * r + 1, 2 * r + 1});
}

cv::Rect grown(const cv::Rect& box, int reach) {
  return {box.x - reach, box.y - reach, box.width + 2 * reach, box.height + 2 * reach};
}

// A wide blur of a picture is as good from a smaller one.
int reduction_for(float sigma) {
  return std::clamp(static_cast<int>(sigma / 2.5F), 1, 16);
}

// A large ellipse costs its area for every pixel; the distance transform does not.
constexpr float kSmallRadius = 4.5F;

}  // namespace

PersonPlanes make_planes(const image::Image& image) {
  PersonPlanes planes;
  image.convertTo(planes.colour, CV_32F);
  const cv::Mat3f unit = planes.colour / 255.0;
  cv::cvtColor(unit, planes.lab, cv::COLOR_RGB2Lab);
  cv::GaussianBlur(planes.lab, planes.lab_calm, {5, 5}, 0.9);
  cv::resize(planes.lab, planes.lab_quarter, {(image.cols + 3) / 4, (image.rows + 3) / 4}, 0, 0,
             cv::INTER_AREA);
  return planes;
}

void drop_analysed(PersonPlanes& planes) {
  planes.lab.release();
  planes.lab_calm.release();
  planes.lab_quarter.release();
}

void blend(ColourPlane& dst, const ColourPlane& colour, const image::Plane& alpha) {
  if (colour.empty()) return;
  image::for_each_row(dst.rows, [&](int y) {
    cv::Vec3f* d = dst[y];
    const cv::Vec3f* c = colour[y];
    const float* a = alpha[y];
    for (int x = 0; x < dst.cols; ++x) {
      if (a[x] > 0) d[x] += (c[x] - d[x]) * std::min(a[x], 1.0F);
    }
  });
}

void blend(ColourPlane& dst, cv::Vec3f colour, const image::Plane& alpha) {
  image::for_each_row(dst.rows, [&](int y) {
    for (int x = 0; x < dst.cols; ++x) {
      dst(y, x) += (colour - dst(y, x)) * std::clamp(alpha(y, x), 0.0F, 1.0F);
    }
  });
}

void shade(ColourPlane& dst, const image::Plane& factor) {
  image::for_each_row(dst.rows, [&](int y) {
    cv::Vec3f* d = dst[y];
    const float* f = factor[y];
    for (int x = 0; x < dst.cols; ++x) d[x] *= f[x];
  });
}

void cover(image::Plane& shown, const image::Plane& alpha) {
  image::for_each_row(shown.rows, [&](int y) {
    float* s = shown[y];
    const float* a = alpha[y];
    for (int x = 0; x < shown.cols; ++x) s[x] *= 1 - a[x];
  });
}

image::Plane soften(const image::Plane& plane, float sigma) {
  image::Plane out;
  const int reduction = reduction_for(sigma);
  if (reduction == 1) {
    cv::GaussianBlur(plane, out, {}, sigma);
    return out;
  }
  image::Plane small;
  cv::resize(plane, small,
             {(plane.cols + reduction - 1) / reduction, (plane.rows + reduction - 1) / reduction}, 0, 0,
             cv::INTER_AREA);
  cv::GaussianBlur(small, small, {}, sigma / static_cast<float>(reduction));
  cv::resize(small, out, plane.size(), 0, 0, cv::INTER_LINEAR);
  return out;
}

image::Plane as_plane(const image::Mask& mask) {
  image::Plane plane;
  mask.convertTo(plane, CV_32F, 1 / 255.0);
  return plane;
}

image::Plane soften(const image::Mask& mask, float sigma) {
  if (reduction_for(sigma) > 1) return soften(as_plane(mask), sigma);
  image::Mask blurred;
  cv::GaussianBlur(mask, blurred, {}, sigma);
  return as_plane(blurred);
}

image::Plane moved_down(const image::Plane& plane, int rows) {
  image::Plane out = image::Plane::zeros(plane.size());
  if (rows >= plane.rows) return out;
  plane.rowRange(0, plane.rows - rows).copyTo(out.rowRange(rows, plane.rows));
  return out;
}

image::Plane fill_outline(const Polyline& outline, cv::Size size) {
  constexpr int kShift = 4;
  std::vector<cv::Point> polygon;
  for (const cv::Point2f p : outline)
    polygon.emplace_back(cvRound(p.x * (1 << kShift)), cvRound(p.y * (1 << kShift)));
  image::Mask drawn = image::Mask::zeros(size);
  cv::fillPoly(drawn, std::vector<std::vector<cv::Point>>{polygon}, 255, cv::LINE_AA, kShift);
  image::Plane plane;
  drawn.convertTo(plane, CV_32F, 1 / 255.0);
  return plane;
}

image::Mask dilated(const image::Mask& mask, float radius) {
  const cv::Rect box = cv::boundingRect(mask);
  image::Mask out = image::Mask::zeros(mask.size());
  if (box.empty()) return out;
  const cv::Rect area = grown(box, static_cast<int>(radius) + 2) & cv::Rect({}, mask.size());
  image::Mask part = out(area);
  if (radius <= kSmallRadius) {
    cv::dilate(mask(area), part, ellipse(radius));
    return out;
  }
  image::Plane distance;
  cv::distanceTransform(mask(area) == 0, distance, cv::DIST_L2, 3);
  cv::compare(distance, radius, part, cv::CMP_LE);
  return out;
}

image::Mask eroded(const image::Mask& mask, float radius) {
  image::Mask out = image::Mask::zeros(mask.size());
  const cv::Rect box = cv::boundingRect(mask);
  if (box.empty()) return out;
  // What is not of the mask farther away does not matter.
  const cv::Rect area = grown(box, static_cast<int>(radius) + 2) & cv::Rect({}, mask.size());
  image::Mask part = out(area);
  cv::bitwise_not(dilated(~mask(area), radius), part);
  return out;
}

}  // namespace drape::tryon::geometric
