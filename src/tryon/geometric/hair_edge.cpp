#include "tryon/geometric/hair_edge.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "tryon/geometric/body_shape.h"

namespace drape::tryon::geometric {
namespace {

using image::Mask;
using image::Plane;
using person::Label;

constexpr float kBand = 0.024F;  // Shoulder widths to either side of the border that may mix hair and cloth,
constexpr float kBandMin = 3;    // and at least that many pixels,
constexpr float kBandMax = 12;   // and at most.
// RGB distance of hair and cloth under which colour tells nothing, and over which it tells all.
constexpr float kContrastNone = 30;
constexpr float kContrastFull = 70;
constexpr float kOffLine =
    25;  // RGB distance from all mixtures of both from which trust ends, at twice as much wholly.
constexpr float kVeil = 0.15F;  // Shares near 0 and 1 are the noise of both colours.

struct Materials {
  ColourPlane hair, cloth;  // Carried on over the border.
};

// Alike everywhere where one of them is nowhere sure.
Materials carried_on(const ColourPlane& photo, const Mask& hair, const Mask& cloth, float band) {
  const Mask sure_hair = hair & ~dilated(cloth, band);
  const Mask sure_cloth = cloth & ~dilated(hair, band);
  if (cv::countNonZero(sure_hair) == 0 || cv::countNonZero(sure_cloth) == 0)
    return {ColourPlane::zeros(photo.size()), ColourPlane::zeros(photo.size())};
  return {push_pull(photo, as_plane(sure_hair)), push_pull(photo, as_plane(sure_cloth))};
}

struct Mixture {
  float share = 0;  // Of the hair, 0..1.
  float trust = 0;  // Little where both are alike, or the colour is no mixture of them: a print, a collar.
};

Mixture mixture_of(const cv::Vec3f& colour, const cv::Vec3f& hair, const cv::Vec3f& cloth) {
  const cv::Vec3f axis = hair - cloth;
  const float along = (colour - cloth).dot(axis) / std::max(axis.dot(axis), 1.0F);
  const cv::Vec3f nearest = cloth + std::clamp(along, 0.0F, 1.0F) * axis;
  const auto off_line = static_cast<float>(cv::norm(colour - nearest));
  const auto contrast = static_cast<float>(cv::norm(axis));
  return {std::clamp((along - kVeil) / (1 - 2 * kVeil), 0.0F, 1.0F),
          smooth_step((contrast - kContrastNone) / (kContrastFull - kContrastNone)) *
              smooth_step(2 - off_line / kOffLine)};
}

}  // namespace

HairEdge hair_over_cloth(const person::PersonModel& person, const ColourPlane& photo, const Plane& to_upper) {
  const float band = std::clamp(kBand * person.torso.shoulder_width, kBandMin, kBandMax);
  const Mask all_hair = mask_of(person.labels, {Label::kHair});
  const Mask border = all_hair & Mask(to_upper < band);
  HairEdge edge;
  const cv::Rect box = cv::boundingRect(border);
  if (box.empty()) return edge;
  const int margin = cvCeil(3 * band);
  edge.area = cv::Rect(box.x - margin, box.y - margin, box.width + 2 * margin, box.height + 2 * margin) &
              cv::Rect({}, photo.size());
  const Mask hair = all_hair(edge.area);
  const Mask cloth = mask_of(person.labels, {Label::kUpperClothes})(edge.area);
  edge.band = (border(edge.area) & dilated(cloth, band)) | (cloth & dilated(hair, band));
  const Plane label = soften(hair, band / 3);
  const Materials materials = carried_on(photo(edge.area), hair, cloth, band);
  edge.colour = photo(edge.area).clone();
  edge.alpha = Plane::zeros(edge.area.size());
  for (int y = 0; y < edge.alpha.rows; ++y) {
    for (int x = 0; x < edge.alpha.cols; ++x) {
      if (!edge.band(y, x)) continue;
      const cv::Vec3f& own = materials.hair(y, x);
      const cv::Vec3f& other = materials.cloth(y, x);
      const auto [share, trust] = mixture_of(edge.colour(y, x), own, other);
      edge.alpha(y, x) = trust * share + (1 - trust) * smooth_step(label(y, x));
      edge.colour(y, x) += (1 - edge.alpha(y, x)) * trust * (own - other);
    }
  }
  return edge;
}

}  // namespace drape::tryon::geometric
