#include "tryon/geometric/bare_arm.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace drape::tryon::geometric {
namespace {

constexpr int kRows = 70;  // Samples along the arm.
constexpr int kColumns = 9;
constexpr float kOverhang = 1.35F;  // Coordinates reach beyond the arm's edge, where its outline is rounded.
constexpr float kBehindShoulder = 0.20F;
constexpr float kBeyondWrist = 1.2F;  // Of the length: under the hand.
constexpr float kCuffShadow = 0.12F;  // Shoulder widths.
constexpr int kEnoughInBin = 40;
constexpr int kEnoughForShading = 800;

// The run of the arm's label across the path at a section.
struct SeenRun {
  float middle = 0, half_width = 0;
};

// At the wrist the hand counts as arm.
std::optional<SeenRun> seen_run(const RevealInput& in, const ArmSection& section, int side) {
  const float sw = in.person.torso.shoulder_width;
  const auto wanted = static_cast<unsigned char>(arm_label(side));
  const auto hand = static_cast<unsigned char>(hand_label(side));
  const bool at_wrist = section.at < 1.06F * in.body.arms[static_cast<std::size_t>(side)].path.wrist_at();
  const auto is_arm = [&](float r) {
    const cv::Point2f p = section.centre + section.normal * r;
    const cv::Point q(cvRound(p.x), cvRound(p.y));
    if (!cv::Rect({}, in.person.labels.size()).contains(q)) return false;
    return in.person.labels(q) == wanted || (at_wrist && in.person.labels(q) == hand);
  };
  float start = 0;
  while (start < 0.06F * sw && !is_arm(start) && !is_arm(-start)) start += 1;
  if (!is_arm(start)) start = -start;
  if (!is_arm(start)) return {};
  float low = start;
  float high = start;
  while (low > -0.22F * sw && is_arm(low - 1)) low -= 1;
  while (high < 0.22F * sw && is_arm(high + 1)) high += 1;
  const float half = (high - low) / 2;
  if (half < 0.55F * section.half_width || half > 1.5F * section.half_width) return {};
  return SeenRun{(high + low) / 2, half};
}

std::vector<ArmSection> expected_sections(const RevealInput& in, int side, float length) {
  const float sw = in.person.torso.shoulder_width;
  const ArmShape& arm = in.body.arms[static_cast<std::size_t>(side)];
  std::vector<ArmSection> sections;
  for (int i = 0; i < kRows; ++i) {
    const float share = static_cast<float>(i) / (kRows - 1);
    const float s = -kBehindShoulder * sw + (length * kBeyondWrist + kBehindShoulder * sw) * share;
    sections.push_back({s, arm.path.at(s), arm.normal(s, 0.08F * sw), bare_arm_half_width(s / length) * sw});
  }
  return sections;
}

std::size_t steps_between(std::size_t a, std::size_t b) {
  return a > b ? a - b : b - a;
}

std::size_t nearest_seen(const std::vector<std::optional<SeenRun>>& runs, std::size_t i) {
  std::size_t nearest = runs.size();
  for (std::size_t j = 0; j < runs.size(); ++j) {
    if (runs[j] && (nearest == runs.size() || steps_between(j, i) < steps_between(nearest, i))) nearest = j;
  }
  return nearest;
}

// Leads from the visible part of the arm over to the expected widths.
void follow_visible(const std::vector<std::optional<SeenRun>>& runs, std::vector<ArmSection>& sections) {
  std::vector<float> factors;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (runs[i]) factors.push_back(runs[i]->half_width / sections[i].half_width);
  }
  if (factors.size() < 5) return;
  const auto middle = factors.begin() + static_cast<std::ptrdiff_t>(factors.size() / 2);
  std::nth_element(factors.begin(), middle, factors.end());
  const float factor = std::clamp(*middle, 0.80F, 1.22F);
  std::vector<float> offsets, widths;
  for (std::size_t i = 0; i < sections.size(); ++i) {
    const std::size_t nearest = nearest_seen(runs, i);
    const float weight = std::exp(-static_cast<float>(steps_between(nearest, i)) / 8);
    offsets.push_back(runs[nearest]->middle * weight);
    const float near_factor =
        std::clamp(runs[nearest]->half_width / sections[nearest].half_width, 0.7F, 1.3F);
    widths.push_back(sections[i].half_width * (near_factor * weight + factor * (1 - weight)));
  }
  offsets = smooth(offsets, 3);
  widths = smooth(widths, 3);
  for (std::size_t i = 0; i < sections.size(); ++i) {
    sections[i].centre += sections[i].normal * offsets[i];
    sections[i].half_width = widths[i];
  }
}

}  // namespace

std::vector<ArmSection> bare_arm_sections(const RevealInput& input, int side) {
  const float length = input.body.arms[static_cast<std::size_t>(side)].path.wrist_at();
  std::vector<ArmSection> sections = expected_sections(input, side, length);
  std::vector<std::optional<SeenRun>> runs;
  for (const ArmSection& section : sections) runs.push_back(seen_run(input, section, side));
  follow_visible(runs, sections);
  return sections;
}

SourceMap arm_coordinates(const std::vector<ArmSection>& sections, cv::Size size) {
  TriangleSet set;
  for (const ArmSection& section : sections) {
    for (int j = 0; j < kColumns; ++j) {
      const float d = kOverhang * (2 * static_cast<float>(j) / (kColumns - 1) - 1);
      set.target.push_back(section.centre + section.normal * (d * section.half_width));
      set.source.emplace_back(d, section.at);
    }
  }
  set.triangles = grid_triangles(static_cast<int>(sections.size()), kColumns);
  return rasterise(set, size);
}

ArmPaint::ArmPaint(const RevealInput& input, int side, const SourceMap& coordinates, ArmMarks marks)
    : length_(marks.wrist) {
  // The old sleeve's shadow lies on the skin below it.
  const float lit_from = marks.old_cuff + kCuffShadow * input.person.torso.shoulder_width;
  const image::Mask bare = input.tone.visible & mask_of(input.person.labels, {arm_label(side)});
  std::array<cv::Vec3f, kBins> sums{};
  std::array<int, kBins> counts{};
  cv::Matx33d normal = cv::Matx33d::zeros();
  cv::Vec3d right;
  int count = 0;
  for (int y = 0; y < coordinates.rows; ++y) {
    for (int x = 0; x < coordinates.cols; ++x) {
      const cv::Vec2f at = coordinates(y, x);
      if (!bare(y, x) || std::isnan(at[0]) || std::abs(at[0]) > 0.92F || at[1] < lit_from) continue;
      const double d = at[0];
      const cv::Vec3d row(1, d, d * d);
      normal += row * row.t();
      right += row * static_cast<double>(input.planes.lab(y, x)[0]);
      ++count;
      if (std::abs(d) > 0.6) continue;
      const auto bin =
          static_cast<std::size_t>(std::clamp(static_cast<int>(at[1] / length_ * kBins), 0, kBins - 1));
      sums[bin] += input.planes.colour(y, x);
      ++counts[bin];
    }
  }
  if (count > kEnoughForShading) {
    const cv::Vec3d c = normal.solve(right, cv::DECOMP_SVD);
    const double base = std::max(c[0], 1.0);
    linear_ = static_cast<float>(std::clamp(c[1] / base, -0.14, 0.14));
    quadratic_ = static_cast<float>(std::clamp(c[2] / base, -0.30, -0.08));
  }
  for (int i = 0; i < kBins; ++i) {
    int nearest = -1;
    for (int j = 0; j < kBins; ++j) {
      if (counts[static_cast<std::size_t>(j)] > kEnoughInBin &&
          (nearest < 0 || std::abs(j - i) < std::abs(nearest - i)))
        nearest = j;
    }
    const float down = static_cast<float>(i) / (kBins - 1);
    const cv::Vec3f hidden = input.tone.shoulder * (1 - down) + input.tone.arm * down;
    const auto k = static_cast<std::size_t>(nearest);
    const float near = nearest < 0 ? 0 : std::exp(-static_cast<float>(std::abs(nearest - i)) / 16);
    const cv::Vec3f seen = nearest < 0 ? hidden : sums[k] / static_cast<float>(counts[k]);
    tone_[static_cast<std::size_t>(i)] = seen * near + hidden * (1 - near);
  }
}

cv::Vec3f ArmPaint::at(float arc, float across) const {
  const float place = std::clamp(arc / length_ * kBins - 0.5F, 0.0F, kBins - 1.001F);
  const auto bin = static_cast<std::size_t>(place);
  const float t = place - static_cast<float>(bin);
  const cv::Vec3f tone = tone_[bin] * (1 - t) + tone_[bin + 1] * t;
  const float d = std::clamp(across, -1.0F, 1.0F);
  const float rim = 0.10F * std::max(std::abs(d) - 0.75F, 0.0F);
  return tone * std::clamp(1 + linear_ * d + quadratic_ * d * d - rim, 0.55F, 1.12F);
}

}  // namespace drape::tryon::geometric
