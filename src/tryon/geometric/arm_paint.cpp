#include "tryon/geometric/arm_paint.h"

#include <algorithm>
#include <cmath>

#include "tryon/geometric/skin_surface.h"

namespace drape::tryon::geometric {
namespace {

constexpr float kCuffShadow = 0.12F;  // Shoulder widths.
constexpr int kEnoughInBin = 40;
constexpr int kEnoughForShading = 800;
// A usual arm: the trunk keeps light from its inner side; the rims turn away from it.
constexpr float kOuterLight = 0.05F;
constexpr float kRoundness = -0.09F;
constexpr float kRimFrom = 0.55F;  // Share of the half width where the rim begins to darken.
constexpr float kRimDepth = 0.17F;
// Muscles move the ridge of light outwards at the deltoid and below the elbow, shares of the half width.
constexpr float kDeltoidRidge = 0.16F;
constexpr float kForearmRidge = 0.20F;
constexpr float kElbowCrease = 0.035F;
constexpr float kInnerUpperArm = 0.06F;
constexpr float kElbowRedness = 0.015F;

float bump(float x, float centre, float width) {
  const float t = (x - centre) / width;
  return std::exp(-t * t);
}

}  // namespace

// What the visible part of the arm tells.
struct ArmPaint::Seen {
  std::array<cv::Vec3f, kBins> sums{};
  std::array<int, kBins> counts{};
  cv::Matx33d normal = cv::Matx33d::zeros();
  cv::Vec3d right;
  int count = 0;
};

ArmPaint::ArmPaint(const RevealInput& input, int side, const SourceMap& coordinates) {
  const ArmShape& arm = input.body.arms[static_cast<std::size_t>(side)];
  length_ = arm.path.wrist_at();
  elbow_ = arm.path.elbow_at() / length_;
  // The old sleeve's shadow lies on the skin below it.
  const float lit_from = arm.old_cuff + kCuffShadow * input.person.torso.shoulder_width;
  const image::Mask bare = input.tone.visible & mask_of(input.person.labels, {arm_label(side)});
  Seen seen;
  for (int y = 0; y < coordinates.rows; ++y) {
    for (int x = 0; x < coordinates.cols; ++x) {
      const cv::Vec2f at = coordinates(y, x);
      if (!bare(y, x) || std::isnan(at[0]) || std::abs(at[0]) > 0.92F || at[1] < lit_from) continue;
      const double d = at[0];
      const cv::Vec3d row(1, d, d * d);
      seen.normal += row * row.t();
      seen.right += row * static_cast<double>(input.planes.lab(y, x)[0]);
      ++seen.count;
      if (std::abs(d) > 0.6) continue;
      const auto bin =
          static_cast<std::size_t>(std::clamp(static_cast<int>(at[1] / length_ * kBins), 0, kBins - 1));
      seen.sums[bin] += input.planes.colour(y, x);
      ++seen.counts[bin];
    }
  }
  fit_roundness(seen, sign_of(side) * measure_side_light(input));
  fit_tone(seen, input.tone);
}

void ArmPaint::fit_roundness(const Seen& seen, float side_light) {
  linear_ = kOuterLight + side_light;
  quadratic_ = kRoundness;
  if (seen.count <= kEnoughForShading) return;
  const cv::Vec3d c = seen.normal.solve(seen.right, cv::DECOMP_SVD);
  const double base = std::max(c[0], 1.0);
  linear_ = static_cast<float>(std::clamp(c[1] / base, -0.16, 0.16));
  // The rim has its own part in what the fit shows.
  quadratic_ = static_cast<float>(std::clamp(c[2] / base + 0.05, -0.25, -0.03));
}

void ArmPaint::fit_tone(const Seen& seen, const SkinTone& tone) {
  for (int i = 0; i < kBins; ++i) {
    int nearest = -1;
    for (int j = 0; j < kBins; ++j) {
      if (seen.counts[static_cast<std::size_t>(j)] > kEnoughInBin &&
          (nearest < 0 || std::abs(j - i) < std::abs(nearest - i)))
        nearest = j;
    }
    const float down = static_cast<float>(i) / (kBins - 1);
    const cv::Vec3f hidden = tone.shoulder * (1 - down) + tone.arm * down;
    const auto k = static_cast<std::size_t>(nearest);
    const float near = nearest < 0 ? 0 : std::exp(-static_cast<float>(std::abs(nearest - i)) / 16);
    const cv::Vec3f found = nearest < 0 ? hidden : seen.sums[k] / static_cast<float>(seen.counts[k]);
    tone_[static_cast<std::size_t>(i)] = found * near + hidden * (1 - near);
  }
}

// Brightness at a share of the arm's length.
float ArmPaint::relief(float share, float across) const {
  const float d = std::clamp(across, -1.0F, 1.0F);
  const float ridge =
      kDeltoidRidge * bump(share, 0.14F, 0.10F) + kForearmRidge * bump(share, elbow_ + 0.10F, 0.10F);
  const float from_ridge = d - ridge * (1 - d * d);
  const float rim = std::max(std::abs(d) - kRimFrom, 0.0F) / (1 - kRimFrom);
  const float upper = 1 - smooth_step((share - elbow_ + 0.08F) / 0.10F);
  const float inner = smooth_step((-d - 0.1F) / 0.9F);
  const float crease =
      bump(share, elbow_ - 0.012F + 0.02F * d, 0.020F) * smooth_step((0.75F - std::abs(d + 0.15F)) / 0.5F);
  return 1 + linear_ * from_ridge + quadratic_ * from_ridge * from_ridge - kRimDepth * rim * rim -
         kInnerUpperArm * upper * inner - kElbowCrease * crease;
}

cv::Vec3f ArmPaint::at(float arc, float across) const {
  const float place = std::clamp(arc / length_ * kBins - 0.5F, 0.0F, kBins - 1.001F);
  const auto bin = static_cast<std::size_t>(place);
  const float t = place - static_cast<float>(bin);
  const cv::Vec3f tone = tone_[bin] * (1 - t) + tone_[bin + 1] * t;
  const float share = arc / length_;
  const float redness = kElbowRedness * bump(share, elbow_, 0.05F);
  const cv::Vec3f flushed(tone[0] * (1 + 0.5F * redness), tone[1] * (1 - redness), tone[2] * (1 - redness));
  return shaded_skin(flushed, std::clamp(relief(share, across), 0.5F, 1.12F));
}

}  // namespace drape::tryon::geometric
