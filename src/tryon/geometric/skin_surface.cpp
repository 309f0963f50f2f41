#include "tryon/geometric/skin_surface.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "image/rows.h"
#include "tryon/geometric/old_cuff.h"

namespace drape::tryon::geometric {
namespace {

using person::Label;

constexpr int kEnoughPixels = 400;
constexpr float kSideLightMax = 0.12F;
constexpr float kGrainMin = 0.6F;
constexpr float kGrainMax = 3.0F;
constexpr float kUneven = 0.006F;     // Deviation of brightness.
constexpr float kFlush = 0.6F;        // Deviation of redness, levels.
constexpr int kReduction = 4;         // Corrections change slowly.
constexpr float kTrunkReach = 0.14F;  // Shoulder widths.
constexpr float kArmReach = 0.40F;
constexpr float kArmBegins = 0.45F;  // Arc length to which an arm lies beside the chest.
constexpr float kCuffShadow = 0.10F;

struct ShadeTable {
  static constexpr int kSteps = 512;
  static constexpr float kLargest = 1.6F;
  std::array<cv::Vec3f, kSteps> values;

  ShadeTable() {
    for (int i = 0; i < kSteps; ++i) {
      const float f = std::max(kLargest * static_cast<float>(i) / (kSteps - 1), 1e-3F);
      values[static_cast<std::size_t>(i)] = {std::pow(f, 0.80F), std::pow(f, 1.08F), std::pow(f, 1.26F)};
    }
  }
  [[nodiscard]] cv::Vec3f at(float factor) const {
    const float place = std::clamp(factor / kLargest, 0.0F, 1.0F) * (kSteps - 1);
    return values[static_cast<std::size_t>(std::lround(place))];
  }
};

const ShadeTable& shade_table() {
  static const ShadeTable table;
  return table;
}

// Visible skin whose light the new skin beside it must have: without faces, whose jaw ends in an edge, and
// without what lies in the shadow of the old cuff.
image::Mask guiding_skin(const RevealInput& in, const BareBody& body) {
  const float sw = in.person.torso.shoulder_width;
  image::Mask guiding =
      in.tone.visible & mask_of(in.person.labels, {Label::kNeck, Label::kLeftArm, Label::kRightArm,
                                                   Label::kLeftHand, Label::kRightHand});
  for (const int side : kSides) {
    const auto k = static_cast<std::size_t>(side);
    const ArmShape& shape = in.body.arms[k];
    image::Plane below;
    if (shape.old_cuff >= 0)
      below = below_sleeve(shape, body.arm_at[k], in.erased.to_upper, in.person.torso.shoulder_width);
    const auto arm = static_cast<unsigned char>(arm_label(side));
    const auto hand = static_cast<unsigned char>(hand_label(side));
    for (int y = 0; y < guiding.rows; ++y) {
      for (int x = 0; x < guiding.cols; ++x) {
        const unsigned char label = in.person.labels(y, x);
        if (label != arm && label != hand) continue;
        // Before the belly lies the arm's skin, not the trunk's.
        const bool in_shadow = label == arm && !below.empty() && below(y, x) < kCuffShadow * sw;
        if (in_shadow || body.arm[k](y, x) < 0.5F) guiding(y, x) = 0;
      }
    }
  }
  return guiding;
}

cv::Size reduced(cv::Size size) {
  return {(size.width + kReduction - 1) / kReduction, (size.height + kReduction - 1) / kReduction};
}

}  // namespace

cv::Vec3f shaded_skin(cv::Vec3f tone, float factor) {
  return tone.mul(shade_table().at(factor));
}

void shade_skin(ColourPlane& colour, const image::Plane& factor) {
  image::for_each_row(colour.rows, [&](int y) {
    cv::Vec3f* c = colour[y];
    const float* f = factor[y];
    for (int x = 0; x < colour.cols; ++x) {
      if (f[x] != 1) c[x] = shaded_skin(c[x], f[x]);
    }
  });
}

float measure_side_light(const RevealInput& in) {
  const image::Mask face = in.tone.visible & mask_of(in.person.labels, {Label::kFace});
  double n = 0, sx = 0, sxx = 0, sl = 0, sxl = 0;
  const cv::Rect box = cv::boundingRect(face);
  for (int y = box.y; y < box.br().y; y += 2) {
    for (int x = box.x; x < box.br().x; x += 2) {
      if (!face(y, x)) continue;
      const double light = in.planes.lab(y, x)[0];
      const double across = 2.0 * (x - box.x) / std::max(box.width, 1) - 1;
      n += 1;
      sx += across;
      sxx += across * across;
      sl += light;
      sxl += across * light;
    }
  }
  if (n < kEnoughPixels / 4.0) return 0;
  const double spread = sxx - sx * sx / n;
  if (spread < 1 || sl <= 0) return 0;
  const double slope = (sxl - sx * sl / n) / spread;
  return std::clamp(static_cast<float>(slope / (sl / n)), -kSideLightMax, kSideLightMax);
}

float measure_grain(const RevealInput& in) {
  std::vector<float> residuals;
  for (int y = 0; y < in.tone.visible.rows; y += 2) {
    for (int x = 0; x < in.tone.visible.cols; x += 2) {
      if (in.tone.visible(y, x))
        residuals.push_back(std::abs(in.planes.lab(y, x)[0] - in.planes.lab_calm(y, x)[0]));
    }
  }
  if (residuals.size() < kEnoughPixels) return kGrainMin;
  const auto middle = residuals.begin() + static_cast<std::ptrdiff_t>(residuals.size() / 2);
  std::nth_element(residuals.begin(), middle, residuals.end());
  // Median of |x| to deviation; L* to levels; half of the grain's variance is left in the blurred picture.
  return std::clamp(*middle * 1.48F * 2.55F * 1.4F, kGrainMin, kGrainMax);
}

void add_skin_texture(BareBody& body, float grain, float shoulder_width) {
  const cv::Size size = body.colour.size();
  const image::Plane fine = noise(size, 2, 0.8F);
  const auto reduction = std::max(1.0F, 0.02F * shoulder_width);
  const cv::Size coarse(cvCeil(static_cast<float>(size.width) / reduction),
                        cvCeil(static_cast<float>(size.height) / reduction));
  image::Plane uneven, flush;
  cv::resize(noise(coarse, 5, 1.0F), uneven, size, 0, 0, cv::INTER_CUBIC);
  cv::resize(noise(coarse, 6, 1.4F), flush, size, 0, 0, cv::INTER_CUBIC);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      if (std::max({body.trunk(y, x), body.arm[0](y, x), body.arm[1](y, x)}) <= 0) continue;
      const float red = kFlush * flush(y, x);
      body.colour(y, x) = body.colour(y, x) * (1 + kUneven * uneven(y, x)) +
                          cv::Vec3f::all(grain * fine(y, x)) +
                          cv::Vec3f(0.4F * red, -0.6F * red, -0.3F * red);
    }
  }
}

void settle_on_seen(const RevealInput& in, BareBody& body) {
  const image::Mask guiding = guiding_skin(in, body);
  if (cv::countNonZero(guiding) < kEnoughPixels / 4) return;
  const cv::Size small = reduced(guiding.size());
  image::Mask guide;
  cv::resize(guiding, guide, small, 0, 0, cv::INTER_AREA);
  image::Plane weight;
  image::Mask(guide > 250).convertTo(weight, CV_32F, 1 / 255.0);
  ColourPlane photo, invented;
  cv::resize(in.planes.colour, photo, small, 0, 0, cv::INTER_AREA);
  cv::resize(body.colour, invented, small, 0, 0, cv::INTER_AREA);
  ColourPlane correction = push_pull(ColourPlane(photo - invented), weight);
  image::Plane away;
  cv::distanceTransform(weight == 0, away, cv::DIST_L2, 3);
  const float sw = in.person.torso.shoulder_width;
  for (int y = 0; y < small.height; ++y) {
    for (int x = 0; x < small.width; ++x) {
      const cv::Point at(std::min(x * kReduction, guiding.cols - 1),
                         std::min(y * kReduction, guiding.rows - 1));
      const float down = (std::max(body.arm_at[0](at), body.arm_at[1](at)) / sw - kArmBegins) / 0.3F;
      const float reach = kTrunkReach + (kArmReach - kTrunkReach) * smooth_step(down);
      correction(y, x) *= std::exp(-away(y, x) * kReduction / (reach * sw));
    }
  }
  cv::resize(correction, correction, guiding.size(), 0, 0, cv::INTER_LINEAR);
  body.colour += correction;
}

}  // namespace drape::tryon::geometric
