#include "tryon/geometric/cloth_parts.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "garment/lining.h"
#include "tryon/geometric/back_straps.h"
#include "tryon/geometric/planes.h"
#include "tryon/geometric/polyline.h"

namespace drape::tryon::geometric {
namespace {

using garment::GarmentModel;
using image::Mask;
using image::Plane;

constexpr float kOverlap = 0.03F;  // Of the box's width: how far the torso runs under a sleeve at the seam.
constexpr float kUnderlap = 1;     // Pixels: the same below the armpit, where they are two edges.

Plane distance_to(const Mask& mask) {
  const Mask outside = mask == 0;
  if (cv::countNonZero(mask) == 0) return Plane(mask.size(), 1e6F);
  Plane distance;
  cv::distanceTransform(outside, distance, cv::DIST_L2, 3);
  return distance;
}

// The torso without the crumbs that the sleeves' masks leave at their edges. The two fronts of an open jacket
// may hang together nowhere.
Mask torso_core(const GarmentModel& garment) {
  Mask torso = garment.alpha > 0.5F;
  for (const auto& sleeve : garment.upper->sleeves) {
    if (sleeve) torso.setTo(0, sleeve->mask);
  }
  cv::morphologyEx(torso, torso, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_RECT, {5, 5}));
  cv::Mat1i component, stats;
  cv::Mat1d centres;
  const int count = cv::connectedComponentsWithStats(torso, component, stats, centres);
  int largest = 0;
  for (int i = 1; i < count; ++i) {
    if (largest == 0 || stats(i, cv::CC_STAT_AREA) > stats(largest, cv::CC_STAT_AREA)) largest = i;
  }
  if (largest == 0) return torso;
  constexpr double kFrontMin = 0.2;  // Of the larger front.
  Mask core = component == largest;
  for (int i = 1; i < count && garment.category == garment::Category::kOuter; ++i) {
    if (stats(i, cv::CC_STAT_AREA) > kFrontMin * stats(largest, cv::CC_STAT_AREA)) core |= component == i;
  }
  return core;
}

// The front neckline lies below the upper outline somewhere: what is between them is the back.
bool shows_inner_back(const GarmentModel& garment) {
  const std::vector<float> top = top_outline(garment);
  const auto& marks = *garment.upper;
  float depth = 0;
  for (const cv::Point2f p : marks.front_neckline) {
    // No neckline but a jacket's reaches below the armholes: that is an edge of the print.
    if (garment.category != garment::Category::kOuter && p.y > (marks.armpit[0].y + marks.armpit[1].y) / 2)
      return false;
    const auto column = static_cast<std::size_t>(std::clamp(p.x, 0.0F, static_cast<float>(top.size() - 1)));
    depth = std::max(depth, p.y - top[column]);
  }
  return depth > 0.01F * static_cast<float>(garment.box.height);
}

}  // namespace

std::array<Plane, kPartCount> split_parts(const GarmentModel& garment) {
  const auto& marks = *garment.upper;
  std::array<Plane, kPartCount> parts;
  if (!marks.sleeves[0] && !marks.sleeves[1]) {
    parts[0] = garment.alpha.mul(front_of_straps(garment));
    return parts;
  }
  const Mask torso = torso_core(garment);
  const Plane to_torso = distance_to(torso);
  const float overlap = kOverlap * static_cast<float>(garment.box.width);
  parts[0] = garment.alpha.clone();
  for (std::size_t k = 0; k < 2; ++k) {
    if (!marks.sleeves[k]) continue;
    Plane& sleeve = parts[k + 1];
    sleeve = Plane::zeros(garment.alpha.size());
    const Plane to_sleeve = distance_to(marks.sleeves[k]->mask);
    const float armpit_y = marks.armpit[k].y;
    for (int y = 0; y < sleeve.rows; ++y) {
      const float joint = static_cast<float>(y) < armpit_y ? overlap : kUnderlap;
      for (int x = 0; x < sleeve.cols; ++x) {
        // Positive inside the sleeve. Both parts end softly; the torso runs on under the sleeve.
        const float inside = (to_torso(y, x) - to_sleeve(y, x)) / 2;
        sleeve(y, x) = garment.alpha(y, x) * std::clamp(inside + 0.5F, 0.0F, 1.0F);
        parts[0](y, x) *= std::clamp(joint - inside + 0.5F, 0.0F, 1.0F);
      }
    }
  }
  return parts;
}

Plane choked(const Plane& alpha) {
  constexpr float kDropped = 0.35F;
  Plane out = alpha.clone();
  for (float& a : out) a = std::max(0.0F, (a - kDropped) / (1 - kDropped));
  return out;
}

Plane choked_broad(const Plane& alpha) {
  constexpr float kBlur = 3;
  constexpr float kLevel = 0.54F;  // A third of a pixel inside the edge,
  constexpr float kGain = 5;       // which becomes about as sharp as it was.
  Plane out = soften(alpha, kBlur);
  for (float& a : out) a = std::clamp((a - kLevel) * kGain + 0.5F, 0.0F, 1.0F);
  // A pixel to either side is enough to cut off steps; corners, holes and scallops stay.
  Plane least, most;
  cv::erode(alpha, least, {});
  cv::dilate(alpha, most, {});
  return cv::min(cv::max(out, least), most);
}

std::vector<float> top_outline(const GarmentModel& garment) {
  std::vector<float> top(static_cast<std::size_t>(garment.alpha.cols),
                         static_cast<float>(garment.alpha.rows));
  for (int y = garment.alpha.rows - 1; y >= 0; --y) {
    const float* row = garment.alpha[y];
    for (int x = 0; x < garment.alpha.cols; ++x) {
      if (row[x] > 0.5F) top[static_cast<std::size_t>(x)] = static_cast<float>(y);
    }
  }
  return top;
}

std::vector<float> bottom_outline(const GarmentModel& garment) {
  std::vector<float> bottom(static_cast<std::size_t>(garment.alpha.cols), 0.0F);
  for (int y = 0; y < garment.alpha.rows; ++y) {
    const float* row = garment.alpha[y];
    for (int x = 0; x < garment.alpha.cols; ++x) {
      if (row[x] > 0.5F) bottom[static_cast<std::size_t>(x)] = static_cast<float>(y);
    }
  }
  return bottom;
}

namespace {

Plane above_front_neckline(const GarmentModel& garment) {
  const auto& marks = *garment.upper;
  Plane opening = Plane::zeros(garment.alpha.size());
  if (marks.front_neckline.size() < 3) return opening;
  if (!shows_inner_back(garment)) return opening;
  const float width = marks.front_neckline.back().x - marks.front_neckline.front().x;
  const auto count = static_cast<int>(marks.front_neckline.size());
  Polyline curve = resample(marks.front_neckline, std::max(count, 32));
  curve = smooth(curve, 0.015F * static_cast<float>(curve.size()));
  const float above = static_cast<float>(garment.box.y) - 0.2F * width - 10;
  curve.emplace_back(curve.back().x, above);
  curve.emplace_back(curve.front().x, above);
  constexpr int kShift = 4;
  std::vector<cv::Point> polygon;
  for (const cv::Point2f p : curve)
    polygon.emplace_back(cvRound(p.x * (1 << kShift)), cvRound(p.y * (1 << kShift)));
  Mask drawn = Mask::zeros(opening.size());
  cv::fillPoly(drawn, std::vector<std::vector<cv::Point>>{polygon}, 255, cv::LINE_AA, kShift);
  drawn.convertTo(opening, CV_32F, 1 / 255.0);
  cv::GaussianBlur(opening, opening, {}, 0.8);
  return opening;
}

}  // namespace

Plane neck_opening(const GarmentModel& garment) {
  const Plane opening = above_front_neckline(garment);
  const Mask lining = garment::find_lining(garment);
  return cv::countNonZero(lining) == 0 ? opening : Plane(cv::max(opening, soften(lining, 0.8F)));
}

}  // namespace drape::tryon::geometric
