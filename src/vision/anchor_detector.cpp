#include "vision/anchor_detector.h"

#include <algorithm>
#include <cassert>
#include <span>

#include "vision/sigmoid.h"

namespace drape::vision {

namespace {

constexpr float kOverlapMax = 0.3F;
constexpr std::size_t kBoxValues = 4;  // Centre x and y, width, height.

Detection decode(std::span<const float> raw, cv::Point2f anchor, const Crop& crop) {
  const cv::Point2f center = crop.to_picture(anchor + cv::Point2f(raw[0], raw[1]));
  const cv::Point2f half = 0.5F * crop.scale() * cv::Point2f(raw[2], raw[3]);
  Detection detection;
  detection.box = cv::Rect2f(center - half, center + half);
  for (std::size_t i = kBoxValues; i + 1 < raw.size(); i += 2) {
    detection.points.push_back(crop.to_picture(anchor + cv::Point2f(raw[i], raw[i + 1])));
  }
  return detection;
}

Detection weighted_mean(std::span<const Detection> cluster) {
  Detection mean = cluster.front();
  cv::Point2f first{0, 0};
  cv::Point2f last{0, 0};
  std::fill(mean.points.begin(), mean.points.end(), cv::Point2f{0, 0});
  float total = 0;
  for (const Detection& detection : cluster) total += detection.score;
  for (const Detection& detection : cluster) {
    const float weight = detection.score / total;
    first += weight * detection.box.tl();
    last += weight * detection.box.br();
    for (std::size_t i = 0; i < mean.points.size(); ++i) mean.points[i] += weight * detection.points[i];
  }
  mean.box = cv::Rect2f(first, last);
  return mean;
}

}  // namespace

std::vector<cv::Point2f> anchor_centers(const AnchorGrid& grid) {
  std::vector<cv::Point2f> centers;
  for (auto layer = grid.strides.begin(); layer != grid.strides.end();) {
    const int stride = *layer;
    const auto next = std::find_if(layer, grid.strides.end(), [&](int other) { return other != stride; });
    const auto per_cell = static_cast<std::size_t>(next - layer) * static_cast<std::size_t>(grid.per_layer);
    const int cells = (grid.side + stride - 1) / stride;
    const float cell_size = static_cast<float>(grid.side) / static_cast<float>(cells);
    for (int y = 0; y < cells; ++y) {
      for (int x = 0; x < cells; ++x) {
        const cv::Point2f cell{static_cast<float>(x) + 0.5F, static_cast<float>(y) + 0.5F};
        centers.insert(centers.end(), per_cell, cell_size * cell);
      }
    }
    layer = next;
  }
  return centers;
}

float intersection_over_union(const cv::Rect2f& a, const cv::Rect2f& b) {
  const float common = (a & b).area();
  const float united = a.area() + b.area() - common;
  return united > 0 ? common / united : 0;
}

std::vector<Detection> merge_overlapping(std::vector<Detection> detections, float overlap_max) {
  std::stable_sort(detections.begin(), detections.end(),
                   [](const Detection& a, const Detection& b) { return a.score > b.score; });
  std::vector<Detection> merged;
  while (!detections.empty()) {
    const cv::Rect2f best = detections.front().box;
    const auto rest = std::stable_partition(
        detections.begin() + 1, detections.end(),
        [&](const Detection& other) { return intersection_over_union(best, other.box) > overlap_max; });
    merged.push_back(weighted_mean(std::span(detections.begin(), rest)));
    detections.erase(detections.begin(), rest);
  }
  return merged;
}

AnchorDetector::AnchorDetector(Network network, const AnchorGrid& grid)
    : network_(std::move(network)), anchors_(anchor_centers(grid)) {
  assert(grid.side == network_.side());
}

Result<std::vector<Detection>> AnchorDetector::detect(const image::Image& image, const Region& region,
                                                      float score_min) const {
  const Crop crop(region, network_.side());
  cv::Mat3f input = crop.take(image, Outside::kBlack);
  input.convertTo(input, CV_32F, 1 / 127.5, -1);
  auto outputs = network_.run(input, {0, 1});
  if (!outputs) return fail(outputs.error());
  const Network::Values& boxes = (*outputs)[0];
  const Network::Values& scores = (*outputs)[1];
  assert(scores.size() == anchors_.size() && boxes.size() % anchors_.size() == 0);
  const std::size_t width = boxes.size() / anchors_.size();
  std::vector<Detection> found;
  for (std::size_t i = 0; i < anchors_.size(); ++i) {
    const float score = sigmoid(scores[i]);
    if (score < score_min) continue;
    found.push_back(decode(std::span(boxes).subspan(i * width, width), anchors_[i], crop));
    found.back().score = score;
  }
  return merge_overlapping(std::move(found), kOverlapMax);
}

}  // namespace drape::vision
