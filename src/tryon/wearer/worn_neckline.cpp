#include "tryon/wearer/worn_neckline.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace drape::tryon::wearer {
namespace {

using person::Label;
using person::PersonModel;

constexpr float kUnseen = std::numeric_limits<float>::quiet_NaN();
constexpr float kChest = 0.45F;            // t of the row from which the edge is looked for upwards.
constexpr float kCollarMin = 0.05F;        // Shoulder widths above the neck points.
constexpr float kSmallestOpening = 0.10F;  // Shoulder widths between the neck points.

bool is_skin(Label label) {
  return label == Label::kNeck || label == Label::kFace;
}

// First row of cloth below the neck in a column; NaN when hair or an arm hides it.
float edge_in_column(const PersonModel& wearer, int x, int chest_y) {
  int gap = 0;
  int edge = -1;
  for (int y = std::min(chest_y, wearer.labels.rows - 1); y >= 0; --y) {
    const auto label = static_cast<Label>(wearer.labels(y, x));
    if (label == Label::kUpperClothes) {
      edge = y;
      gap = 0;
    } else if (++gap > 3) {
      return edge >= 0 && (is_skin(label) || label == Label::kBackground) ? static_cast<float>(edge)
                                                                          : kUnseen;
    }
  }
  return edge >= 0 ? static_cast<float>(edge) : kUnseen;
}

// What is not seen on one side is taken from the other; what neither shows, from the columns beside it.
void complete(std::vector<float>& edge) {
  const std::vector<float> seen = edge;
  for (std::size_t i = 0; i < edge.size(); ++i) {
    if (std::isnan(edge[i])) edge[i] = seen[seen.size() - 1 - i];
  }
  for (std::size_t i = 0; i < edge.size(); ++i) {
    if (!std::isnan(edge[i])) continue;
    std::size_t next = i;
    while (next < edge.size() && std::isnan(edge[next])) ++next;
    const float to = next < edge.size() ? edge[next] : edge[i - 1];
    const float from = i > 0 ? edge[i - 1] : to;
    for (std::size_t j = i; j < next; ++j) {
      const float share = static_cast<float>(j - i + 1) / static_cast<float>(next - i + 1);
      edge[j] = from + (to - from) * share;
    }
    i = next;
  }
}

}  // namespace

WornNeckline trace_worn_neckline(const PersonModel& wearer, const std::array<cv::Point2f, 2>& neck) {
  const float sw = wearer.torso.shoulder_width;
  const int first = cvRound(neck[0].x) + 1;
  const int last = cvRound(neck[1].x) - 1;
  WornNeckline out;
  out.line = {neck[0], (neck[0] + neck[1]) / 2, neck[1]};
  if (first < 0 || last >= wearer.labels.cols || static_cast<float>(last - first) < kSmallestOpening * sw)
    return out;
  const int chest_y = cvRound(wearer.torso.at(kChest, 0).y);
  std::vector<float> edge;
  for (int x = first; x <= last; ++x) edge.push_back(edge_in_column(wearer, x, chest_y));
  edge.front() = std::isnan(edge.front()) ? neck[0].y : edge.front();
  edge.back() = std::isnan(edge.back()) ? neck[1].y : edge.back();
  complete(edge);
  edge = geometric::smooth(geometric::median_filter(edge, 3), 1.5F);
  out.line = {neck[0]};
  for (std::size_t i = 0; i < edge.size(); ++i)
    out.line.emplace_back(static_cast<float>(first) + static_cast<float>(i), edge[i]);
  out.line.push_back(neck[1]);
  const float base = (neck[0].y + neck[1].y) / 2;
  std::vector<float> sorted = edge;
  std::sort(sorted.begin(), sorted.end());
  const float height = base - sorted[sorted.size() / 4];
  if (height > kCollarMin * sw) out.collar_height = height;
  return out;
}

}  // namespace drape::tryon::wearer
