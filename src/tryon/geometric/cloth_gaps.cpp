#include "tryon/geometric/cloth_gaps.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "tryon/geometric/planes.h"

namespace drape::tryon::geometric {
namespace {

using image::Mask;
using image::Plane;
using person::PersonModel;

// Lengths in shoulder widths.
constexpr float kSlitReach = 0.22F;    // From the armpit.
constexpr float kSlitRadius = 0.045F;  // Half the width of the widest slit.
constexpr float kBandWidth = 0.25F;
constexpr float kArmholeSlope = 1.2F;  // Down for each step outwards.

/// The components of a mask that keep clear of the picture's border.
Mask within(const Mask& mask, int margin) {
  cv::Mat1i component, stats;
  cv::Mat1d centres;
  const int count = cv::connectedComponentsWithStats(mask, component, stats, centres);
  Mask out = Mask::zeros(mask.size());
  for (int i = 1; i < count; ++i) {
    const cv::Rect box(stats(i, cv::CC_STAT_LEFT), stats(i, cv::CC_STAT_TOP), stats(i, cv::CC_STAT_WIDTH),
                       stats(i, cv::CC_STAT_HEIGHT));
    if (box.x >= margin && box.y >= margin && box.br().x <= mask.cols - margin &&
        box.br().y <= mask.rows - margin)
      out.setTo(255, component == i);
  }
  return out;
}

Plane band_outside(const Polyline& outline, int side, float neck_x, const PersonModel& person) {
  Polyline away;
  for (std::size_t i = 0; i < outline.size(); ++i) {
    const cv::Point2f d = outline[std::min(i + 3, outline.size() - 1)] - outline[i < 3 ? 0 : i - 3];
    const cv::Point2f normal =
        cv::Point2f(d.y, -d.x) * (sign_of(side) / std::max(1e-3F, static_cast<float>(cv::norm(d))));
    away.push_back(outline[i] + normal * (kBandWidth * person.torso.shoulder_width));
  }
  const cv::Size size = person.labels.size();
  Plane band = fill_outline(joined(outline, reversed(away)), size);
  const int neck = std::clamp(static_cast<int>(neck_x), 0, size.width);
  if (side == 0)
    band.colRange(neck, size.width).setTo(0);
  else
    band.colRange(0, neck).setTo(0);
  return band;
}

}  // namespace

// A gap that goes on beyond the reach is the room between arm and body.
Mask armpit_slits(const PersonModel& person, const std::vector<Worn>& worn, const Mask& open,
                  const Plane& cloth, const Mask& free) {
  const int reach = static_cast<int>(kSlitReach * person.torso.shoulder_width);
  const float radius = std::max(2.0F, kSlitRadius * person.torso.shoulder_width);
  Mask slits = Mask::zeros(cloth.size());
  for (const Worn& w : worn) {
    for (std::size_t k = 0; k < 2; ++k) {
      if (!w.fit.sleeves[k]) continue;
      const cv::Point armpit(cvRound(w.fit.armpit[k].x), cvRound(w.fit.armpit[k].y));
      const cv::Rect area(armpit.x - reach, armpit.y - reach, 2 * reach, 2 * reach);
      const cv::Rect seen = area & cv::Rect({}, cloth.size());
      if (seen.empty()) continue;
      const Mask covered = cloth(seen) > 0.5F;
      Mask gap = eroded(dilated(covered, radius), radius) & (cloth(seen) < 0.98F) & ~free(seen) & ~open(seen);
      const int margin = std::min(static_cast<int>(2 * radius) + 1, std::min(gap.cols, gap.rows) / 2);
      Mask target = slits(seen);
      target |= within(gap, margin);
    }
  }
  return slits;
}

Mask above_neckline(const PersonModel& person, const BodyShape& body, const GarmentFit& fit) {
  Polyline line{fit.neck[0]};
  for (const FitPoint& point : fit.neckline) line.push_back(point.person);
  line.push_back(fit.neck[1]);
  const float top =
      std::min({fit.neck[0].y, fit.neck[1].y, body.chin.position.y}) - 0.2F * person.torso.shoulder_width;
  line.emplace_back(fit.neck[1].x, top);
  line.emplace_back(fit.neck[0].x, top);
  return fill_outline(line, person.labels.size()) > 0.5F;
}

Mask beside_straps(const GarmentFit& fit, cv::Size size) {
  Mask beside = Mask::zeros(size);
  for (const int side : kSides) {
    const auto k = static_cast<std::size_t>(side);
    if (fit.sleeves[k]) continue;
    // From the armpits the cloth's edge goes on outwards and down.
    const cv::Point2f armpit = fit.armpit[k];
    const float edge = side == 0 ? 0 : static_cast<float>(size.width);
    const float fallen = armpit.y + kArmholeSlope * std::abs(edge - armpit.x);
    const Polyline outline{{fit.neck[k].x, 0}, {fit.neck[k].x, armpit.y}, armpit, {edge, fallen}, {edge, 0}};
    beside |= fill_outline(outline, size) > 0.5F;
  }
  return beside;
}

Plane above_outline(const PersonModel& person, const std::vector<Worn>& worn) {
  Plane band = Plane::zeros(person.labels.size());
  for (const Worn& w : worn) {
    for (const int side : kSides) {
      const auto k = static_cast<std::size_t>(side);
      Polyline outline = w.fit.shoulder[k];
      if (w.fit.sleeves[k]) outline = joined(outline, w.fit.sleeves[k]->outer);
      band = cv::max(band, band_outside(outline, side, w.fit.neck[k].x, person));
    }
  }
  return band;
}

}  // namespace drape::tryon::geometric
