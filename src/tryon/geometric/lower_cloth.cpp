#include "tryon/geometric/lower_cloth.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "tryon/geometric/cloth_mesh.h"
#include "tryon/geometric/cloth_parts.h"

namespace drape::tryon::geometric {
namespace {

using garment::GarmentModel;
using garment::LowerLandmarks;
using image::Plane;

constexpr float kOutlineStrength = 30;
constexpr float kAxisStrength = 4;
constexpr int kStations = 40;

// Pairs of edge points from the waist to the hem of one half of a garment: how its cloth runs.
class Strip {
 public:
  Strip(const Polyline& garment_outer, const Polyline& garment_inner, const Polyline& outer,
        const Polyline& inner) {
    const Polyline from_outer = resample(garment_outer, kStations);
    const Polyline from_inner = resample(garment_inner, kStations);
    const Polyline to_outer = resample(outer, kStations);
    const Polyline to_inner = resample(inner, kStations);
    for (std::size_t i = 0; i < kStations; ++i) {
      from_.push_back((from_outer[i] + from_inner[i]) / 2);
      to_.push_back((to_outer[i] + to_inner[i]) / 2);
      across_from_.push_back(from_outer[i] - from_inner[i]);
      across_to_.push_back(to_outer[i] - to_inner[i]);
    }
  }

  // The linear map of the cloth around a station, garment -> person.
  [[nodiscard]] cv::Matx22f map_at(std::size_t i) const {
    const cv::Point2f along_from = direction(from_, i);
    const cv::Point2f along_to = direction(to_, i);
    // Columns: images of the strip's own two directions.
    const cv::Matx22f from(across_from_[i].x, along_from.x, across_from_[i].y, along_from.y);
    const cv::Matx22f to(across_to_[i].x, along_to.x, across_to_[i].y, along_to.y);
    return to * from.inv();
  }

  [[nodiscard]] std::size_t station(cv::Point2f p) const { return nearest_index(from_, p); }

  [[nodiscard]] cv::Point2f image_of(cv::Point2f p) const {
    const std::size_t i = station(p);
    return to_[i] + map_at(i) * (p - from_[i]);
  }

 private:
  [[nodiscard]] static cv::Point2f direction(const Polyline& line, std::size_t i) {
    return line[std::min<std::size_t>(i + 2, line.size() - 1)] - line[i < 2 ? 0 : i - 2];
  }

  Polyline from_, to_, across_from_, across_to_;
};

cv::Point2f middle_of(const Polyline& line) {
  return line[line.size() / 2];
}

// Inner edge of a half over the whole height: along the axis down to the crotch, then the leg's inner edge.
Polyline inner_line(cv::Point2f waist, const Polyline& leg) {
  return joined({waist, waist + (leg.front() - waist) * 0.5F}, leg);
}

std::array<Strip, 2> strips_of(const LowerLandmarks& marks, const LowerFit& fit) {
  const auto strip = [&](std::size_t k) {
    if (!marks.legs) {
      return Strip(marks.side[k], {middle_of(marks.waistband), middle_of(marks.hem)}, fit.side[k],
                   {middle_of(fit.waistband), middle_of(fit.hem)});
    }
    return Strip(marks.side[k], inner_line(middle_of(marks.waistband), marks.legs->inner[k]), fit.side[k],
                 inner_line(middle_of(fit.waistband), fit.inner[k]));
  };
  return {strip(0), strip(1)};
}

// Both halves of the cloth. Where they hang together one leads over into the other, so that stripes do not
// bend at the axis; a leg has its own.
struct Halves {
  const std::array<Strip, 2>& strips;
  const LowerLandmarks& marks;

  [[nodiscard]] cv::Matx22f map_at(cv::Point2f p, Part part) const {
    const float right = share_of_right(p, part);
    return strips[0].map_at(strips[0].station(p)) * (1 - right) +
           strips[1].map_at(strips[1].station(p)) * right;
  }

  [[nodiscard]] cv::Point2f image_of(cv::Point2f p, Part part) const {
    const float right = share_of_right(p, part);
    return strips[0].image_of(p) * (1 - right) + strips[1].image_of(p) * right;
  }

 private:
  [[nodiscard]] float share_of_right(cv::Point2f p, Part part) const {
    if (part != Part::kTorso) return part == Part::kLeftSleeve ? 0.0F : 1.0F;
    const float width = std::max(1.0F, marks.waist[1].x - marks.waist[0].x);
    return smooth_step((p.x - marks.axis_x) / width + 0.5F);
  }
};

// 1 below the waistband's front edge: above it is the inside of the back.
void drop_inner_back(const LowerLandmarks& marks, Plane& alpha) {
  const Polyline& edge = marks.waistband;
  for (int x = 0; x < alpha.cols; ++x) {
    const auto column = static_cast<float>(x);
    if (column < edge.front().x || column > edge.back().x) continue;
    const auto next = std::upper_bound(edge.begin(), edge.end() - 1, column,
                                       [](float v, cv::Point2f p) { return v < p.x; });
    const cv::Point2f a = *(next == edge.begin() ? next : next - 1);
    const cv::Point2f b = *next;
    const float y = a.y + (b.y - a.y) * std::clamp((column - a.x) / std::max(1e-3F, b.x - a.x), 0.0F, 1.0F);
    for (int row = 0; row < std::min(alpha.rows, static_cast<int>(y) + 2); ++row)
      alpha(row, x) *= std::clamp(static_cast<float>(row) - y + 0.5F, 0.0F, 1.0F);
  }
}

// Whole down to the crotch, a leg on either side below.
std::array<Plane, kPartCount> split(const GarmentModel& garment) {
  const LowerLandmarks& marks = *garment.lower;
  std::array<Plane, kPartCount> parts;
  parts[0] = choked_broad(garment.alpha);
  drop_inner_back(marks, parts[0]);
  if (!marks.legs) return parts;
  const auto cut = static_cast<int>(marks.legs->crotch.y);
  for (std::size_t k = 0; k < 2; ++k) {
    Plane& leg = parts[k + 1];
    leg = parts[0].clone();
    leg.rowRange(0, std::clamp(cut - 2, 0, leg.rows)).setTo(0);
    const Polyline& inner = marks.legs->inner[k];
    for (int y = std::max(0, cut - 2); y < leg.rows; ++y) {
      // The legs part half way between their inner edges.
      const auto share =
          static_cast<float>(y - cut) / std::max(1.0F, inner.back().y - static_cast<float>(cut));
      const auto i =
          static_cast<std::size_t>(std::clamp(share, 0.0F, 1.0F) * static_cast<float>(inner.size() - 1));
      const float middle = (marks.legs->inner[0][i].x + marks.legs->inner[1][i].x) / 2;
      const int x = std::clamp(cvRound(middle), 0, leg.cols);
      if (k == 0)
        leg.row(y).colRange(x, leg.cols).setTo(0);
      else
        leg.row(y).colRange(0, x).setTo(0);
    }
  }
  parts[0].rowRange(std::clamp(cut + 1, 0, parts[0].rows), parts[0].rows).setTo(0);
  return parts;
}

class Pins {
 public:
  explicit Pins(const ClothMesh& mesh) : mesh_(mesh) {}

  void add(cv::Point2f from, cv::Point2f to, Part part, float strength) {
    std::optional<MeshPin> pin = mesh_.locate(from, part);
    if (!pin) return;
    pin->target = to;
    pin->strength = strength;
    pins_.push_back(*pin);
  }

  [[nodiscard]] std::vector<MeshPin> take() { return std::move(pins_); }

 private:
  const ClothMesh& mesh_;
  std::vector<MeshPin> pins_;
};

void pin_outline(const LowerLandmarks& marks, const LowerFit& fit, Pins& pins) {
  for (std::size_t i = 0; i < marks.waistband.size(); i += 2)
    pins.add(marks.waistband[i], fit.waistband[i], Part::kTorso, kOutlineStrength);
  for (std::size_t k = 0; k < 2; ++k) {
    const Part leg = k == 0 ? Part::kLeftSleeve : Part::kRightSleeve;
    for (std::size_t i = 0; i < marks.side[k].size(); ++i) {
      const bool low = marks.legs && marks.side[k][i].y > marks.legs->crotch.y;
      pins.add(marks.side[k][i], fit.side[k][i], low ? leg : Part::kTorso, kOutlineStrength);
    }
    if (!marks.legs) continue;
    for (std::size_t i = 1; i < marks.legs->inner[k].size(); ++i)
      pins.add(marks.legs->inner[k][i], fit.inner[k][i], leg, kOutlineStrength);
  }
  for (std::size_t i = 0; i < marks.hem.size(); i += 2)
    pins.add(marks.hem[i], fit.hem[i], Part::kTorso, kAxisStrength);
}

// Fly and centre line stay in the middle of the body.
void pin_axis(const LowerLandmarks& marks, const LowerFit& fit, Pins& pins) {
  if (!marks.legs) return;
  const cv::Point2f from = middle_of(marks.waistband);
  const cv::Point2f to = middle_of(fit.waistband);
  for (float share = 0.2F; share < 1.01F; share += 0.2F) {
    pins.add(from + (marks.legs->crotch - from) * share, to + (fit.inner[0].front() - to) * share,
             Part::kTorso, share > 0.9F ? kOutlineStrength : kAxisStrength);
  }
}

}  // namespace

Cloth cut_lower_cloth(const GarmentModel& garment, const LowerFit& fit) {
  const LowerLandmarks& marks = *garment.lower;
  Cloth cloth;
  garment.colour.convertTo(cloth.colour, CV_32F);
  cloth.alpha = split(garment);
  cloth.opening = Plane::zeros(garment.alpha.size());
  std::array<float, kPartCount> shared{};
  // The cells that the crotch lies in are one for all parts.
  if (marks.legs) shared.fill(marks.legs->crotch.y + ClothMesh::step_of(garment.box));
  const ClothMesh mesh(garment.box, cloth.alpha, shared);
  const std::array<Strip, 2> strips = strips_of(marks, fit);
  const Halves halves{strips, marks};
  cloth.mesh = mesh.mesh();
  for (const MeshCell& cell : cloth.mesh.cells) {
    cloth.shapes.push_back(halves.map_at(mesh.centre(cell), cell.part));
    for (const int corner : cell.corners) {
      const auto i = static_cast<std::size_t>(corner);
      cloth.mesh.target[i] = halves.image_of(cloth.mesh.source[i], cell.part);
    }
  }
  Pins pins(mesh);
  pin_outline(marks, fit, pins);
  pin_axis(marks, fit, pins);
  cloth.pins = pins.take();
  return cloth;
}

}  // namespace drape::tryon::geometric
