#include "garment/waistband.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace drape::garment {
namespace {

constexpr int kColumns = 48;
// The front edge dips below the upper outline by at most this share of the waistband's width.
constexpr float kDipMax = 0.22F;
constexpr float kDipMin = 0.012F;
// Lab units between the inside of the back and the front, in the mean along the edge.
constexpr float kContrastMin = 6;
// Share of the edge that must show it.
constexpr float kAgreeingMin = 0.80F;

using Line = std::vector<cv::Point2f>;

float share_of(int i) {
  return static_cast<float>(i) / (kColumns - 1);
}

// The upper outline between the corners, without belt loops and strings: a running median.
Line upper_outline(const Silhouette& shape, const std::array<cv::Point2f, 2>& corners) {
  std::vector<float> tops;
  for (int i = 0; i < kColumns; ++i) {
    tops.push_back(shape.top_at(corners[0].x + (corners[1].x - corners[0].x) * share_of(i)));
  }
  tops.front() = corners[0].y;
  tops.back() = corners[1].y;
  Line line;
  constexpr int kReach = 4;
  for (int i = 0; i < kColumns; ++i) {
    const int reach = std::min({kReach, i, kColumns - 1 - i});
    std::vector<float> near(tops.begin() + i - reach, tops.begin() + i + reach + 1);
    std::nth_element(near.begin(), near.begin() + reach, near.end());
    line.emplace_back(corners[0].x + (corners[1].x - corners[0].x) * share_of(i),
                      near[static_cast<std::size_t>(reach)]);
  }
  return line;
}

cv::Vec3f mean_at(const image::LabImage& lab, cv::Point2f p, float reach) {
  const int r = std::max(1, cvRound(reach / 2));
  const cv::Rect around =
      cv::Rect(cvRound(p.x) - r, cvRound(p.y) - r, 2 * r + 1, 2 * r + 1) & cv::Rect({}, lab.size());
  if (around.empty()) return {};
  const cv::Scalar mean = cv::mean(lab(around));
  return {static_cast<float>(mean[0]), static_cast<float>(mean[1]), static_cast<float>(mean[2])};
}

// The upper outline lowered between its ends by `dip` in the middle, like a sagging string.
Line lowered(const Line& top, float dip, float power) {
  Line line = top;
  for (int i = 0; i < kColumns; ++i) {
    const float u = 2 * share_of(i) - 1;
    line[static_cast<std::size_t>(i)].y += dip * std::pow(std::max(0.F, 1 - u * u), power);
  }
  return line;
}

// How clearly a line divides two colours along its whole length: length of the mean colour step, 0 where too
// few places agree with it.
float contrast_along(const image::LabImage& lab, const Line& line, float reach) {
  std::vector<cv::Vec3f> steps;
  cv::Vec3f mean;
  for (int i = kColumns / 12; i < kColumns - kColumns / 12; ++i) {
    const cv::Point2f p = line[static_cast<std::size_t>(i)];
    steps.push_back(mean_at(lab, p + cv::Point2f(0, reach), reach) -
                    mean_at(lab, p - cv::Point2f(0, reach), reach));
    mean += steps.back();
  }
  mean /= static_cast<float>(steps.size());
  const auto size = static_cast<float>(cv::norm(mean));
  if (size < 1e-3F) return 0;
  const auto agreeing = std::count_if(
      steps.begin(), steps.end(), [&](const cv::Vec3f& step) { return step.dot(mean) > 0.4F * size * size; });
  return static_cast<float>(agreeing) < kAgreeingMin * static_cast<float>(steps.size()) ? 0.F : size;
}

}  // namespace

std::vector<cv::Point2f> find_waistband(const image::LabImage& lab, const Silhouette& shape,
                                        const std::array<cv::Point2f, 2>& corners) {
  const Line top = upper_outline(shape, corners);
  const float width = corners[1].x - corners[0].x;
  const float reach = std::max(2.F, 0.008F * width);
  Line best = top;
  float clearest = kContrastMin;
  for (const float power : {0.8F, 1.0F, 1.4F}) {
    for (float dip = std::max(2 * reach, kDipMin * width); dip < kDipMax * width;
         dip += std::max(1.F, 0.004F * width)) {
      const Line line = lowered(top, dip, power);
      const float contrast = contrast_along(lab, line, reach);
      if (contrast <= clearest) continue;
      clearest = contrast;
      best = line;
    }
  }
  return best;
}

}  // namespace drape::garment
