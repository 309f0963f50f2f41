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
constexpr float kRoundEnds = 0.08F;     // Radius of the ends of what is added beside the body.
constexpr float kGapHalfWidth = 0.07F;  // The same for half the width of a gap that is closed.
// Shoulder widths: a strip of old garment narrower than twice this is a slip of the labels.
constexpr float kSlip = 0.025F;
constexpr float kSoftEdge = 2;       // Pixels to either side of an edge that may mix both sides.
constexpr float kCrumb = 0.004F;     // Square shoulder widths: smaller pieces of cloth are none.
constexpr float kCrumbCloth = 0.6F;  // Coverage over which something is a piece of cloth.
constexpr float kOneEdge = 1.2F;     // Pixels between two edges that count as one.
constexpr float kAlongEdge = 0.03F;  // Shoulder widths over which the distance of two edges is averaged.
constexpr float kLookAround = 0.3F;  // Shoulder widths around old garment that is bare now.
constexpr float kUnderEdges = 3;     // Pixels: soft edges are no wider.
constexpr float kSureCloth = 0.95F;  // Coverage: less has the ground of the garment photo in it.
constexpr float kOpenMax = 0.15F;    // Share of a gap's edge that may lie against the background.

cv::Rect grown(const cv::Rect& box, float by) {
  if (box.empty()) return box;
  const int margin = cvCeil(by);
  return {box.x - margin, box.y - margin, box.width + 2 * margin, box.height + 2 * margin};
}

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

// What was old garment and is bare now, enclosed by cloth and body, and narrow.
Mask closed_gaps(const Mask& bare, const Mask& covered, const Mask& background, float half_width) {
  Plane inside;
  cv::distanceTransform(bare, inside, cv::DIST_L2, 3);
  const Mask open = dilated(background, 1.5F);
  const Mask beside_cloth = dilated(covered, 1.5F);
  cv::Mat1i component;
  const auto count = static_cast<std::size_t>(cv::connectedComponents(bare, component));
  std::vector<float> deepest(count, 0);
  std::vector<int> edge(count, 0), open_edge(count, 0), cloth_edge(count, 0);
  for (int y = 0; y < bare.rows; ++y) {
    for (int x = 0; x < bare.cols; ++x) {
      const auto c = static_cast<std::size_t>(component(y, x));
      if (c == 0) continue;
      deepest[c] = std::max(deepest[c], inside(y, x));
      if (inside(y, x) > 1.5F) continue;
      ++edge[c];
      open_edge[c] += open(y, x) != 0;
      cloth_edge[c] += beside_cloth(y, x) != 0;
    }
  }
  Mask gaps = Mask::zeros(bare.size());
  for (int y = 0; y < bare.rows; ++y) {
    for (int x = 0; x < bare.cols; ++x) {
      const auto c = static_cast<std::size_t>(component(y, x));
      if (c == 0 || deepest[c] > half_width || cloth_edge[c] == 0) continue;
      if (static_cast<float>(open_edge[c]) < kOpenMax * static_cast<float>(edge[c])) gaps(y, x) = 255;
    }
  }
  return gaps;
}

// How far the cloth's edge is from the old garment's, in pixels, averaged along them; near both.
Plane apart(const Mask& covered, const Mask& old_edge, float along) {
  const Plane to_cloth_edge = cv::max(distance_to(covered), distance_to(~covered)) - 0.5F;
  Plane on_edge;
  old_edge.convertTo(on_edge, CV_32F, 1 / 255.0);
  return soften(Plane(to_cloth_edge.mul(on_edge)), along) / cv::max(soften(on_edge, along), 1e-4F);
}

// Light flecks at the edge of an old garment look like the background: they are none of the new one's.
Plane without_flecks(const Plane& matte) {
  Plane closed;
  cv::morphologyEx(matte, closed, cv::MORPH_CLOSE, cv::Mat::ones(3, 3, CV_8U));
  return closed;
}

// Small pieces that trimming cuts off from the cloth go with what is trimmed.
void trim_crumbs(const Plane& cloth, float shoulder_width, Plane& trimmed) {
  cv::Mat1i piece, stats;
  cv::Mat1d centres;
  const Mask left = cloth.mul(1 - trimmed) > kCrumbCloth;
  const int count = cv::connectedComponentsWithStats(left, piece, stats, centres, 4);
  const Mask beside_cut = dilated(trimmed > 0.3F, 1);
  std::vector<uchar> cut(static_cast<std::size_t>(count), 0);
  for (int y = 0; y < piece.rows; ++y) {
    for (int x = 0; x < piece.cols; ++x) {
      if (piece(y, x) > 0 && beside_cut(y, x)) cut[static_cast<std::size_t>(piece(y, x))] = 1;
    }
  }
  const float crumb = kCrumb * shoulder_width * shoulder_width;
  Mask crumbs = Mask::zeros(cloth.size());
  for (int y = 0; y < piece.rows; ++y) {
    for (int x = 0; x < piece.cols; ++x) {
      const int i = piece(y, x);
      if (i > 0 && cut[static_cast<std::size_t>(i)] && static_cast<float>(stats(i, cv::CC_STAT_AREA)) < crumb)
        crumbs(y, x) = 255;
    }
  }
  if (cv::countNonZero(crumbs) > 0) trimmed = cv::max(trimmed, as_plane(dilated(crumbs, kSoftEdge)));
}

// Specks of a noisy matte beside the cloth's edge are no cloth: what is added hangs together with it, three
// pixels wide.
void drop_specks(const Plane& cloth, Plane& grown) {
  const Plane together = cloth + (1 - cloth).mul(grown);
  Plane opened;
  cv::morphologyEx(together, opened, cv::MORPH_OPEN, cv::Mat::ones(3, 3, CV_8U));
  for (int y = 0; y < grown.rows; ++y) {
    for (int x = 0; x < grown.cols; ++x) {
      const float room = 1 - cloth(y, x);
      if (grown(y, x) > 0 && room > 0)
        grown(y, x) = std::min(grown(y, x), std::max(opened(y, x) - cloth(y, x), 0.0F) / room);
    }
  }
}

// What the parts show at one place, back to front on black.
cv::Vec3f colour_at(const std::vector<const Layer*>& parts, cv::Point at) {
  cv::Vec3f colour(0, 0, 0);
  for (const Layer* part : parts) {
    if (!part->colour.empty() && part->alpha(at) > 0)
      colour += (part->colour(at) - colour) * std::min(part->alpha(at), 1.0F);
  }
  return colour;
}

}  // namespace

Mask sure_old(const person::PersonModel& person) {
  const float slip = kSlip * person.torso.shoulder_width;
  const Mask labelled = mask_of(person.labels, {Label::kUpperClothes});
  return dilated(eroded(labelled, slip), slip) & labelled;
}

Mask old_gaps(const person::PersonModel& person, const Mask& old) {
  const float half_width = kGapHalfWidth * person.torso.shoulder_width;
  return eroded(dilated(old, half_width), half_width) & mask_of(person.labels, {Label::kBackground});
}

EdgeCorrection as_seen(const person::PersonModel& person, const Mask& old, const Plane& cloth) {
  const Mask background = mask_of(person.labels, {Label::kBackground});
  const auto edge = [&](float width) {
    return Mask(dilated(old, width) & dilated(background, width) & (old | background));
  };
  const Plane separation = apart(cloth > 0.5F, edge(1), kAlongEdge * person.torso.shoulder_width);
  const Mask soft_edge = edge(kSoftEdge);
  const Plane matte = without_flecks(person.matte);
  const Mask beside_cloth = dilated(cloth > 0.5F, kSoftEdge);
  EdgeCorrection out{Plane::zeros(cloth.size()), Plane::zeros(cloth.size())};
  for (int y = 0; y < cloth.rows; ++y) {
    for (int x = 0; x < cloth.cols; ++x) {
      if (!soft_edge(y, x)) continue;
      const float now = cloth(y, x);
      const float share = 1 - smooth_step((separation(y, x) - kOneEdge) / (kSoftEdge - kOneEdge));
      const float wanted = now + (matte(y, x) - now) * share;
      if (wanted > now && beside_cloth(y, x)) out.grown(y, x) = (wanted - now) / (1 - now);
      if (wanted < now) out.trimmed(y, x) = (now - wanted) / now;
    }
  }
  drop_specks(cloth, out.grown);
  trim_crumbs(cloth, person.torso.shoulder_width, out.trimmed);
  return out;
}

Plane gaps_beside_body(const person::PersonModel& person, const Mask& old, const Plane& cloth,
                       const Mask& free) {
  const float sw = person.torso.shoulder_width;
  const float reach = std::max(kSliver * sw, 3.0F);
  const Mask background = mask_of(person.labels, {Label::kBackground});
  const Mask limbs =
      mask_of(person.labels, {Label::kLeftArm, Label::kRightArm, Label::kLeftHand, Label::kRightHand});
  const Mask covered = cloth > 0.5F;
  const Mask bare = old & ~covered & ~free & Mask(person.matte > 0.5F);
  const cv::Rect area = grown(cv::boundingRect(bare), kLookAround * sw) & cv::Rect({}, bare.size());
  if (area.empty()) return Plane::zeros(cloth.size());
  const Mask beside_limb = distance_to(limbs(area)) < distance_to(background(area));
  Mask gaps = closed_gaps(bare, covered, background, kGapHalfWidth * sw);
  Mask near = gaps(area);
  near |= shallow(bare(area), distance_to(covered(area)), reach) & beside_limb;
  // Without nubs, and ends that are steps.
  const float round = kRoundEnds * sw;
  near &= dilated(eroded(covered(area) | near, round), round);
  // Under the soft edges of cloth and limbs, so that nothing shines through them.
  const Mask under = dilated(gaps, kUnderEdges) & (old | limbs) & ~free;
  return soften(under, 0.8F);
}

ColourPlane continued_cloth(const std::vector<const Layer*>& parts, const Plane& cloth, const Plane& filler) {
  ColourPlane out = ColourPlane::zeros(filler.size());
  const cv::Rect all({}, filler.size());
  const Mask sure = cloth > kSureCloth;
  Plane distance;
  cv::Mat1i nearest;
  cv::distanceTransform(~sure, distance, nearest, cv::DIST_L2, 5, cv::DIST_LABEL_PIXEL);
  std::vector<cv::Point> places(1);
  for (int y = 0; y < sure.rows; ++y) {
    for (int x = 0; x < sure.cols; ++x) {
      if (!sure(y, x)) continue;
      const auto label = static_cast<std::size_t>(nearest(y, x));
      if (places.size() <= label) places.resize(label + 1);
      places[label] = {x, y};
    }
  }
  for (int y = 0; y < out.rows; ++y) {
    for (int x = 0; x < out.cols; ++x) {
      if (filler(y, x) <= 0) continue;
      const cv::Point edge = places[static_cast<std::size_t>(nearest(y, x))];
      const cv::Point mirrored = 2 * edge - cv::Point(x, y);
      out(y, x) = colour_at(parts, all.contains(mirrored) && sure(mirrored) ? mirrored : edge);
    }
  }
  return out;
}

}  // namespace drape::tryon::geometric
