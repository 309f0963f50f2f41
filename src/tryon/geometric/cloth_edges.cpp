#include "tryon/geometric/cloth_edges.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "tryon/geometric/body_shape.h"
#include "tryon/geometric/planes.h"

namespace drape::tryon::geometric {
namespace {

using image::Mask;
using image::Plane;
using person::Label;

constexpr float kSliver = 0.035F;       // Shoulder widths: the two edges count as one up to here.
constexpr float kGapHalfWidth = 0.07F;  // The same for half the width of a gap that is closed.
// Shoulder widths: a strip of old garment narrower than twice this is a slip of the labels.
constexpr float kSlip = 0.025F;
constexpr float kOpenMax = 0.15F;  // Share of a gap's edge that may lie against the background.

Plane distance_to(const Mask& mask) {
  Plane distance;
  cv::distanceTransform(mask == 0, distance, cv::DIST_L2, 3);
  return distance;
}

// The parts of `area` that are nowhere deeper than `depth`, measured by `distance`.
Mask shallow(const Mask& area, const Plane& distance, float depth) {
  const Mask deep = area & Mask(distance >= depth);
  return area & Mask(distance < depth) & ~dilated(deep, 1.2F * depth);
}

// The old garment without slips of its labels.
Mask sure_old(const person::PersonModel& person) {
  const float slip = kSlip * person.torso.shoulder_width;
  const Mask labelled = mask_of(person.labels, {Label::kUpperClothes});
  return dilated(eroded(labelled, slip), slip) & labelled;
}

// The components of `area` that are nowhere deeper than `depth`: a part of one would end in a step.
Mask wholly_shallow(const Mask& area, const Plane& distance, float depth) {
  cv::Mat1i component;
  const auto count = static_cast<std::size_t>(cv::connectedComponents(area, component));
  std::vector<bool> deep(count, false);
  for (int y = 0; y < area.rows; ++y) {
    for (int x = 0; x < area.cols; ++x) {
      if (distance(y, x) >= depth) deep[static_cast<std::size_t>(component(y, x))] = true;
    }
  }
  Mask out = Mask::zeros(area.size());
  for (int y = 0; y < area.rows; ++y) {
    for (int x = 0; x < area.cols; ++x) {
      const auto c = static_cast<std::size_t>(component(y, x));
      if (c != 0 && !deep[c]) out(y, x) = 255;
    }
  }
  return out;
}

// What was old garment and is bare now, enclosed by cloth and body, and narrow.
Mask closed_gaps(const Mask& bare, const Mask& background, float half_width) {
  Plane inside;
  cv::distanceTransform(bare, inside, cv::DIST_L2, 3);
  const Mask open = dilated(background, 1.5F);
  cv::Mat1i component;
  const auto count = static_cast<std::size_t>(cv::connectedComponents(bare, component));
  std::vector<float> deepest(count, 0);
  std::vector<int> edge(count, 0), open_edge(count, 0);
  for (int y = 0; y < bare.rows; ++y) {
    for (int x = 0; x < bare.cols; ++x) {
      const auto c = static_cast<std::size_t>(component(y, x));
      if (c == 0) continue;
      deepest[c] = std::max(deepest[c], inside(y, x));
      if (inside(y, x) > 1.5F) continue;
      ++edge[c];
      open_edge[c] += open(y, x) != 0;
    }
  }
  Mask gaps = Mask::zeros(bare.size());
  for (int y = 0; y < bare.rows; ++y) {
    for (int x = 0; x < bare.cols; ++x) {
      const auto c = static_cast<std::size_t>(component(y, x));
      if (c == 0 || deepest[c] > half_width) continue;
      if (static_cast<float>(open_edge[c]) < kOpenMax * static_cast<float>(edge[c])) gaps(y, x) = 255;
    }
  }
  return gaps;
}

}  // namespace

Mask old_gaps(const person::PersonModel& person) {
  const float half_width = kGapHalfWidth * person.torso.shoulder_width;
  return eroded(dilated(sure_old(person), half_width), half_width) &
         mask_of(person.labels, {Label::kBackground});
}

EdgeCorrection correct_edges(const person::PersonModel& person, const Plane& cloth, const Mask& free) {
  const float sw = person.torso.shoulder_width;
  const float reach = std::max(kSliver * sw, 3.0F);
  const Mask old = sure_old(person);
  const Mask background = mask_of(person.labels, {Label::kBackground});
  const Mask covered = cloth > 0.5F;
  const Mask bare = old & ~covered & ~free & Mask(person.matte > 0.5F);
  const Mask beyond = background & covered;
  const Mask growing =
      shallow(bare, distance_to(covered), reach) | closed_gaps(bare, background, kGapHalfWidth * sw);
  Plane from_old = distance_to(old);
  from_old.setTo(0, old_gaps(person));
  const Mask trimming = wholly_shallow(beyond, from_old, reach);
  // The edge itself is the matte's: its soft pixels lie on both sides of the labels' border.
  const Mask edge =
      dilated(old & Mask(covered | growing), 2) & dilated(background, 2) & ~free & ~(beyond & ~trimming);
  // Softened together: between what is there and what is added no line may show.
  const Plane growth = soften(Mask(covered | growing), 0.8F);
  const Mask beside_growth = dilated(growing, 3);
  EdgeCorrection out{Plane::zeros(cloth.size()), Plane::zeros(cloth.size())};
  for (int y = 0; y < cloth.rows; ++y) {
    for (int x = 0; x < cloth.cols; ++x) {
      if ((!old(y, x) && !background(y, x)) || free(y, x)) continue;
      const float now = cloth(y, x);
      float wanted = now;
      if (beside_growth(y, x)) wanted = std::max(now, growth(y, x));
      if (trimming(y, x)) wanted = 0;
      if (edge(y, x)) wanted = person.matte(y, x);
      if (wanted > now) out.grown(y, x) = (wanted - now) / (1 - now);
      if (wanted < now && background(y, x)) out.trimmed(y, x) = (now - wanted) / now;
    }
  }
  return out;
}

}  // namespace drape::tryon::geometric
