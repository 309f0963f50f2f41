#include "tryon/geometric/past_cuff.h"

#include <algorithm>

namespace drape::tryon::geometric {
namespace {

// Shoulder widths: a shorter old sleeve has no end that shows, and the new one must go on as far past it.
constexpr float kShortest = 0.20F;
constexpr float kPast = 0.20F;
constexpr float kBelow = 0.10F;  // Below the old sleeve's end its shadow and slant are over.
// Shares of the old sleeve from which it flares, and from which it says nothing.
constexpr float kFlareFrom = 0.40F;
constexpr float kFlareTo = 0.90F;

}  // namespace

PastCuff::PastCuff(const ArmShape& arm, float new_length, float shoulder_width)
    : arm_(arm),
      applies_(arm.old_cuff > kShortest * shoulder_width &&
               new_length > arm.old_cuff + kPast * shoulder_width),
      seen_from_(arm.old_cuff + kBelow * shoulder_width) {}

float PastCuff::at(float s) const {
  if (!applies_) return 0;
  return smooth_step((s / arm_.old_cuff - kFlareFrom) / (kFlareTo - kFlareFrom));
}

float PastCuff::narrowed(const std::vector<float>& at, const std::vector<float>& half_widths, float s) const {
  const float seen = interpolate(at, half_widths, s);
  if (!applies_ || s >= seen_from_) return seen;
  const auto bare = [&](float from) { return interpolate(arm_.at, arm_.bare, from); };
  const float even = interpolate(at, half_widths, seen_from_) * bare(s) / std::max(bare(seen_from_), 1.0F);
  return seen + (std::min(even, seen) - seen) * this->at(s);
}

}  // namespace drape::tryon::geometric
