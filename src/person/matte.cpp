#include "person/matte.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <opencv2/ximgproc/edge_filter.hpp>

#include "person/colour_plate.h"
#include "person/pixel_rows.h"

namespace drape::person {
namespace {

// Half width of the undecided band along the outline, working pixels, and how much wider it is at the hair.
constexpr float kBand = 4;
constexpr float kHairInside = 2.0F;
constexpr float kHairOutside = 2.5F;
constexpr float kHairReach = 8;  // The outline counts as hair up to this far from hair.
constexpr std::array<double, 3> kForegroundScales = {3, 9, 27};
constexpr std::array<double, 3> kBackgroundScales = {4, 12, 36};
constexpr float kSupport = 0.10F;
// RGB distance of foreground and background under which colour tells nothing, and over which it tells all.
constexpr float kContrastNone = 18;
constexpr float kContrastFull = 48;
// Where colour tells nothing the softened label does: shares under the low are 0, over the high 1.
constexpr float kSoftLow = 0.25F;
constexpr float kSoftHigh = 0.75F;
// Guided filter at full resolution: hairs are one or two pixels wide.
constexpr int kFilterRadius = 3;
constexpr double kFilterEps = 2.55 * 2.55;
// The filter leaves a veil: shares near 0 and 1 are snapped.
constexpr float kVeil = 0.05F;

struct Trimap {
  image::Plane inside, outside;  ///< 1 where decided.
};

Trimap make_trimap(const image::LabelMap& parts) {
  const image::Mask person = parts != kPartBackground;
  image::Mask near_hair;
  cv::dilate(image::Mask(parts == kPartHair), near_hair, disc(kHairReach));
  image::Mask inside, inside_hair, outside, outside_hair;
  cv::erode(person, inside, disc(kBand));
  cv::erode(person, inside_hair, disc(kBand * kHairInside));
  cv::dilate(person, outside, disc(kBand));
  cv::dilate(person, outside_hair, disc(kBand * kHairOutside));
  inside_hair.copyTo(inside, near_hair);
  outside_hair.copyTo(outside, near_hair);
  Trimap trimap;
  inside.convertTo(trimap.inside, CV_32F, 1.0 / 255.0);
  image::Mask(~outside).convertTo(trimap.outside, CV_32F, 1.0 / 255.0);
  return trimap;
}

/// The working-scale planes that one pixel's share depends on, at the photo's size.
struct MatteInputs {
  cv::Mat3f foreground, background;
  image::Plane inside, outside, soft_label;
};

template <typename Picture>
Picture enlarged(const Picture& working, cv::Size size) {
  Picture result;
  cv::resize(working, result, size, 0, 0, cv::INTER_LINEAR);
  return result;
}

MatteInputs gather_inputs(const WorkingPicture& picture, const image::LabelMap& parts, cv::Size size) {
  const Trimap trimap = make_trimap(parts);
  cv::Mat3f colour;
  picture.rgb.convertTo(colour, CV_32F);
  image::Plane person;
  image::Mask(parts != kPartBackground).convertTo(person, CV_32F, 1.0 / 255.0);
  cv::GaussianBlur(person, person, {}, 1.0);
  MatteInputs inputs;
  inputs.foreground = enlarged(colour_plate(colour, trimap.inside, kForegroundScales, kSupport), size);
  inputs.background = enlarged(colour_plate(colour, trimap.outside, kBackgroundScales, kSupport), size);
  inputs.inside = enlarged(trimap.inside, size);
  inputs.outside = enlarged(trimap.outside, size);
  inputs.soft_label = enlarged(person, size);
  return inputs;
}

float share_of(const cv::Vec3f& colour, const cv::Vec3f& foreground, const cv::Vec3f& background,
               float soft_label) {
  const cv::Vec3f axis = foreground - background;
  const float length_squared = axis.dot(axis);
  const float projected =
      std::clamp((colour - background).dot(axis) / std::max(length_squared, 1.0F), 0.0F, 1.0F);
  const float by_label = std::clamp((soft_label - kSoftLow) / (kSoftHigh - kSoftLow), 0.0F, 1.0F);
  const float trust =
      std::clamp((std::sqrt(length_squared) - kContrastNone) / (kContrastFull - kContrastNone), 0.0F, 1.0F);
  return projected * trust + by_label * (1 - trust);
}

// By colour and label alone. What it is made from is many times as large as the photo and gone afterwards.
image::Plane raw_shares(const image::Image& photo, const WorkingPicture& picture,
                        const image::LabelMap& parts) {
  const MatteInputs inputs = gather_inputs(picture, parts, photo.size());
  image::Plane share(photo.size());
  for_each_row(photo.rows, [&](int y) {
    for (int x = 0; x < photo.cols; ++x) {
      if (inputs.inside(y, x) > 0.5F) {
        share(y, x) = 1;
      } else if (inputs.outside(y, x) > 0.5F) {
        share(y, x) = 0;
      } else {
        share(y, x) =
            share_of(photo(y, x), inputs.foreground(y, x), inputs.background(y, x), inputs.soft_label(y, x));
      }
    }
  });
  return share;
}

// The guided filter needs some twenty planes of its picture's size: a large photo is filtered in bands of
// rows. Each is filtered together with the rows around it that its shares depend on.
image::Plane filtered_in_bands(const image::Image& photo, const image::Plane& share) {
  constexpr int kBandRows = 1024;
  constexpr int kDependsOn = 2 * kFilterRadius;
  image::Plane matte(photo.size());
  for (int first = 0; first < photo.rows; first += kBandRows) {
    const int end = std::min(first + kBandRows, photo.rows);
    const cv::Range seen(std::max(first - kDependsOn, 0), std::min(end + kDependsOn, photo.rows));
    image::Plane band;
    cv::ximgproc::guidedFilter(photo.rowRange(seen), share.rowRange(seen), band, kFilterRadius, kFilterEps);
    band.rowRange(first - seen.start, end - seen.start).copyTo(matte.rowRange(first, end));
  }
  return matte;
}

}  // namespace

image::Plane make_matte(const image::Image& photo, const WorkingPicture& picture,
                        const image::LabelMap& parts) {
  image::Plane matte = filtered_in_bands(photo, raw_shares(photo, picture, parts));
  for_each_row(matte.rows, [&](int y) {
    for (float& value : cv::Mat1f(matte.row(y))) {
      value = std::clamp((value - kVeil) / (1 - 2 * kVeil), 0.0F, 1.0F);
    }
  });
  return matte;
}

}  // namespace drape::person
