#include "tryon/geometric/old_outline.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "tryon/geometric/robust_offsets.h"

namespace drape::tryon::geometric {
namespace {

using person::Label;

constexpr float kUnseen = std::numeric_limits<float>::quiet_NaN();
constexpr int kSamples = 96;     // Of a followed line.
constexpr float kBeyond = 2.5F;  // Pixels past an edge at which the background must be clear.
constexpr float kClearMatte = 0.3F;

bool in_picture(const cv::Mat& plane, cv::Point p) {
  return cv::Rect({}, plane.size()).contains(p);
}

cv::Point pixel(cv::Point2f p) {
  return {cvRound(p.x), cvRound(p.y)};
}

cv::Point2f normal_at(const Polyline& line, std::size_t i) {
  const cv::Point2f d = line[std::min(i + 2, line.size() - 1)] - line[i < 2 ? 0 : i - 2];
  return cv::Point2f(d.y, -d.x) / std::max(1e-3F, static_cast<float>(cv::norm(d)));
}

}  // namespace

OldOutline::OldOutline(const person::PersonModel& person) : person_(person) {}

float OldOutline::edge_offset(cv::Point2f at, cv::Point2f outward, float reach) const {
  float best = kUnseen;
  for (float r = -reach; r <= reach; r += 1) {
    const cv::Point here = pixel(at + outward * r);
    const cv::Point next = pixel(at + outward * (r + 1));
    const cv::Point beyond = pixel(at + outward * (r + kBeyond));
    if (!in_picture(person_.labels, here) || !in_picture(person_.labels, beyond) ||
        !in_picture(person_.labels, next))
      continue;
    const bool edge = person_.labels(here) == static_cast<unsigned char>(Label::kUpperClothes) &&
                      person_.labels(next) == static_cast<unsigned char>(Label::kBackground) &&
                      person_.labels(beyond) == static_cast<unsigned char>(Label::kBackground) &&
                      person_.matte(beyond) < kClearMatte;
    if (edge && (std::isnan(best) || std::abs(r + 0.5F) < std::abs(best))) best = r + 0.5F;
  }
  return best;
}

Polyline OldOutline::followed(const Polyline& line, float outward, float reach) const {
  const Polyline samples = resample(line, kSamples);
  std::vector<Observation> observed;
  std::vector<cv::Point2f> normals;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    normals.push_back(normal_at(samples, i) * outward);
    const float offset = edge_offset(samples[i], normals[i], reach);
    observed.push_back(std::isnan(offset) ? Observation{} : Observation{offset, 1});
  }
  const std::vector<float> offsets = robust_offsets(observed, 0.02F * person_.torso.shoulder_width);
  Polyline moved;
  for (std::size_t i = 0; i < samples.size(); ++i) moved.push_back(samples[i] + normals[i] * offsets[i]);
  return moved;
}

std::vector<float> OldOutline::neckline(int from, int to) const {
  const int first = std::max(0, cvRound(person_.torso.shoulder_mid.y - 0.6F * person_.torso.shoulder_width));
  const int last =
      std::min(person_.labels.rows - 2, cvRound(person_.torso.shoulder_mid.y + 0.5F * person_.torso.length));
  std::vector<float> heights;
  for (int x = from; x <= to; ++x) {
    float height = kUnseen;
    for (int y = first; x >= 0 && x < person_.labels.cols && y < last; ++y) {
      const auto here = static_cast<Label>(person_.labels(y, x));
      const auto below = static_cast<Label>(person_.labels(y + 1, x));
      if (here == Label::kNeck && below == Label::kUpperClothes) height = static_cast<float>(y) + 0.5F;
    }
    heights.push_back(height);
  }
  return heights;
}

float kept_unless_clear(float seen, float wanted, float tolerance) {
  if (std::isnan(seen)) return wanted;
  const float difference = wanted - seen;
  const float share = smooth_step((std::abs(difference) - tolerance) / (0.5F * tolerance));
  return seen + difference * share;
}

}  // namespace drape::tryon::geometric
