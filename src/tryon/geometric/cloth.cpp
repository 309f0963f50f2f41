#include "tryon/geometric/cloth.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "tryon/geometric/cloth_mesh.h"
#include "tryon/geometric/cloth_parts.h"

namespace drape::tryon::geometric {
namespace {

using garment::GarmentModel;
using garment::Sleeve;
using garment::UpperLandmarks;
using person::PersonModel;

constexpr float kOutlineStrength = 30;
constexpr float kSideStrength = 20;
constexpr float kAxisStrength = 3;
constexpr float kEdgeStrength = 6;   // Of each of the many pins along neckline and hem.
constexpr int kEdgePins = 90;        // Along each edge of a sleeve: several for each cell of the mesh.
constexpr float kEdgeSmoothing = 4;  // Pins.
constexpr int kShoulderPins = 24;

cv::Matx22f outer_product(cv::Point2f to, cv::Point2f from, float factor) {
  return {factor * to.x * from.x, factor * to.x * from.y, factor * to.y * from.x, factor * to.y * from.y};
}

cv::Point2f turned(cv::Point2f v) {
  return {-v.y, v.x};
}

cv::Matx22f torso_shape(const PersonModel& person, const GarmentFit& fit) {
  return outer_product(person.torso.across, {1, 0}, fit.scale) +
         outer_product(person.torso.down, {0, 1}, fit.scale_down);
}

// The linear maps along a sleeve: from the garment's sleeve direction and width to the arm's.
class SleeveShapes {
 public:
  SleeveShapes(const Sleeve& sleeve, const SleeveFit& fit) {
    const Polyline garment_outer = resample(sleeve.outer_edge, kSteps);
    const Polyline garment_inner = resample(sleeve.inner_edge, kSteps);
    const Polyline outer = resample(fit.outer, kSteps);
    const Polyline inner = resample(fit.inner, kSteps);
    for (std::size_t i = 0; i < kSteps; ++i) {
      garment_.push_back((garment_outer[i] + garment_inner[i]) / 2);
      person_.push_back((outer[i] + inner[i]) / 2);
      const auto garment_width = static_cast<float>(cv::norm(garment_outer[i] - garment_inner[i]));
      const auto width = static_cast<float>(cv::norm(outer[i] - inner[i]));
      width_factor_.push_back(width / std::max(garment_width, 1.0F));
    }
    length_factor_ = length(person_) / std::max(length(garment_), 1.0F);
  }

  // Share 0 (armhole) .. 1 (cuff) of the garment point.
  [[nodiscard]] float share(cv::Point2f garment_point) const {
    return static_cast<float>(nearest_index(garment_, garment_point)) / (kSteps - 1);
  }

  [[nodiscard]] cv::Matx22f at(float share) const {
    const int i = std::clamp(static_cast<int>(std::lround(share * (kSteps - 1))), 0, kSteps - 1);
    const cv::Point2f from = direction(garment_, i);
    const cv::Point2f to = direction(person_, i);
    return outer_product(to, from, length_factor_) +
           outer_product(turned(to), turned(from), width_factor_[static_cast<std::size_t>(i)]);
  }

 private:
  static constexpr int kSteps = 32;
  static constexpr int kReach = 4;

  static cv::Point2f direction(const Polyline& line, int i) {
    const cv::Point2f d = line[static_cast<std::size_t>(std::min(i + kReach, kSteps - 1))] -
                          line[static_cast<std::size_t>(std::max(i - kReach, 0))];
    return d / std::max(static_cast<float>(cv::norm(d)), 1e-3F);
  }

  Polyline garment_, person_;
  std::vector<float> width_factor_;
  float length_factor_ = 1;
};

// How much narrower than the torso's common scale its cloth appears at each place: a garment lies flat wider
// than the body that it goes around, whose sides turn away from the camera. The middle keeps its scale.
class Foreshortening {
 public:
  Foreshortening(const UpperLandmarks& marks, const GarmentFit& fit) : axis_x_(marks.axis_x) {
    for (std::size_t k = 0; k < 2; ++k) {
      const auto add = [&](float y, float garment_half, float half) {
        if (!ys_[k].empty() && y <= ys_[k].back()) return;
        ys_[k].push_back(y);
        halves_[k].push_back(std::max(garment_half, 1.0F));
        shares_[k].push_back(half / std::max(garment_half * fit.scale, 1.0F));
      };
      const cv::Point2f tip = marks.shoulder_tip[k];
      const cv::Point2f middle = (fit.tip[0] + fit.tip[1]) / 2;
      add(tip.y, std::abs(tip.x - axis_x_), static_cast<float>(cv::norm(fit.tip[k] - middle)));
      for (const FitLevel& level : fit.levels) {
        const float x = k == 0 ? level.garment_left : level.garment_right;
        const cv::Point2f edge = k == 0 ? level.left : level.right;
        add(level.garment_y, std::abs(x - axis_x_), static_cast<float>(cv::norm(edge - level.middle)));
      }
    }
  }

  // Factor on the width of a piece of cloth at a garment point.
  [[nodiscard]] float at(cv::Point2f p) const {
    const std::size_t k = p.x < axis_x_ ? 0 : 1;
    const float missing = 1 - std::min(interpolate(ys_[k], shares_[k], p.y), 1.0F);
    const float u = std::min(std::abs(p.x - axis_x_) / interpolate(ys_[k], halves_[k], p.y), 1.0F);
    // Its mean from the axis (0) to the side (1) is 1 - missing.
    return std::max(1 - 2.5F * missing * u * std::sqrt(u), kNarrowest);
  }

 private:
  static constexpr float kNarrowest = 0.3F;

  float axis_x_;
  std::array<std::vector<float>, 2> ys_, halves_, shares_;  // By side of the picture.
};

std::vector<cv::Matx22f> wanted_shapes(const ClothMesh& mesh, const GarmentModel& garment,
                                       const GarmentFit& fit, const PersonModel& person) {
  const cv::Matx22f torso = torso_shape(person, fit);
  std::array<std::optional<SleeveShapes>, 2> sleeves;
  for (std::size_t k = 0; k < 2; ++k) {
    if (fit.sleeves[k]) sleeves[k].emplace(*garment.upper->sleeves[k], *fit.sleeves[k]);
  }
  const Foreshortening foreshortening(*garment.upper, fit);
  std::vector<cv::Matx22f> shapes;
  for (const MeshCell& cell : mesh.mesh().cells) {
    if (cell.part == Part::kTorso) {
      shapes.push_back(torso * cv::Matx22f(foreshortening.at(mesh.centre(cell)), 0, 0, 1));
      continue;
    }
    const SleeveShapes& sleeve = *sleeves[static_cast<std::size_t>(cell.part) - 1];
    const float share = sleeve.share(mesh.centre(cell));
    // The cap belongs half to the torso.
    const float own = 0.4F + 0.6F * smooth_step(share / 0.3F);
    shapes.push_back(sleeve.at(share) * own + torso * (1 - own));
  }
  return shapes;
}

class Pins {
 public:
  Pins(const ClothMesh& mesh) : mesh_(mesh) {}

  void add(cv::Point2f garment_point, cv::Point2f person_point, Part part, float strength) {
    std::optional<MeshPin> pin = mesh_.locate(garment_point, part);
    if (!pin) return;
    pin->target = person_point;
    pin->strength = strength;
    pins_.push_back(*pin);
  }

  void add_lines(const Polyline& garment_line, const Polyline& person_line, Part part) {
    // Without the steps from pixel to pixel: pinned to a smooth line, they would come out as teeth.
    const Polyline from = smooth(resample(garment_line, kEdgePins), kEdgeSmoothing);
    const Polyline to = resample(person_line, kEdgePins);
    for (std::size_t i = 0; i < from.size(); ++i) add(from[i], to[i], part, kOutlineStrength);
  }

  [[nodiscard]] std::vector<MeshPin> take() { return std::move(pins_); }

 private:
  const ClothMesh& mesh_;
  std::vector<MeshPin> pins_;
};

// The garment's own outline between neck and tip, where it is a shoulder line and not a collar or a ruffle.
void pin_shoulder(const GarmentModel& garment, const GarmentFit& fit, std::size_t k, Pins& pins) {
  const UpperLandmarks& marks = *garment.upper;
  const std::vector<float> top = top_outline(garment);
  const auto tip_width = static_cast<float>(cv::norm(marks.shoulder_tip[1] - marks.shoulder_tip[0]));
  const Polyline target = resample(fit.shoulder[k], kShoulderPins);
  for (int i = 0; i < kShoulderPins; ++i) {
    const float share = static_cast<float>(i) / (kShoulderPins - 1);
    cv::Point2f p = marks.neck[k] + (marks.shoulder_tip[k] - marks.neck[k]) * share;
    const auto column = static_cast<std::size_t>(std::clamp(p.x, 0.0F, static_cast<float>(top.size() - 1)));
    if (i > 0 && i + 1 < kShoulderPins) {
      if (std::abs(top[column] - p.y) > 0.10F * tip_width) continue;
      p.y = top[column];
    }
    pins.add(p, target[static_cast<std::size_t>(i)], Part::kTorso, kOutlineStrength);
  }
}

void pin_levels(const UpperLandmarks& marks, const GarmentFit& fit, Pins& pins) {
  for (const FitLevel& level : fit.levels) {
    pins.add({level.garment_left, level.garment_y}, level.left, Part::kTorso, kSideStrength);
    pins.add({level.garment_right, level.garment_y}, level.right, Part::kTorso, kSideStrength);
    pins.add({marks.axis_x, level.garment_y}, level.middle, Part::kTorso, kAxisStrength);
  }
}

// A standing collar keeps its height but never reaches the face.
void pin_collar(const UpperLandmarks& marks, const GarmentFit& fit, const PersonModel& person,
                const BodyShape& body, Pins& pins) {
  if (marks.collar_height <= 0) return;
  const float sw = person.torso.shoulder_width;
  const float neck_y = (fit.neck[0].y + fit.neck[1].y) / 2;
  const float room = std::max(neck_y - body.chin.position.y - 0.05F * body.chin.face_height, 0.10F * sw);
  const float height = std::min(marks.collar_height * fit.scale, room);
  for (const int side : kSides) {
    const auto k = static_cast<std::size_t>(side);
    pins.add(marks.neck[k] - cv::Point2f(0, marks.collar_height),
             fit.neck[k] - cv::Point2f(sign_of(side) * 0.04F * sw, height), Part::kTorso, kSideStrength);
  }
}

void pin_points(const std::vector<FitPoint>& points, Pins& pins) {
  for (const FitPoint& point : points) pins.add(point.garment, point.person, Part::kTorso, kEdgeStrength);
}

}  // namespace

Cloth cut_cloth(const GarmentModel& garment, const GarmentFit& fit, const PersonModel& person,
                const BodyShape& body) {
  const UpperLandmarks& marks = *garment.upper;
  Cloth cloth;
  garment.colour.convertTo(cloth.colour, CV_32F);
  cloth.alpha = split_parts(garment);
  const bool straps = !fit.sleeves[0] && !fit.sleeves[1];
  for (image::Plane& alpha : cloth.alpha) {
    if (!alpha.empty()) alpha = straps ? choked(alpha) : choked_broad(alpha);
  }
  cloth.opening = neck_opening(garment);
  const ClothMesh mesh(garment, cloth.alpha);
  cloth.alpha[0] = cloth.alpha[0].mul(1 - cloth.opening);
  cloth.shapes = wanted_shapes(mesh, garment, fit, person);
  Pins pins(mesh);
  for (std::size_t k = 0; k < 2; ++k) {
    pin_shoulder(garment, fit, k, pins);
    if (!fit.sleeves[k]) continue;
    const Part part = k == 0 ? Part::kLeftSleeve : Part::kRightSleeve;
    pins.add_lines(marks.sleeves[k]->outer_edge, fit.sleeves[k]->outer, part);
    pins.add_lines(marks.sleeves[k]->inner_edge, fit.sleeves[k]->inner, part);
  }
  pin_levels(marks, fit, pins);
  pin_collar(marks, fit, person, body, pins);
  pin_points(fit.neckline, pins);
  pin_points(fit.hem, pins);
  cloth.pins = pins.take();
  cloth.mesh = mesh.mesh();
  const cv::Matx22f torso = torso_shape(person, fit);
  const cv::Point2f origin = (fit.neck[0] + fit.neck[1]) / 2;
  const cv::Point2f garment_origin = (marks.neck[0] + marks.neck[1]) / 2;
  for (std::size_t i = 0; i < cloth.mesh.source.size(); ++i) {
    cloth.mesh.target[i] = origin + torso * (cloth.mesh.source[i] - garment_origin);
  }
  return cloth;
}

DressedGarment lay_cloth(Cloth& cloth, cv::Size size) {
  relax(cloth.mesh, cloth.shapes, cloth.pins);
  DressedGarment dressed;
  dressed.folded_triangles = count_folded(cloth.mesh);
  dressed.triangles = static_cast<int>(2 * cloth.mesh.cells.size());
  for (std::size_t p = 0; p < kPartCount; ++p) {
    Layer& layer = dressed.parts[p];
    if (cloth.alpha[p].empty()) {
      layer = {{}, image::Plane::zeros(size)};
      continue;
    }
    const SourceMap map = rasterise(triangles_of(cloth.mesh, static_cast<Part>(p)), size);
    layer = {sample_colour(cloth.colour, map), sample_plane(cloth.alpha[p], map)};
    if (p == 0) dressed.opening = sample_plane(cloth.opening, map);
  }
  return dressed;
}

}  // namespace drape::tryon::geometric
