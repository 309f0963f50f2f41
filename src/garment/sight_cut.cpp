#include "garment/sight_cut.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <opencv2/imgproc/detail/gcgraph.hpp>
#include <opencv2/ximgproc/edge_filter.hpp>

#include "garment/colour_evidence.h"
#include "garment/ground_flood.h"
#include "image/colour.h"

namespace drape::garment {
namespace {

/// The cut is sought at this length of the longer side: finer than the network sees, fast.
constexpr int kCutSide = 400;
/// The network's outline is right to about this share of the longer side; beyond it colours do not count.
constexpr float kBand = 0.02F;
/// Weight of the colours against the network's own log odds.
constexpr float kColourWeight = 0.8F;
/// Log odds are bounded so that an edge in the picture can overrule a wrong certainty near the outline.
constexpr float kLogOddsMax = 4.F;
/// Cost of cutting between two pixels of the same colour; at an edge it falls to nearly nothing.
constexpr double kSmoothness = 4.0;
/// Parts below this share of the largest are no part of the garment; holes below it are no holes.
constexpr double kPartShareMin = 0.05;
constexpr double kHoleShareMin = 0.002;

image::Plane log_odds(const image::Plane& presence) {
  image::Plane odds(presence.size());
  for (int y = 0; y < odds.rows; ++y) {
    for (int x = 0; x < odds.cols; ++x) {
      const float p = std::clamp(presence(y, x), 1e-4F, 1.F - 1e-4F);
      odds(y, x) = std::clamp(std::log(p / (1.F - p)), -kLogOddsMax, kLogOddsMax);
    }
  }
  return odds;
}

/// Where the outline may lie: near the network's own, and where the network is in doubt.
image::Mask open_band(const image::Plane& presence) {
  const int reach = std::max(2, cvRound(kBand * static_cast<float>(std::max(presence.cols, presence.rows))));
  const cv::Mat disc = cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * reach + 1, 2 * reach + 1});
  const image::Mask seen = presence > 0.5F;
  image::Mask grown;
  image::Mask shrunk;
  cv::dilate(seen, grown, disc);
  cv::erode(seen, shrunk, disc, {-1, -1}, 1, cv::BORDER_REPLICATE);
  const image::Mask doubtful = (presence > 0.08F) & (presence < 0.92F);
  return (grown & ~shrunk) | doubtful;
}

/// 1 / (2 * mean squared difference of neighbours), as in GrabCut (Rother et al. 2004).
double contrast_scale(const image::LabImage& lab) {
  double sum = 0;
  for (int y = 1; y < lab.rows; ++y) {
    for (int x = 1; x < lab.cols; ++x) {
      const cv::Vec3f left = lab(y, x) - lab(y, x - 1);
      const cv::Vec3f up = lab(y, x) - lab(y - 1, x);
      sum += static_cast<double>(left.dot(left) + up.dot(up));
    }
  }
  return static_cast<double>(lab.total()) / std::max(1e-6, sum);
}

image::Mask graph_cut(const image::LabImage& lab, const image::Plane& odds, const image::Mask& open) {
  constexpr double kFixed = 1e4;
  const double scale = contrast_scale(lab);
  const int count = static_cast<int>(lab.total());
  cv::detail::GCGraph<double> graph(static_cast<unsigned>(count), static_cast<unsigned>(8 * count));
  const auto link = [&](int y, int x, int dy, int dx) {
    if (y + dy < 0 || x + dx < 0 || x + dx >= lab.cols) return;
    if (open(y, x) == 0 && open(y + dy, x + dx) == 0) return;
    const cv::Vec3f difference = lab(y, x) - lab(y + dy, x + dx);
    const double weight = kSmoothness * std::exp(-scale * static_cast<double>(difference.dot(difference))) /
                          std::sqrt(static_cast<double>(dy * dy + dx * dx));
    graph.addEdges(y * lab.cols + x, (y + dy) * lab.cols + x + dx, weight, weight);
  };
  for (int y = 0; y < lab.rows; ++y) {
    for (int x = 0; x < lab.cols; ++x) {
      const int node = graph.addVtx();
      const auto odd = static_cast<double>(odds(y, x));
      const double strength = open(y, x) != 0 ? std::abs(odd) : kFixed;
      graph.addTermWeights(node, odd > 0 ? strength : 0, odd > 0 ? 0 : strength);
      for (const auto& [dy, dx] : {std::pair{0, -1}, {-1, -1}, {-1, 0}, {-1, 1}}) link(y, x, dy, dx);
    }
  }
  graph.maxFlow();
  image::Mask mask(lab.size());
  for (int y = 0; y < lab.rows; ++y) {
    for (int x = 0; x < lab.cols; ++x) mask(y, x) = graph.inSourceSegment(y * lab.cols + x) ? 255 : 0;
  }
  return mask;
}

image::Mask fill_small_holes(const image::Mask& mask) {
  cv::Mat1i regions;
  cv::Mat1i statistics;
  cv::Mat1d centres;
  const int count = cv::connectedComponentsWithStats(~mask, regions, statistics, centres, 4);
  const double least = kHoleShareMin * cv::countNonZero(mask);
  image::Mask filled = mask.clone();
  for (int label = 1; label < count; ++label) {
    if (statistics(label, cv::CC_STAT_AREA) < least) filled.setTo(255, regions == label);
  }
  return filled;
}

/// Without the hook of a hanger: what is thin, above the rest and near the middle.
image::Mask without_hook(const image::Mask& mask) {
  const int reach = std::max(2, std::max(mask.cols, mask.rows) / 60);
  const cv::Mat disc = cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * reach + 1, 2 * reach + 1});
  image::Mask core;
  cv::morphologyEx(mask, core, cv::MORPH_OPEN, disc);
  const cv::Rect box = cv::boundingRect(core);
  if (box.empty()) return mask;
  cv::Mat1i regions;
  cv::Mat1i statistics;
  cv::Mat1d centres;
  const int count = cv::connectedComponentsWithStats(mask & ~core, regions, statistics, centres, 8);
  image::Mask result = mask.clone();
  for (int label = 1; label < count; ++label) {
    const int top = statistics(label, cv::CC_STAT_TOP);
    const int bottom = top + statistics(label, cv::CC_STAT_HEIGHT);
    const double off_axis = std::abs(centres(label, 0) - box.x - 0.5 * box.width) / box.width;
    const bool above = bottom < box.y + box.height / 12 && top < box.y;
    if (above && off_axis < 0.15) result.setTo(0, regions == label);
  }
  return result;
}

/// Without pieces apart from the largest one that the frame cuts off: other cloth that lies around.
image::Mask without_neighbours(const image::Mask& mask) {
  cv::Mat1i regions;
  cv::Mat1i statistics;
  cv::Mat1d centres;
  const image::Mask others = mask & ~keep_large_regions(mask, 1.0);
  const int count = cv::connectedComponentsWithStats(others, regions, statistics, centres, 8);
  image::Mask result = mask.clone();
  for (int label = 1; label < count; ++label) {
    const cv::Rect box(statistics(label, cv::CC_STAT_LEFT), statistics(label, cv::CC_STAT_TOP),
                       statistics(label, cv::CC_STAT_WIDTH), statistics(label, cv::CC_STAT_HEIGHT));
    const bool is_cut_off = box.x == 0 || box.y == 0 || box.br().x == mask.cols || box.br().y == mask.rows;
    if (is_cut_off) result.setTo(0, regions == label);
  }
  return result;
}

/// The small mask at the size of the picture, its edge drawn along the picture's (guided filter, He et al.).
image::Mask enlarge(const image::Mask& mask, const image::Image& picture) {
  const double factor = static_cast<double>(picture.cols) / mask.cols;
  image::Plane soft;
  mask.convertTo(soft, CV_32F, 1.0 / 255.0);
  cv::resize(soft, soft, picture.size(), 0, 0, cv::INTER_LINEAR);
  if (factor > 1.5) {
    cv::Mat3f unit;
    picture.convertTo(unit, CV_32F, 1.0 / 255.0);
    cv::ximgproc::guidedFilter(unit, soft, soft, cvCeil(2.0 * factor), 1e-4);
  }
  return soft > 0.5F;
}

}  // namespace

image::Mask cut_by_sight(const image::Image& picture, const image::Plane& presence) {
  const double factor = std::min(1.0, static_cast<double>(kCutSide) / std::max(picture.cols, picture.rows));
  image::Image small;
  image::Plane seen;
  cv::resize(picture, small, {}, factor, factor, cv::INTER_AREA);
  cv::resize(presence, seen, small.size(), 0, 0, cv::INTER_AREA);
  if (cv::countNonZero(seen > 0.5F) == 0) return image::Mask::zeros(picture.size());
  const image::LabImage lab = image::to_lab(small);
  const image::Plane evidence = colour_evidence(lab, seen);
  const image::Plane odds = log_odds(seen) + kColourWeight * evidence;
  image::Mask mask = graph_cut(lab, odds, open_band(seen));
  mask = keep_large_regions(without_hook(fill_small_holes(mask)), kPartShareMin);
  mask = without_neighbours(mask);
  return enlarge(mask, picture);
}

float agreement(const image::Mask& mask, const image::Plane& presence) {
  double both = 0;
  double either = 0;
  for (int y = 0; y < mask.rows; ++y) {
    for (int x = 0; x < mask.cols; ++x) {
      const double m = mask(y, x) != 0 ? 1.0 : 0.0;
      const auto p = static_cast<double>(presence(y, x));
      both += std::min(m, p);
      either += std::max(m, p);
    }
  }
  return either > 0 ? static_cast<float>(both / either) : 0.F;
}

}  // namespace drape::garment
