#include "render/outline.h"

#include <algorithm>
#include <cmath>

#include "render/noise.h"

namespace drape::render {
namespace {

constexpr float kStep = 0.003F;

float distance(cv::Point2f a, cv::Point2f b) {
  return static_cast<float>(cv::norm(b - a));
}

cv::Point2f lerp(cv::Point2f a, cv::Point2f b, float ta, float tb, float t) {
  return a * ((tb - t) / (tb - ta)) + b * ((t - ta) / (tb - ta));
}

}  // namespace

Outline curve(const Outline& through) {
  const int last = static_cast<int>(through.size()) - 1;
  const auto at = [&](int i) {
    const auto p = [&](int k) { return through[static_cast<std::size_t>(k)]; };
    if (i < 0) return p(0) * 2.0F - p(1);
    if (i > last) return p(last) * 2.0F - p(last - 1);
    return p(i);
  };
  Outline out{through.front()};
  for (int i = 0; i < last; ++i) {
    const cv::Point2f p0 = at(i - 1), p1 = at(i), p2 = at(i + 1), p3 = at(i + 2);
    const float t0 = 0, t1 = t0 + std::sqrt(distance(p0, p1)), t2 = t1 + std::sqrt(distance(p1, p2)),
                t3 = t2 + std::sqrt(distance(p2, p3));
    const int steps = std::max(1, static_cast<int>(distance(p1, p2) / kStep));
    for (int k = 1; k <= steps; ++k) {
      const float t = t1 + (t2 - t1) * static_cast<float>(k) / static_cast<float>(steps);
      const cv::Point2f a1 = lerp(p0, p1, t0, t1, t), a2 = lerp(p1, p2, t1, t2, t),
                        a3 = lerp(p2, p3, t2, t3, t);
      out.push_back(lerp(lerp(a1, a2, t0, t2, t), lerp(a2, a3, t1, t3, t), t1, t2, t));
    }
  }
  return out;
}

Outline arc(cv::Point2f from, cv::Point2f to, float bow) {
  const cv::Point2f way = to - from;
  const cv::Point2f left = cv::Point2f(-way.y, way.x) * (1.0F / std::max(distance(from, to), 1e-6F));
  const int steps = std::max(2, static_cast<int>(distance(from, to) / kStep));
  Outline out;
  for (int k = 0; k <= steps; ++k) {
    const float t = static_cast<float>(k) / static_cast<float>(steps);
    out.push_back(from + way * t + left * (bow * 4 * t * (1 - t)));
  }
  return out;
}

Outline neckline(float half_width, float depth, float power) {
  constexpr int kSteps = 60;
  Outline out;
  for (int k = 0; k <= kSteps; ++k) {
    const float angle = 3.14159265F * static_cast<float>(k) / kSteps;
    const float c = -std::cos(angle), s = std::max(std::sin(angle), 0.0F);
    out.emplace_back(half_width * std::copysign(std::pow(std::abs(c), 2 / power), c),
                     -depth * std::pow(s, 2 / power));
  }
  return out;
}

Outline mirrored(const Outline& line) {
  Outline out = line;
  for (cv::Point2f& p : out) p.x = -p.x;
  return out;
}

Outline reversed(Outline line) {
  std::reverse(line.begin(), line.end());
  return line;
}

Outline joined(Outline first, const Outline& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

Outline shifted(const Outline& line, float by) {
  Outline out;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const cv::Point2f way = line[std::min(i + 1, line.size() - 1)] - line[i == 0 ? 0 : i - 1];
    const float length = std::max(static_cast<float>(cv::norm(way)), 1e-6F);
    out.push_back(line[i] + cv::Point2f(-way.y, way.x) * (by / length));
  }
  return out;
}

Outline symmetric(const Outline& right_half) {
  return joined(right_half, reversed(mirrored(right_half)));
}

Outline strip(const Outline& line, float width) {
  return joined(line, reversed(shifted(line, width)));
}

Outline wandering(Outline line, float amount, float seed) {
  for (cv::Point2f& p : line) {
    const Vec3 at{p.x * 14, p.y * 14, seed};
    p += cv::Point2f(amount * noise(at), amount * noise(at + Vec3{0, 0, 50}));
  }
  return line;
}

}  // namespace drape::render
