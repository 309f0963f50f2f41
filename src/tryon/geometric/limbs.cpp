#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "tryon/geometric/reveal.h"

namespace drape::tryon::geometric {
namespace {

using person::Label;

constexpr int kRows = 70;  // Samples along the arm.
constexpr int kColumns = 7;
constexpr float kOverhang = 1.06F;  // The strip is a little wider than the arm, for a soft edge.
constexpr float kBehindShoulder = 0.13F;
constexpr float kGrain = 2.0F;

struct Section {
  float at = 0;
  cv::Point2f centre, normal;
  float half_width = 0;
};

// The run of the arm's label across the path at a section.
struct SeenRun {
  float middle = 0, half_width = 0;
};

std::optional<SeenRun> seen_run(const RevealInput& in, const Section& section, int side) {
  const float sw = in.person.torso.shoulder_width;
  const auto wanted = static_cast<unsigned char>(arm_label(side));
  const auto is_arm = [&](float r) {
    const cv::Point2f p = section.centre + section.normal * r;
    const cv::Point q(cvRound(p.x), cvRound(p.y));
    return cv::Rect({}, in.person.labels.size()).contains(q) && in.person.labels(q) == wanted;
  };
  float start = 0;
  for (; start < 0.06F * sw && !is_arm(start) && !is_arm(-start); start += 1) {
  }
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

std::vector<Section> expected_sections(const RevealInput& in, int side, float length) {
  const float sw = in.person.torso.shoulder_width;
  const ArmShape& arm = in.body.arms[static_cast<std::size_t>(side)];
  std::vector<Section> sections;
  for (int i = 0; i < kRows; ++i) {
    const float s =
        -kBehindShoulder * sw + (length * 1.02F + kBehindShoulder * sw) * static_cast<float>(i) / (kRows - 1);
    const float behind = std::clamp(-s / (1.04F * kBehindShoulder * sw), 0.0F, 1.0F);
    const float rounded = std::sqrt(std::max(1 - behind * behind, 0.02F));
    sections.push_back(
        {s, arm.path.at(s), arm.normal(s, 0.08F * sw), bare_arm_half_width(s / length) * sw * rounded});
  }
  return sections;
}

// Follows the visible part of the arm exactly and leads from it over to the expected width.
void follow_visible(const RevealInput& in, int side, std::vector<Section>& sections) {
  std::vector<std::optional<SeenRun>> runs;
  std::vector<float> factors;
  for (const Section& section : sections) {
    runs.push_back(seen_run(in, section, side));
    if (runs.back()) factors.push_back(runs.back()->half_width / section.half_width);
  }
  if (factors.size() < 5) return;
  std::nth_element(factors.begin(), factors.begin() + static_cast<std::ptrdiff_t>(factors.size() / 2),
                   factors.end());
  const float factor = std::clamp(factors[factors.size() / 2], 0.80F, 1.22F);
  std::vector<float> offsets, widths;
  for (std::size_t i = 0; i < sections.size(); ++i) {
    std::size_t nearest = sections.size();
    for (std::size_t j = 0; j < sections.size(); ++j) {
      const auto distance = [&](std::size_t a) { return a > i ? a - i : i - a; };
      if (runs[j] && (nearest == sections.size() || distance(j) < distance(nearest))) nearest = j;
    }
    const auto gap = static_cast<float>(nearest > i ? nearest - i : i - nearest);
    const float weight = std::exp(-gap / 8);
    offsets.push_back(runs[nearest]->middle * weight);
    widths.push_back(runs[nearest]->half_width * weight + sections[i].half_width * factor * (1 - weight));
  }
  offsets = smooth(offsets, 3);
  widths = smooth(widths, 3);
  for (std::size_t i = 0; i < sections.size(); ++i) {
    sections[i].centre += sections[i].normal * offsets[i];
    sections[i].half_width = widths[i];
  }
}

// Source coordinates: (share of the half width across, arc length).
SourceMap arm_coordinates(const std::vector<Section>& sections, cv::Size size) {
  TriangleSet set;
  for (const Section& section : sections) {
    for (int j = 0; j < kColumns; ++j) {
      const float d = kOverhang * (2 * static_cast<float>(j) / (kColumns - 1) - 1);
      set.target.push_back(section.centre + section.normal * (d * section.half_width));
      set.source.emplace_back(d, section.at);
    }
  }
  set.triangles = grid_triangles(kRows, kColumns);
  return rasterise(set, size);
}

// Brightness across the arm: 1 + linear d + quadratic d^2.
struct CrossShading {
  float linear = 0, quadratic = -0.16F;
};

CrossShading measure_shading(const RevealInput& in, const SourceMap& map, const image::Mask& bare) {
  cv::Matx33d normal = cv::Matx33d::zeros();
  cv::Vec3d right;
  int count = 0;
  for (int y = 0; y < map.rows; ++y) {
    for (int x = 0; x < map.cols; ++x) {
      if (!bare(y, x) || std::isnan(map(y, x)[0]) || std::abs(map(y, x)[0]) > 0.92F) continue;
      const double d = map(y, x)[0];
      const cv::Vec3d row(1, d, d * d);
      normal += row * row.t();
      right += row * static_cast<double>(in.planes.lab(y, x)[0]);
      ++count;
    }
  }
  if (count < 800) return {};
  const cv::Vec3d c = normal.solve(right, cv::DECOMP_SVD);
  const double base = std::max(c[0], 1.0);
  return {static_cast<float>(std::clamp(c[1] / base, -0.14, 0.14)),
          static_cast<float>(std::clamp(c[2] / base, -0.30, -0.08))};
}

Limb paint_arm(const RevealInput& in, int side, const std::vector<Section>& sections, float length) {
  const cv::Size size = in.person.labels.size();
  const SourceMap map = arm_coordinates(sections, size);
  const image::Mask bare = in.tone.visible & mask_of(in.person.labels, {arm_label(side)});
  const CrossShading shading = measure_shading(in, map, bare);
  std::vector<float> at, widths;
  for (const Section& section : sections) {
    at.push_back(section.at);
    widths.push_back(section.half_width);
  }
  const cv::Vec3f upper = in.tone.face * 0.5F + in.tone.neck * 0.5F;
  const image::Plane grain = noise(size, 3, 0.9F);
  Limb limb{{ColourPlane::zeros(size), image::Plane::zeros(size)}, image::Plane::zeros(size), length};
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      const cv::Vec2f at_pixel = map(y, x);
      if (std::isnan(at_pixel[0])) continue;
      const float d = at_pixel[0];
      const float edge = (1 - std::abs(d)) * interpolate(at, widths, at_pixel[1]) / 1.6F + 0.5F;
      limb.layer.alpha(y, x) = std::clamp(edge, 0.0F, 1.0F);
      limb.at(y, x) = at_pixel[1];
      const float rim = 0.10F * std::clamp(std::abs(d) - 0.75F, 0.0F, 1.0F);
      const float light = std::clamp(1 + shading.linear * d + shading.quadratic * d * d - rim, 0.55F, 1.12F);
      const float down = std::clamp(at_pixel[1] / length, 0.0F, 1.0F);
      const cv::Vec3f tone = in.tone.arm * (0.35F + 0.65F * down) + upper * (0.65F * (1 - down));
      const float g = grain(y, x) * kGrain;
      limb.layer.colour(y, x) = tone * light + cv::Vec3f(g, g, g);
    }
  }
  return limb;
}

}  // namespace

std::array<Limb, 2> reveal_arms(const RevealInput& input) {
  std::array<Limb, 2> limbs;
  for (const int side : kSides) {
    const auto k = static_cast<std::size_t>(side);
    const float arm_length = input.body.arms[k].path.wrist_at();
    std::vector<Section> sections = expected_sections(input, side, arm_length);
    follow_visible(input, side, sections);
    limbs[k] = paint_arm(input, side, sections, arm_length);
  }
  return limbs;
}

}  // namespace drape::tryon::geometric
