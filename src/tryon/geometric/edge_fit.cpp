#include "tryon/geometric/edge_fit.h"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>

#include "tryon/geometric/cloth_parts.h"
#include "tryon/geometric/old_outline.h"

namespace drape::tryon::geometric {
namespace {

using garment::GarmentModel;
using garment::UpperLandmarks;
using person::PersonModel;

constexpr int kNecklinePins = 41;  // Several for each cell of the mesh, else the edge is scalloped.
constexpr int kHemPins = 31;
constexpr float kNecklineReach = 0.12F;   // Shoulder widths within which the old neckline is kept.
constexpr float kNecklineShape = 0.018F;  // Shoulder widths up to which two necklines are of one shape.
constexpr float kHemReach = 0.03F;        // Torso lengths within which the hem counts as kept.
// A collar lies on the chest, which slopes away from the camera: its depth is seen shortened.
constexpr float kNeckDepth = 0.85F;
// The ring of a close neckline leans forward on a body, however flat it lay: its least depth in shares of its
// width, and the widths, in shares of the shoulders', up to which a neckline is close and from which it is
// none.
constexpr float kCloseDepth = 0.30F;
constexpr float kCloseWidth = 0.45F;
constexpr float kOpenWidth = 0.55F;

// The garment's neckline moved and scaled so that its ends lie on the fit's neck points.
Polyline natural_neckline(const Polyline& neckline, const UpperLandmarks& marks, const GarmentFit& fit) {
  const cv::Point2f garment_span = marks.neck[1] - marks.neck[0];
  const cv::Point2f span = fit.neck[1] - fit.neck[0];
  const float depth = fit.scale * (marks.on_body ? 1 : kNeckDepth);
  Polyline line;
  for (const cv::Point2f p : neckline) {
    const float share = (p.x - marks.neck[0].x) / std::max(garment_span.x, 1.0F);
    const float chord = marks.neck[0].y + garment_span.y * share;
    const cv::Point2f on_chord = fit.neck[0] + span * share;
    line.push_back(on_chord + cv::Point2f(0, (p.y - chord) * depth));
  }
  return line;
}

// Lowers the middle of a close neckline to where it lies on a body.
void lean_forward(const UpperLandmarks& marks, Polyline& line) {
  const auto tip_width = static_cast<float>(cv::norm(marks.shoulder_tip[1] - marks.shoulder_tip[0]));
  const float width = (marks.neck[1].x - marks.neck[0].x) / std::max(tip_width, 1.0F);
  const cv::Point2f from = line.front();
  const cv::Point2f span = line.back() - from;
  const auto share_of = [&](cv::Point2f p) { return (p.x - from.x) / std::max(span.x, 1.0F); };
  float depth = 0;
  for (const cv::Point2f p : line) depth = std::max(depth, p.y - (from.y + span.y * share_of(p)));
  const float close = 1 - smooth_step((width - kCloseWidth) / (kOpenWidth - kCloseWidth));
  const float lack = std::max(kCloseDepth * span.x - depth, 0.0F) * close;
  for (cv::Point2f& p : line) {
    const float u = 2 * share_of(p) - 1;
    p.y += lack * std::max(1 - u * u, 0.0F);
  }
}

float median_of(std::vector<float> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// Root mean square of what remains of the offsets when the line may be shifted, tilted and made deeper: how
// far the two necklines differ in shape. A round one and a V do so by 0.03 shoulder widths, two round ones by
// less than 0.01.
float shape_difference(const Polyline& line, const std::vector<float>& at,
                       const std::vector<float>& offsets) {
  cv::Mat1f basis(static_cast<int>(at.size()), 3);
  std::vector<float> across, height;
  for (const cv::Point2f p : line) {
    across.push_back(p.x);
    height.push_back(p.y);
  }
  for (int i = 0; i < basis.rows; ++i) {
    const float x = at[static_cast<std::size_t>(i)];
    basis(i, 0) = 1;
    basis(i, 1) = (x - line.front().x) / (line.back().x - line.front().x);
    basis(i, 2) = interpolate(across, height, x) - line.front().y;
  }
  const cv::Mat1f wanted(offsets, true);
  cv::Mat1f coefficients;
  cv::solve(basis, wanted, coefficients, cv::DECOMP_SVD);
  const cv::Mat1f rest = wanted - basis * coefficients;
  return static_cast<float>(cv::norm(rest)) / std::sqrt(static_cast<float>(rest.rows));
}

// Moves the line onto the old neckline where that is near it all the way and of its shape.
void follow_old_neckline(const PersonModel& person, Polyline& line) {
  const float reach = kNecklineReach * person.torso.shoulder_width;
  const int from = cvRound(line.front().x);
  const int to = cvRound(line.back().x);
  if (to - from < kNecklinePins) return;
  const std::vector<float> old = OldOutline(person).neckline(from, to);
  std::vector<float> at, offsets;
  for (const cv::Point2f p : line) {
    const int column = std::clamp(cvRound(p.x) - from, 0, static_cast<int>(old.size()) - 1);
    const float offset = old[static_cast<std::size_t>(column)] - p.y;
    if (std::isnan(offset)) continue;
    at.push_back(p.x);
    offsets.push_back(offset);
  }
  if (at.size() < line.size() / 2 || std::abs(median_of(offsets)) > reach) return;
  offsets = smooth(median_filter(offsets, 1), 0.8F);
  if (shape_difference(line, at, offsets) > kNecklineShape * person.torso.shoulder_width) return;
  for (cv::Point2f& p : line) p.y += std::clamp(interpolate(at, offsets, p.x), -reach, reach);
}

}  // namespace

std::vector<FitPoint> fit_neckline(const PersonModel& person, const GarmentModel& garment,
                                   const GarmentFit& fit) {
  const UpperLandmarks& marks = *garment.upper;
  if (marks.front_neckline.size() < 3 || marks.collar_height > 0) return {};
  const Polyline neckline = resample(marks.front_neckline, kNecklinePins);
  Polyline line = natural_neckline(neckline, marks, fit);
  // A neckline that was seen on a body is known; the old one says nothing about it.
  if (!marks.on_body) {
    lean_forward(marks, line);
    follow_old_neckline(person, line);
  }
  std::vector<FitPoint> points;
  for (std::size_t i = 1; i + 1 < line.size(); ++i) points.push_back({neckline[i], line[i]});
  return points;
}

std::vector<FitPoint> fit_hem(const PersonModel& person, const GarmentModel& garment, const GarmentFit& fit) {
  const std::optional<float> old_hem = waist_y(person);
  if (!old_hem || fit.tucked) return {};
  const FitLevel& last = fit.levels.back();
  const float hem_y = last.middle.y + (garment.upper->hem_y - last.garment_y) * fit.scale_down;
  if (std::abs(hem_y - *old_hem) > kHemReach * person.torso.length) return {};
  const std::vector<float> bottom = bottom_outline(garment);
  std::vector<FitPoint> points;
  for (int i = 0; i < kHemPins; ++i) {
    const float share = 0.06F + 0.88F * static_cast<float>(i) / (kHemPins - 1);
    const float garment_x = last.garment_left + (last.garment_right - last.garment_left) * share;
    const float x = last.left.x + (last.right.x - last.left.x) * share;
    const int column = std::clamp(cvRound(x), 0, static_cast<int>(person.waist.y.size()) - 1);
    const int garment_column = std::clamp(cvRound(garment_x), 0, static_cast<int>(bottom.size()) - 1);
    points.push_back({{garment_x, bottom[static_cast<std::size_t>(garment_column)]},
                      {x, person.waist.y[static_cast<std::size_t>(column)]}});
  }
  return points;
}

}  // namespace drape::tryon::geometric
