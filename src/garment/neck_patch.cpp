#include "garment/neck_patch.h"

#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace drape::garment {
namespace {

constexpr float kFullEdge = 3.F;  ///< Tone units per patch pixel that count as a full edge.

cv::Mat1f tone_of(const image::LabImage& lab) {
  cv::Mat1f tone(lab.size());
  for (int y = 0; y < lab.rows; ++y) {
    for (int x = 0; x < lab.cols; ++x) tone(y, x) = 60.F * std::log1p(std::max(0.F, lab(y, x)[0]) / 10.F);
  }
  return tone;
}

/// How much darker the inner side of the curve is than its outer side: 2 P(inner < outer) - 1.
float shade_across(const NeckPatch& patch, const Curve& curve) {
  constexpr int kBins = 96;
  std::array<float, kBins> inner{};
  std::array<float, kBins> outer{};
  float inner_count = 0;
  float outer_count = 0;
  for (std::size_t i = 6; i + 6 < curve.size(); ++i) {
    const cv::Point2f normal = normal_at(curve, i);
    for (int offset = 2; offset <= 12; ++offset) {
      const cv::Point2f in = curve[i] - normal * static_cast<float>(offset);
      const cv::Point2f out = curve[i] + normal * static_cast<float>(offset);
      const auto bin = [&](cv::Point2f p) {
        const float tone = patch.tone(cvRound(p.y), cvRound(p.x));
        return static_cast<std::size_t>(std::clamp(tone / 150.F * kBins, 0.F, kBins - 1.F));
      };
      if (patch.holds(in) && in.y > patch.top_at(in.x) + 2.F) {
        inner[bin(in)] += 1;
        inner_count += 1;
      }
      if (patch.holds(out) && out.y > patch.top_at(out.x) + 2.F) {
        outer[bin(out)] += 1;
        outer_count += 1;
      }
    }
  }
  if (inner_count < 60 || outer_count < 60) return 0;
  float below = 0;
  float probability = 0;
  for (std::size_t bin = 0; bin < kBins; ++bin) {
    probability += outer[bin] * (below + 0.5F * inner[bin]);
    below += inner[bin];
  }
  return 2.F * probability / (inner_count * outer_count) - 1.F;
}

}  // namespace

cv::Point2f normal_at(const Curve& curve, std::size_t i) {
  const cv::Point2f along = curve[std::min(i + 1, curve.size() - 1)] - curve[i > 0 ? i - 1 : 0];
  const float length = std::max(1e-3F, std::hypot(along.x, along.y));
  return {-along.y / length, along.x / length};
}

float NeckPatch::edge_at(cv::Point2f p, cv::Point2f n) const {
  if (!holds(p) || p.y < top_at(p.x) + 2.5F) return 0;
  const int x = cvRound(p.x);
  const int y = cvRound(p.y);
  const float tone_step = tone_dx(y, x) * n.x + tone_dy(y, x) * n.y;
  const cv::Vec3f step = lab_dx(y, x) * n.x + lab_dy(y, x) * n.y;
  const float chroma_step = std::hypot(step[1], step[2]);
  const float strength = (tone_step > 0 ? tone_step : -0.35F * tone_step) + 0.5F * chroma_step;
  return std::min(strength, kFullEdge) / kFullEdge;
}

NeckPatch take_neck_patch(const image::LabImage& lab, const Silhouette& shape, const Neck& neck) {
  const float width = neck.top[1].x - neck.top[0].x;
  const auto top = std::min(neck.top[0].y, neck.top[1].y);
  const cv::Rect region = cv::Rect(cvRound(neck.top[0].x - 0.06F * width), cvRound(top - 0.05F * width),
                                   cvRound(1.12F * width), cvRound(1.15F * width)) &
                          cv::Rect(0, 0, lab.cols, lab.rows);
  NeckPatch patch;
  patch.scale = kPatchWidth / width;
  patch.origin = region.tl();
  image::LabImage scaled;
  cv::resize(lab(region), scaled, {}, static_cast<double>(patch.scale), static_cast<double>(patch.scale),
             patch.scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
  cv::GaussianBlur(scaled, scaled, {}, 1.2);
  patch.tone = tone_of(scaled);
  cv::Sobel(patch.tone, patch.tone_dx, CV_32F, 1, 0, 3, 1.0 / 8.0);
  cv::Sobel(patch.tone, patch.tone_dy, CV_32F, 0, 1, 3, 1.0 / 8.0);
  cv::Sobel(scaled, patch.lab_dx, CV_32F, 1, 0, 3, 1.0 / 8.0);
  cv::Sobel(scaled, patch.lab_dy, CV_32F, 0, 1, 3, 1.0 / 8.0);
  for (int x = 0; x < scaled.cols; ++x) {
    const float column = patch.origin.x + static_cast<float>(x) / patch.scale;
    patch.top.push_back((shape.top_at(column) - patch.origin.y) * patch.scale);
  }
  patch.lab = scaled;
  patch.left = (neck.top[0] - patch.origin) * patch.scale;
  patch.right = (neck.top[1] - patch.origin) * patch.scale;
  return patch;
}

cv::Point2f outline_point(const NeckPatch& patch, float share) {
  const cv::Point2f straight = patch.left + (patch.right - patch.left) * share;
  return {straight.x, share > 0 && share < 1 ? patch.top_at(straight.x) : straight.y};
}

EdgeEvidence weigh(const NeckPatch& patch, const Curve& curve, float tolerance) {
  std::vector<float> strengths;
  int outside = 0;
  for (std::size_t i = 3; i + 3 < curve.size(); ++i) {
    outside += curve[i].y < patch.top_at(curve[i].x) + 1.F;
    const cv::Point2f normal = normal_at(curve, i);
    float strength = patch.edge_at(curve[i], normal);
    for (const float offset : {-tolerance, tolerance}) {
      strength = std::max(strength, 0.9F * patch.edge_at(curve[i] + normal * offset, normal));
    }
    strengths.push_back(strength);
  }
  EdgeEvidence evidence;
  if (outside > static_cast<int>(strengths.size()) / 4) return evidence;
  float sum = 0;
  for (const float strength : strengths) sum += strength;
  const auto fifth = strengths.begin() + static_cast<std::ptrdiff_t>(strengths.size() / 5);
  std::nth_element(strengths.begin(), fifth, strengths.end());
  evidence.edge_mean = sum / static_cast<float>(strengths.size());
  evidence.edge_weakest = *fifth;
  evidence.shade = shade_across(patch, curve);
  // The inner back is darker as a rule, but seldom (velvet, a lining) lighter.
  evidence.score =
      evidence.edge_mean + evidence.edge_weakest + 0.8F * std::max(evidence.shade, -0.5F * evidence.shade);
  return evidence;
}

Curve snap_to_edge(const Curve& curve, const NeckPatch& patch, int reach) {
  const auto count = static_cast<int>(curve.size());
  const int states = 2 * reach + 1;
  cv::Mat1f cost(count, states);
  cv::Mat1i from(count, states);
  for (int i = 0; i < count; ++i) {
    const cv::Point2f normal = normal_at(curve, static_cast<std::size_t>(i));
    const bool is_end = i == 0 || i == count - 1;
    for (int s = 0; s < states; ++s) {
      const auto offset = static_cast<float>(s - reach);
      float own = 1.F - patch.edge_at(curve[static_cast<std::size_t>(i)] + normal * offset, normal);
      if (is_end) own = std::abs(offset);
      float best = i == 0 ? 0.F : 1e9F;
      for (int previous = std::max(0, s - 1); i > 0 && previous <= std::min(states - 1, s + 1); ++previous) {
        const float total = cost(i - 1, previous) + (previous == s ? 0.F : 0.06F);
        if (total >= best) continue;
        best = total;
        from(i, s) = previous;
      }
      cost(i, s) = own + best;
    }
  }
  int state = 0;
  for (int s = 1; s < states; ++s) {
    if (cost(count - 1, s) < cost(count - 1, state)) state = s;
  }
  cv::Mat1f offsets(1, count);
  for (int i = count - 1; i >= 0; --i) {
    offsets(0, i) = static_cast<float>(state - reach);
    if (i > 0) state = from(i, state);
  }
  cv::GaussianBlur(offsets, offsets, cv::Size(7, 1), 0, 0, cv::BORDER_REPLICATE);
  Curve snapped;
  for (int i = 0; i < count; ++i) {
    const auto k = static_cast<std::size_t>(i);
    snapped.push_back(curve[k] + normal_at(curve, k) * offsets(0, i));
  }
  return snapped;
}

}  // namespace drape::garment
