#include "tryon/wearer/worn_landmarks.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "tryon/wearer/mirror_sleeve.h"

namespace drape::tryon::wearer {
namespace {

using garment::GarmentModel;
using garment::Sleeve;
using garment::UpperLandmarks;
using image::Mask;
using person::PersonModel;

constexpr int kEdgePoints = 24;
constexpr float kBeyond = 0.10F;  // Shoulder widths that cloth may go past the sleeve's traced edges.

/// Maps pixels of the photo so that the torso stands upright and its rows are level. A weight on one leg
/// tilts hips and shoulders against each other without turning the garment: then the torso is sheared, not
/// turned.
class Upright {
 public:
  explicit Upright(const PersonModel& wearer) {
    const cv::Point2f down = wearer.torso.down;
    const cv::Point2f level = direction(wearer, vision::kRightShoulder, vision::kLeftShoulder) +
                              direction(wearer, vision::kRightHip, vision::kLeftHip);
    const cv::Point2f across = level / std::max(1e-3F, static_cast<float>(cv::norm(level)));
    const cv::Matx22f frame(across.x, down.x, across.y, down.y);
    const cv::Matx22f upright = frame.inv();
    const cv::Point2f centre = wearer.torso.at(0.5F, 0);
    const cv::Point2f moved = centre - upright * centre;
    matrix_ =
        (cv::Mat1f(2, 3) << upright(0, 0), upright(0, 1), moved.x, upright(1, 0), upright(1, 1), moved.y);
  }

  [[nodiscard]] cv::Point2f operator()(cv::Point2f p) const {
    return {matrix_(0, 0) * p.x + matrix_(0, 1) * p.y + matrix_(0, 2),
            matrix_(1, 0) * p.x + matrix_(1, 1) * p.y + matrix_(1, 2)};
  }
  [[nodiscard]] Polyline operator()(Polyline line) const {
    for (cv::Point2f& p : line) p = (*this)(p);
    return line;
  }
  template <typename Plane>
  [[nodiscard]] Plane operator()(const Plane& plane, int border) const {
    Plane turned;
    cv::warpAffine(plane, turned, matrix_, plane.size(), cv::INTER_CUBIC, border);
    return turned;
  }

 private:
  static cv::Point2f direction(const PersonModel& wearer, vision::BodyPoint from, vision::BodyPoint to) {
    const cv::Point2f d = wearer.pose.at(to) - wearer.pose.at(from);
    return d / std::max(1e-3F, static_cast<float>(cv::norm(d)));
  }

  cv::Mat1f matrix_;
};

void measure(Sleeve& sleeve) {
  Polyline centre;
  for (std::size_t i = 0; i < sleeve.outer_edge.size(); ++i)
    centre.push_back((sleeve.outer_edge[i] + sleeve.inner_edge[i]) / 2);
  sleeve.length = geometric::length(centre);
  for (std::size_t i = 0; i < centre.size(); ++i) {
    const cv::Point2f along = centre[std::min(i + 1, centre.size() - 1)] - centre[i > 0 ? i - 1 : 0];
    const float norm = std::max(1e-3F, static_cast<float>(cv::norm(along)));
    const cv::Point2f across = sleeve.outer_edge[i] - sleeve.inner_edge[i];
    sleeve.half_width.push_back(0.5F * static_cast<float>(std::abs(across.cross(along))) / norm);
  }
}

// Cloth between the edges, and what hangs over past the outer edge and the outer corner of the cuff. Past the
// inner edge lies the torso.
Mask sleeve_mask(const Sleeve& sleeve, const Mask& cloth, float margin) {
  Polyline outer = sleeve.outer_edge;
  for (std::size_t i = 1; i < outer.size(); ++i) {
    const cv::Point2f away = sleeve.outer_edge[i] - sleeve.inner_edge[i];
    outer[i] += away * (margin / std::max(1.0F, static_cast<float>(cv::norm(away))));
  }
  const cv::Point2f along = sleeve.outer_edge.back() - sleeve.outer_edge[sleeve.outer_edge.size() - 4];
  outer.push_back(outer.back() + along * (margin / std::max(1.0F, static_cast<float>(cv::norm(along)))));
  const image::Plane region =
      geometric::fill_outline(geometric::joined(outer, geometric::reversed(sleeve.inner_edge)), cloth.size());
  return (region > 0.5F) & cloth;
}

Sleeve make_sleeve(const WornSleeve& worn, const Mask& cloth, float sw, const Upright& upright) {
  Sleeve sleeve;
  sleeve.outer_edge = geometric::resample(upright(worn.outer), kEdgePoints);
  sleeve.inner_edge = geometric::resample(upright(worn.inner), kEdgePoints);
  sleeve.arm_share = worn.arm_share;
  sleeve.mask = sleeve_mask(sleeve, cloth, kBeyond * sw);
  measure(sleeve);
  return sleeve;
}

std::vector<UpperLandmarks::Level> measure_sides(const UpperLandmarks& marks, const Mask& body) {
  constexpr std::array<float, 8> kShares{0.03F, 0.12F, 0.25F, 0.40F, 0.55F, 0.70F, 0.85F, 0.97F};
  std::vector<UpperLandmarks::Level> sides;
  const float top = std::max(marks.armpit[0].y, marks.armpit[1].y);
  const int axis = std::clamp(cvRound(marks.axis_x), 0, body.cols - 1);
  for (const float share : kShares) {
    const int y = std::clamp(cvRound(top + share * (marks.hem_y - top)), 0, body.rows - 1);
    int left = axis;
    int right = axis;
    while (left > 0 && body(y, left - 1)) --left;
    while (right + 1 < body.cols && body(y, right + 1)) ++right;
    sides.push_back({static_cast<float>(y), static_cast<float>(left), static_cast<float>(right)});
  }
  return sides;
}

}  // namespace

GarmentModel make_model(const PersonModel& wearer, const WornOutline& outline, const WornCloth& cloth) {
  const Upright upright(wearer);
  GarmentModel model;
  const geometric::ColourPlane colour = upright(cloth.colour, cv::BORDER_REPLICATE);
  colour.convertTo(model.colour, CV_8U);
  model.alpha = cv::max(cv::min(upright(cloth.alpha, cv::BORDER_CONSTANT), 1), 0);
  const Mask mask = model.alpha > 0.5F;
  model.category = garment::Category::kUpper;
  model.category_confidence = 1;
  model.cutout_confidence = wearer.presence * (1 - cloth.hidden_share);

  UpperLandmarks marks;
  marks.on_body = true;
  marks.axis_x = upright(wearer.torso.at(0.5F, 0)).x;
  for (std::size_t k = 0; k < 2; ++k) {
    marks.neck[k] = upright(outline.neck[k]);
    marks.shoulder_tip[k] = upright(outline.tip[k]);
    marks.armpit[k] = upright(outline.armpit[k]);
  }
  marks.hem_y = upright(cv::Point2f(geometric::axis_x(wearer, outline.hem_y), outline.hem_y)).y;
  marks.front_neckline = upright(outline.neckline);
  marks.collar_height = outline.collar_height;
  for (std::size_t k = 0; k < 2; ++k) {
    if (!outline.sleeves[k]) continue;
    marks.sleeves[k] = make_sleeve(*outline.sleeves[k], mask, wearer.torso.shoulder_width, upright);
  }
  model.upper = std::move(marks);
  if (outline.sleeves[0] && outline.sleeves[0]->whole != outline.sleeves[1]->whole) {
    const std::size_t missing = outline.sleeves[0]->whole ? 1 : 0;
    const Mask torso = upright(torso_region(outline, mask.size()), cv::BORDER_CONSTANT) > 0.5F;
    mirror_sleeve(model, missing, torso);
  }
  model.box = cv::boundingRect(model.alpha > 0.5F);
  Mask body = model.alpha > 0.5F;
  for (const auto& sleeve : model.upper->sleeves) {
    if (sleeve) body.setTo(0, sleeve->mask);
  }
  model.upper->sides = measure_sides(*model.upper, body);
  return model;
}

}  // namespace drape::tryon::wearer
