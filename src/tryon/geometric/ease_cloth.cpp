#include "tryon/geometric/ease_cloth.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <opencv2/imgproc.hpp>

#include "tryon/geometric/old_outline.h"
#include "tryon/geometric/planes.h"
#include "tryon/geometric/strap_ends.h"

namespace drape::tryon::geometric {
namespace {

using image::Mask;
using image::Plane;
using person::Label;

// Shoulder widths: the two edges count as one up to here.
constexpr float kReach = 0.035F;
// Along the outline, shoulder widths: what is shorter than the window is a detail of the old outline, and the
// offsets change over no less than the smoothing.
constexpr float kMedianWindow = 0.10F;
constexpr float kSmoothing = 0.035F;
constexpr float kSpread = 0.06F;  // Across the outline, shoulder widths: the cloth moves that deep.
// An arm that lay at the old garment lies at the new one: up to here, shoulder widths, the cloth is drawn out
// to it and this many pixels under its soft edge.
constexpr float kLimbReach = 0.07F;
constexpr float kUnderLimb = 2.5F;
constexpr float kStray = 4;      // Pixels from the offsets around it at which an edge is another edge.
constexpr int kNormalReach = 5;  // Points of the outline, which are a pixel apart.
constexpr float kStill = 0.05F;  // Pixels: smaller moves are left out.
constexpr int kReduction = 4;    // The field of moves is smooth: a quarter of the resolution is enough.

using Outline = std::vector<cv::Point>;

Mask covered_by(const DressedGarment& dressed) {
  Mask covered = dressed.parts[0].alpha > 0.5F;
  for (std::size_t k = 1; k < kPartCount; ++k) covered |= dressed.parts[k].alpha > 0.5F;
  return covered;
}

std::size_t wrapped(std::ptrdiff_t i, std::size_t n) {
  const auto m = static_cast<std::ptrdiff_t>(n);
  return static_cast<std::size_t>(((i % m) + m) % m);
}

// Away from the cloth. Outer contours run so that the cloth is on their left in the picture's coordinates.
cv::Point2f outward_at(const Outline& outline, std::size_t i, const Mask& covered) {
  const auto at = static_cast<std::ptrdiff_t>(i);
  const cv::Point2f d(outline[wrapped(at + kNormalReach, outline.size())] -
                      outline[wrapped(at - kNormalReach, outline.size())]);
  cv::Point2f normal = cv::Point2f(d.y, -d.x) / std::max(1e-3F, static_cast<float>(cv::norm(d)));
  const cv::Point probe(cvRound(static_cast<float>(outline[i].x) + 2.5F * normal.x),
                        cvRound(static_cast<float>(outline[i].y) + 2.5F * normal.y));
  const bool inside = cv::Rect({}, covered.size()).contains(probe) && covered(probe) != 0;
  return inside ? -normal : normal;
}

// How far the cloth has to go to reach an arm or hand with nothing but the old garment between; NaN: none
// there.
float limb_offset(const person::PersonModel& person, cv::Point2f at, cv::Point2f outward, float reach) {
  for (float r = 0; r <= reach; r += 1) {
    const cv::Point p(cvRound(at.x + outward.x * r), cvRound(at.y + outward.y * r));
    if (!cv::Rect({}, person.labels.size()).contains(p)) break;
    const auto label = static_cast<Label>(person.labels(p));
    const bool limb = label == Label::kLeftArm || label == Label::kRightArm || label == Label::kLeftHand ||
                      label == Label::kRightHand;
    if (limb) return r > 0 ? r + kUnderLimb : std::numeric_limits<float>::quiet_NaN();
    if (label != Label::kUpperClothes) break;
  }
  return std::numeric_limits<float>::quiet_NaN();
}

// At and past the end of the old sleeve the new one keeps to no old outline.
bool is_own(const GarmentFit& fit, cv::Point2f at, float reach) {
  for (const auto& sleeve : fit.sleeves) {
    if (!sleeve || sleeve->own.empty()) continue;
    if (cv::norm(sleeve->own[nearest_index(sleeve->own, at)] - at) < reach) return true;
  }
  return false;
}

// The values around `i` that were seen, in order of size.
std::vector<float> seen_around(const std::vector<float>& values, std::size_t i, int radius) {
  std::vector<float> around;
  for (int k = -radius; k <= radius; ++k) {
    const float value = values[wrapped(static_cast<std::ptrdiff_t>(i) + k, values.size())];
    if (!std::isnan(value)) around.push_back(value);
  }
  std::sort(around.begin(), around.end());
  return around;
}

// What was seen without strays, smoothed along the closed outline; where nothing was seen the cloth stays.
std::vector<float> settled(const std::vector<float>& seen, float shoulder_width) {
  const int window = std::max(2, cvRound(kMedianWindow * shoulder_width));
  const std::size_t n = seen.size();
  std::vector<float> value(n, 0), weight(n, 0);
  for (std::size_t i = 0; i < n; ++i) {
    if (std::isnan(seen[i])) continue;
    const std::vector<float> around = seen_around(seen, i, window);
    // An edge that most of the outline around it does not have is none to follow.
    if (around.size() < static_cast<std::size_t>(window)) continue;
    if (std::abs(seen[i] - around[around.size() / 2]) > kStray) continue;
    value[i] = seen[i];
    weight[i] = 1;
  }
  const float sigma = std::max(1.0F, kSmoothing * shoulder_width);
  const int reach = cvCeil(2.5F * sigma);
  std::vector<float> out(n, 0);
  for (std::size_t i = 0; i < n; ++i) {
    float sum = 0, total = 0;
    for (int k = -reach; k <= reach; ++k) {
      const std::size_t j = wrapped(static_cast<std::ptrdiff_t>(i) + k, n);
      const float g = std::exp(-0.5F * static_cast<float>(k * k) / (sigma * sigma));
      sum += g * weight[j] * value[j];
      total += g * (0.25F + 0.75F * weight[j]);
    }
    out[i] = sum / total;
  }
  return out;
}

// Moves of the outline's points, gathered into a field. Each pixel's move comes from the outline near it and
// fades out away from it.
class Moves {
 public:
  Moves(cv::Size size, float sigma)
      : size_(size),
        sigma_(sigma / kReduction),
        sum_(cv::Mat3f::zeros(size.height / kReduction + 1, size.width / kReduction + 1)) {}

  void add(cv::Point at, cv::Point2f move) {
    sum_(at.y / kReduction, at.x / kReduction) += cv::Vec3f(move.x, move.y, 1);
    largest_ = std::max(largest_, static_cast<float>(cv::norm(move)));
  }

  [[nodiscard]] bool any() const { return largest_ > kStill; }

  [[nodiscard]] cv::Mat2f field() const {
    cv::Mat3f blurred;
    cv::GaussianBlur(sum_, blurred, {}, sigma_);
    // On a straight outline the weight is this much at the line itself.
    const float on_line = kReduction / (2.507F * sigma_);
    cv::Mat2f small(blurred.size());
    for (int y = 0; y < small.rows; ++y) {
      for (int x = 0; x < small.cols; ++x) {
        const cv::Vec3f& b = blurred(y, x);
        const float share = smooth_step(1.5F * b[2] / on_line);
        const float scale = share / std::max(b[2], 1e-3F);
        small(y, x) = {b[0] * scale, b[1] * scale};
      }
    }
    cv::Mat2f out;
    cv::resize(small, out, {small.cols * kReduction, small.rows * kReduction}, 0, 0, cv::INTER_LINEAR);
    return out(cv::Rect({}, size_));
  }

 private:
  cv::Size size_;
  float sigma_;
  cv::Mat3f sum_;  // x, y, weight.
  float largest_ = 0;
};

// Draws `layer` moved by the field within `area`.
void move_layer(const cv::Mat2f& field, cv::Rect area, Layer& layer) {
  cv::Mat2f from(area.size());
  for (int y = 0; y < area.height; ++y) {
    for (int x = 0; x < area.width; ++x) {
      const cv::Vec2f move = field(y + area.y, x + area.x);
      from(y, x) = {static_cast<float>(x + area.x) - move[0], static_cast<float>(y + area.y) - move[1]};
    }
  }
  ColourPlane colour;
  Plane alpha;
  cv::remap(layer.colour, colour, from, cv::noArray(), cv::INTER_CUBIC, cv::BORDER_REPLICATE);
  cv::remap(layer.alpha, alpha, from, cv::noArray(), cv::INTER_LINEAR, cv::BORDER_REPLICATE);
  colour.copyTo(layer.colour(area));
  alpha.copyTo(layer.alpha(area));
}

}  // namespace

void ease_onto_old_outline(const person::PersonModel& person, const GarmentFit& fit, bool may_shrink,
                           DressedGarment& dressed) {
  const float sw = person.torso.shoulder_width;
  const float reach = std::max(kReach * sw, 3.0F);
  const Mask covered = covered_by(dressed);
  const OldOutline old(person);
  std::vector<Outline> outlines;
  cv::findContours(covered.clone(), outlines, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_NONE);
  Moves moves(covered.size(), kSpread * sw);
  for (const Outline& outline : outlines) {
    if (static_cast<float>(outline.size()) < sw) continue;
    std::vector<cv::Point2f> outward(outline.size());
    std::vector<float> seen(outline.size());
    for (std::size_t i = 0; i < outline.size(); ++i) {
      outward[i] = outward_at(outline, i, covered);
      seen[i] = std::numeric_limits<float>::quiet_NaN();
      if (is_own(fit, cv::Point2f(outline[i]), reach)) continue;
      float offset = old.edge_offset(cv::Point2f(outline[i]), outward[i], reach);
      if (std::isnan(offset))
        offset = limb_offset(person, cv::Point2f(outline[i]), outward[i], kLimbReach * sw);
      seen[i] = may_shrink || !(offset < 0) ? offset : 0;
    }
    const std::vector<float> offsets = settled(seen, sw);
    for (std::size_t i = 0; i < outline.size(); ++i) {
      const cv::Point2f at(outline[i]);
      moves.add(outline[i], outward[i] * (offsets[i] * (1 - strap_end(fit, at, sw))));
    }
  }
  if (!moves.any()) return;
  const cv::Mat2f field = moves.field();
  const int margin = cvCeil(3 * kSpread * sw);
  const cv::Rect box = cv::boundingRect(covered);
  const cv::Rect area =
      (box - cv::Point(margin, margin) + cv::Size(2 * margin, 2 * margin)) & cv::Rect({}, covered.size());
  for (Layer& layer : dressed.parts) {
    if (cv::countNonZero(layer.alpha > 0) > 0) move_layer(field, area, layer);
  }
}

}  // namespace drape::tryon::geometric
