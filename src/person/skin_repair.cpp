#include <cmath>
#include <opencv2/imgproc.hpp>

#include "person/body_zones.h"
#include "person/label_repair.h"

namespace drape::person {
namespace {

constexpr float kPaleChroma = 0.55F;         // Of the skin's chroma, under which a pixel is cloth,
constexpr float kPaleArmLightness = 0.55F;   // if it is lighter than this share of the skin's lightness
constexpr float kPaleNeckLightness = 0.80F;  // (shade on a neck is darker).
// How far below the chin repairs of the neck begin, in face heights.
constexpr float kNeckStart = 0.08F;
constexpr float kHairStart = 0.05F;
constexpr float kCollarStart = 0.10F;
constexpr double kStrandShareMin = 0.25;  // Of a patch's outline that must go on as hair beside the neck.
constexpr float kNecklineReach = 0.5F;    // Shoulder widths from the chin across.
constexpr float kCollarReach = 0.22F;
constexpr float kHairLead = 1.0F;  // Log likelihood by which hair must beat skin and cloth.
// Differences from the skin's median (stretched Lab) that no shade of skin shows.
constexpr float kNotSkinA = 15;
constexpr float kNotSkinB = 16;
constexpr float kNotSkinLightness = 0.40F;
constexpr float kCollarMatch = 16;  // Stretched Lab distance to a colour of the upper garment.
// Face heights below the face's centre under which hair hangs.
constexpr float kHairOfHead = 0.45F;
constexpr double kLightestHair = 0.95;  // Share of the head's hair that is darker.
constexpr float kLighterThanHair = 40;  // Stretched lightness over it that no strand has.

float chroma(const cv::Vec3f& lab) {
  return std::hypot(lab[1], lab[2]);
}

/// Calls repair(y, x, face heights below the chin, shoulder widths from the chin across) for the pixels of
/// `part`.
template <typename Repair>
void for_each_below_chin(const image::LabelMap& parts, Part part, const BodyGeometry& body,
                         const Repair& repair) {
  for (int y = 0; y < parts.rows; ++y) {
    for (int x = 0; x < parts.cols; ++x) {
      if (parts(y, x) != part) continue;
      const cv::Point2f d = cv::Point2f(static_cast<float>(x), static_cast<float>(y)) - body.face.chin;
      repair(y, x, d.y / body.face.height, std::abs(d.x) / body.torso.shoulder_width);
    }
  }
}

// Single odd pixels are noise of the picture, not cloth: a vote over the neighbourhood.
void relabel_where(image::LabelMap& parts, image::Mask where, Part part, int window) {
  cv::medianBlur(where, where, window);
  parts.setTo(part, where);
}

bool cannot_be_skin(const cv::Vec3f& colour, const cv::Vec3f& skin) {
  return std::abs(colour[1] - skin[1]) > kNotSkinA || std::abs(colour[2] - skin[2]) > kNotSkinB ||
         colour[0] < kNotSkinLightness * skin[0];
}

}  // namespace

void repair_pale_skin(image::LabelMap& parts, const RepairContext& context) {
  const cv::Vec3f skin = context.evidence.face_skin.median;
  if (!context.evidence.face_skin.from_face) return;
  const float pale = kPaleChroma * chroma(skin);
  const cv::Mat3f& lab = context.picture.lab;
  image::Mask arm_cloth(parts.size(), uchar{0}), neck_cloth(parts.size(), uchar{0});
  for (int y = 0; y < parts.rows; ++y) {
    for (int x = 0; x < parts.cols; ++x) {
      if (parts(y, x) != kPartArm) continue;
      if (chroma(lab(y, x)) < pale && lab(y, x)[0] > kPaleArmLightness * skin[0]) arm_cloth(y, x) = 255;
    }
  }
  for_each_below_chin(parts, kPartNeck, context.body, [&](int y, int x, float below, float across) {
    if (below < kNeckStart || across > kNecklineReach) return;
    if (chroma(lab(y, x)) < pale && lab(y, x)[0] > kPaleNeckLightness * skin[0]) neck_cloth(y, x) = 255;
  });
  relabel_where(parts, arm_cloth, kPartUpper, 5);
  relabel_where(parts, neck_cloth, kPartUpper, 3);
}

void repair_neck_shade(image::LabelMap& parts, const RepairContext& context) {
  const image::Mask hair = parts == kPartHair;
  const image::Mask neck = neck_region(context.body) & ~context.body.face_at.hull;
  cv::Mat1i index, stats;
  cv::Mat1d centroids;
  const image::Mask suspects = hair & neck;
  const int count = cv::connectedComponentsWithStats(suspects, index, stats, centroids, 8, CV_32S);
  for (int i = 1; i < count; ++i) {
    image::Mask ring;
    const image::Mask patch = index == i;
    cv::dilate(patch, ring, cv::Mat::ones(3, 3, CV_8U));
    ring &= ~patch;
    const double strand = cv::countNonZero(ring & hair & ~neck);
    if (strand < kStrandShareMin * cv::countNonZero(ring)) parts.setTo(kPartNeck, patch);
  }
}

void repair_hanging_hair(image::LabelMap& parts, const RepairContext& context) {
  const ColourEvidence& evidence = context.evidence;
  if (!evidence.hair_colours) return;
  image::Mask hair(parts.size(), uchar{0});
  for_each_below_chin(parts, kPartNeck, context.body, [&](int y, int x, float below, float) {
    if (below < kHairStart) return;
    const float rival = std::max(evidence.skin(y, x), evidence.upper(y, x));
    if (evidence.hair(y, x) > rival + kHairLead) hair(y, x) = 255;
  });
  relabel_where(parts, hair, kPartHair, 3);
}

void repair_collar(image::LabelMap& parts, const RepairContext& context) {
  const ColourEvidence& evidence = context.evidence;
  if (!evidence.upper_colours) return;
  image::Mask collar(parts.size(), uchar{0});
  const cv::Vec3f skin = evidence.face_skin.median;
  for_each_below_chin(parts, kPartNeck, context.body, [&](int y, int x, float below, float across) {
    if (below < kCollarStart || across > kCollarReach) return;
    const cv::Vec3f colour = context.picture.lab(y, x);
    if (!cannot_be_skin(colour, skin)) return;
    const bool matches = evidence.upper_colours->distance(colour) < kCollarMatch;
    const bool better = evidence.upper(y, x) > std::max(evidence.skin(y, x), evidence.hair(y, x));
    if (matches && better) collar(y, x) = 255;
  });
  cv::dilate(collar, collar, cv::Mat::ones(3, 3, CV_8U));
  parts.setTo(kPartUpper, collar & (parts == kPartNeck));
}

void repair_light_hair(image::LabelMap& parts, const RepairContext& context) {
  const image::Plane& up = context.body.face_at.up;
  const image::Mask hair = parts == kPartHair;
  const image::Mask below_chin = up < -kHairOfHead * context.body.face.height;
  image::Plane lightness;
  cv::extractChannel(context.picture.lab, lightness, 0);
  const auto lightest = quantile_under(lightness, hair & ~below_chin, kLightestHair);
  if (!lightest) return;
  relabel_where(parts, hair & below_chin & (lightness > *lightest + kLighterThanHair), kPartUpper, 3);
}

}  // namespace drape::person
