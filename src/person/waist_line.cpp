#include "person/waist_line.h"

#include <cmath>
#include <opencv2/imgproc.hpp>

namespace drape::person {
namespace {

constexpr int kRows = 140;
constexpr float kTopT = 0.40F;     // No waist is higher or lower than these,
constexpr float kBottomT = 1.45F;  // true ones were seen from .65 to 1.07.
constexpr float kPriorT = 0.92F;
constexpr float kPriorWidth = 0.18F;
constexpr float kPriorTightening = 0.06F;  // Where colours cannot tell.
constexpr float kPriorWeight = 0.5F;
// Separations between which colours lose their say.
constexpr float kSeparationNone = 2.0F;
constexpr float kSeparationRange = 4.0F;
constexpr float kEvidenceClip = 5.0F;
constexpr float kEvidenceWeight = 0.15F;
constexpr float kEdgeWeight = 3.0F;
constexpr float kEdgeMax = 30.0F;  // Stretched Lab over which an edge is an edge.
constexpr float kRelativeEdgeMax = 1.5F;
constexpr float kStepCost = 0.35F;  // For each row that the line jumps between columns,
constexpr float kStepCostAmbiguous = 1.5F;
constexpr int kStepMax = 3;
constexpr float kArmSkin = -9.5F;
constexpr float kArmRadius = 1.1F;
constexpr float kPersonMin = 0.5F;
constexpr int kQuadraticRounds = 5;
constexpr float kQuadraticOutlier = 0.03F;
constexpr float kCentralReach = 0.45F;  // Columns farther out see arms and pockets,
constexpr float kOuterTrust = 0.35F;
constexpr float kDetail = 0.06F;  // How much of the path's detail stays, t.
constexpr float kDetailAmbiguous = 0.02F;
// Ridge of the quadratic where colours cannot tell: belts are nearly straight and level.
constexpr double kSlopeStiffness = 4;
constexpr double kBendStiffness = 1.5;
constexpr float kNoLine = 9.0F;

float row_t(int row) {
  return kTopT + (kBottomT - kTopT) * static_cast<float>(row) / static_cast<float>(kRows - 1);
}

float column_e(int column) {
  return kWaistReach * (2 * static_cast<float>(column) / static_cast<float>(kWaistColumns - 1) - 1);
}

/// The picture's planes resampled to rows of t and columns of e.
struct TorsoGrid {
  cv::Mat1f map_x, map_y;
  image::Plane weight;    ///< Person and no bare arm, 0..1.
  image::Plane evidence;  ///< Upper minus lower log likelihood, clipped.
  std::array<image::Plane, 3> colour;

  [[nodiscard]] image::Plane sample(const image::Plane& plane) const {
    image::Plane result;
    cv::remap(plane, result, map_x, map_y, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    return result;
  }
};

void place_grid(TorsoGrid& grid, const TorsoFrame& torso) {
  grid.map_x.create(kRows, kWaistColumns);
  grid.map_y.create(kRows, kWaistColumns);
  for (int r = 0; r < kRows; ++r) {
    for (int c = 0; c < kWaistColumns; ++c) {
      const cv::Point2f p = torso.at(row_t(r), column_e(c));
      grid.map_x(r, c) = p.x;
      grid.map_y(r, c) = p.y;
    }
  }
}

TorsoGrid make_grid(const WorkingPicture& picture, const BodyGeometry& body, const ColourEvidence& evidence,
                    const image::Plane& mask) {
  TorsoGrid grid;
  place_grid(grid, body.torso);
  const image::Mask bare_arm = (body.arm_radius < kArmRadius) & (evidence.skin > kArmSkin);
  image::Plane weight(picture.size(), 0.0F);
  weight.setTo(1.0F, (mask > kPersonMin) & ~bare_arm);
  grid.weight = grid.sample(weight);
  const auto width = static_cast<float>(picture.size().width - 1);
  const auto height = static_cast<float>(picture.size().height - 1);
  grid.weight.setTo(0.0F,
                    (grid.map_x < 0.0F) | (grid.map_x > width) | (grid.map_y < 0.0F) | (grid.map_y > height));
  image::Plane difference = grid.sample(evidence.upper - evidence.lower);
  difference = cv::max(cv::min(difference, kEvidenceClip), -kEvidenceClip);
  grid.evidence = difference.mul(grid.weight);
  cv::Mat3f smooth;
  cv::GaussianBlur(picture.lab, smooth, {}, 1.2);
  std::array<image::Plane, 3> channels;
  cv::split(smooth, channels.data());
  for (std::size_t c = 0; c < channels.size(); ++c) grid.colour[c] = grid.sample(channels[c]);
  return grid;
}

// Local deviation of lightness: an edge in a flat cloth means more than one in a busy print.
image::Plane local_deviation(const image::Plane& lightness) {
  const cv::Size window(9, 15);
  image::Plane mean, square_mean;
  cv::blur(lightness, mean, window);
  cv::blur(lightness.mul(lightness), square_mean, window);
  image::Plane deviation;
  cv::sqrt(cv::max(square_mean - mean.mul(mean), 0.0), deviation);
  return deviation;
}

image::Plane edge_strength(const TorsoGrid& grid, float ambiguity) {
  image::Plane edges(kRows, kWaistColumns, 0.0F);
  const image::Plane deviation = local_deviation(grid.colour[0]);
  for (int r = 2; r + 2 < kRows; ++r) {
    for (int c = 0; c < kWaistColumns; ++c) {
      float square = 0;
      for (const image::Plane& channel : grid.colour) {
        const float step = channel(r + 2, c) - channel(r - 2, c);
        square += step * step;
      }
      const float absolute = std::min(std::sqrt(square), kEdgeMax) / kEdgeMax;
      const float step = std::abs(grid.colour[0](r + 2, c) - grid.colour[0](r - 2, c));
      const float relative = std::min(step / (2 * deviation(r, c) + 2.0F), kRelativeEdgeMax);
      edges(r, c) = grid.weight(r, c) * (absolute * (1 - ambiguity) + relative * ambiguity);
    }
  }
  return edges;
}

// Gain of putting the line at each row of each column.
image::Plane line_gain(const TorsoGrid& grid, float ambiguity, float torso_length) {
  const image::Plane edges = edge_strength(grid, ambiguity);
  const float row_height = torso_length * (kBottomT - kTopT) / kRows;
  const float prior_width = kPriorWidth - kPriorTightening * ambiguity;
  image::Plane gain(kRows, kWaistColumns);
  for (int c = 0; c < kWaistColumns; ++c) {
    float total = 0;
    for (int r = 0; r < kRows; ++r) total += grid.evidence(r, c) * (1 - ambiguity);
    float above = 0;
    for (int r = 0; r < kRows; ++r) {
      above += grid.evidence(r, c) * (1 - ambiguity);
      const float offset = (row_t(r) - kPriorT) / prior_width;
      gain(r, c) = (2 * above - total) * row_height * kEvidenceWeight + kEdgeWeight * edges(r, c) -
                   kPriorWeight * offset * offset * std::max(grid.weight(r, c), 0.5F * ambiguity);
    }
  }
  return gain;
}

std::vector<float> best_path(const image::Plane& gain, float step_cost) {
  image::Plane sum = gain.clone();
  cv::Mat1i from(gain.size(), 0);
  for (int c = 1; c < gain.cols; ++c) {
    for (int r = 0; r < gain.rows; ++r) {
      int best = r;
      float value = sum(r, c - 1);
      for (int step = -kStepMax; step <= kStepMax; ++step) {
        const int q = r + step;
        if (q < 0 || q >= gain.rows) continue;
        const float candidate = sum(q, c - 1) - step_cost * static_cast<float>(std::abs(step));
        if (candidate > value) {
          value = candidate;
          best = q;
        }
      }
      sum(r, c) = gain(r, c) + value;
      from(r, c) = best;
    }
  }
  int row = 0;
  for (int r = 1; r < gain.rows; ++r) {
    if (sum(r, gain.cols - 1) > sum(row, gain.cols - 1)) row = r;
  }
  std::vector<float> path(static_cast<std::size_t>(gain.cols));
  for (int c = gain.cols - 1; c >= 0; --c) {
    path[static_cast<std::size_t>(c)] = row_t(row);
    row = from(row, c);
  }
  return path;
}

std::vector<float> column_trust(const TorsoGrid& grid) {
  std::vector<float> trust;
  for (int c = 0; c < kWaistColumns; ++c) {
    const float seen = static_cast<float>(cv::mean(grid.weight.col(c))[0]) + 0.02F;
    trust.push_back(seen * (std::abs(column_e(c)) < kCentralReach ? 1.0F : kOuterTrust));
  }
  return trust;
}

cv::Vec3d fit_quadratic(const std::vector<float>& path, const std::vector<double>& weights, float stiffness) {
  cv::Matx33d normal = cv::Matx33d::diag({0, kSlopeStiffness * stiffness, kBendStiffness * stiffness});
  cv::Vec3d right;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const double e = column_e(static_cast<int>(i));
    const cv::Vec3d basis(1, e, e * e);
    normal += weights[i] * (basis * basis.t());
    right += weights[i] * static_cast<double>(path[i]) * basis;
  }
  return normal.solve(right, cv::DECOMP_CHOLESKY);
}

}  // namespace

float WaistLine::at(float e) const {
  if (t.empty()) return kNoLine;
  const float place = (std::clamp(e, -kWaistReach, kWaistReach) / kWaistReach + 1) / 2 * (kWaistColumns - 1);
  const int left = std::min(static_cast<int>(place), kWaistColumns - 2);
  const float share = place - static_cast<float>(left);
  const auto i = static_cast<std::size_t>(left);
  return t[i] * (1 - share) + t[i + 1] * share;
}

std::vector<float> smooth_waist(const std::vector<float>& path, const std::vector<float>& weights,
                                float residual_max, float stiffness) {
  std::vector<double> trust(weights.begin(), weights.end());
  std::vector<float> curve(path.size());
  for (int round = 0; round < kQuadraticRounds; ++round) {
    const cv::Vec3d coefficients = fit_quadratic(path, trust, stiffness);
    for (std::size_t i = 0; i < path.size(); ++i) {
      const double e = column_e(static_cast<int>(i));
      curve[i] = static_cast<float>(coefficients[0] + coefficients[1] * e + coefficients[2] * e * e);
      const double outlier = (path[i] - curve[i]) / kQuadraticOutlier;
      trust[i] = weights[i] / (1 + outlier * outlier);
    }
  }
  cv::Mat1f line(1, static_cast<int>(path.size()));
  for (std::size_t i = 0; i < path.size(); ++i) {
    line(0, static_cast<int>(i)) = curve[i] + std::clamp(path[i] - curve[i], -residual_max, residual_max);
  }
  cv::GaussianBlur(line, line, {}, 1);
  return {line.begin(), line.end()};
}

WaistLine find_waist_line(const WorkingPicture& picture, const BodyGeometry& body,
                          const ColourEvidence& evidence, const image::Plane& mask) {
  WaistLine waist;
  waist.ambiguity = 1 - std::clamp((evidence.separation - kSeparationNone) / kSeparationRange, 0.0F, 1.0F);
  if (!evidence.lower_colours) return waist;
  const TorsoGrid grid = make_grid(picture, body, evidence, mask);
  const image::Plane gain = line_gain(grid, waist.ambiguity, body.torso.length);
  const std::vector<float> path = best_path(gain, kStepCost + kStepCostAmbiguous * waist.ambiguity);
  const float detail = kDetail * (1 - waist.ambiguity) + kDetailAmbiguous * waist.ambiguity;
  waist.t = smooth_waist(path, column_trust(grid), detail, waist.ambiguity);
  return waist;
}

float highest_point(const WaistLine& waist) {
  float highest = kNoLine;
  for (float e = -kCentralReach; e <= kCentralReach; e += 0.05F) highest = std::min(highest, waist.at(e));
  return highest;
}

std::vector<float> waist_by_column(const WaistLine& waist, const TorsoFrame& torso, int width) {
  std::vector<cv::Point2f> line;
  for (int c = 0; c < kWaistColumns; ++c) {
    const cv::Point2f p = torso.at(waist.t[static_cast<std::size_t>(c)], column_e(c));
    if (line.empty() || p.x > line.back().x) line.push_back(p);
  }
  std::vector<float> y(static_cast<std::size_t>(width));
  std::size_t next = 0;
  for (int x = 0; x < width; ++x) {
    const auto place = static_cast<float>(x);
    while (next < line.size() && line[next].x < place) ++next;
    const cv::Point2f right = line[std::min(next, line.size() - 1)];
    const cv::Point2f left = line[next == 0 ? 0 : next - 1];
    const float share =
        right.x > left.x ? std::clamp((place - left.x) / (right.x - left.x), 0.0F, 1.0F) : 0.0F;
    y[static_cast<std::size_t>(x)] = left.y + (right.y - left.y) * share;
  }
  return y;
}

}  // namespace drape::person
