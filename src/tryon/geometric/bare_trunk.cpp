#include "tryon/geometric/bare_trunk.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "tryon/geometric/skin_surface.h"

namespace drape::tryon::geometric {
namespace {

// Where a body's relief lies: shoulder widths from the middle between the shoulder joints, v down.
constexpr float kNotchDown = -0.05F;  // Upper end of the breastbone.
constexpr float kBoneRise = 0.09F;    // A collarbone rises this much to the shoulder,
constexpr float kBoneEnd = 0.40F;     // which it reaches here.
// Depths as shares of the brightness.
constexpr float kChinShadow = 0.20F;
constexpr float kNeckRound = 0.16F;
constexpr float kBoneLight = 0.022F;
constexpr float kBoneShadow = 0.040F;
constexpr float kHollow = 0.060F;
constexpr float kNotchShadow = 0.075F;
constexpr float kMuscle = 0.030F;
constexpr float kBreastbone = 0.030F;
constexpr float kChestSide = 0.08F;
constexpr int kReduction = 2;

float bump(float t) {
  return std::exp(-t * t);
}

// The collarbone on one side: a ridge of light, the shadow below it, the hollow above its inner half.
float collarbones(float u, float v) {
  const float along = (u - 0.035F) / (kBoneEnd - 0.035F);
  if (along < -0.2F || along > 1.2F) return 0;
  // An S in the picture: level at the breastbone, rising outwards.
  const float height = kNotchDown - kBoneRise * smooth_step(along);
  const float ends = smooth_step((along + 0.2F) / 0.3F) * smooth_step((1.2F - along) / 0.5F);
  const float inner = bump((along - 0.35F) / 0.35F);
  return ends *
             (kBoneLight * bump((v - height) / 0.020F) - kBoneShadow * bump((v - height - 0.034F) / 0.026F)) -
         kHollow * inner * bump((v - height + 0.045F) / 0.030F);
}

// From behind the ear down to the notch, on one side.
float neck_muscle(float u, float v, float chin_v) {
  const float up = (kNotchDown - v) / std::max(kNotchDown - chin_v, 0.1F);
  if (up < -0.1F || up > 1) return 0;
  const float middle = 0.035F + 0.13F * std::pow(std::max(up, 0.0F), 0.85F);
  const float strength = smooth_step((up + 0.1F) / 0.3F) * (1 - smooth_step((up - 0.5F) / 0.5F));
  return kMuscle * strength * (bump((u - middle) / 0.022F) - 1.1F * bump((u - middle + 0.045F) / 0.025F));
}

// Brightness at (across, down) from the middle between the shoulders. `chin`: the same for the chin.
float relief(float across, float v, cv::Point2f chin) {
  const float u = std::abs(across);
  const float neck = 1 - smooth_step((v - kNotchDown + 0.20F) / 0.14F);
  const float from_axis = std::min(std::abs(across - chin.x * neck) / 0.21F, 1.2F);
  const float round = kNeckRound * neck * from_axis * from_axis * from_axis;
  const float chin_dx = (across - chin.x) / 0.22F;
  const float below_chin = (v - chin.y - 0.04F) / 0.13F;
  const float shadow = kChinShadow * bump(chin_dx) * (below_chin < 0 ? 1 : bump(below_chin));
  const float notch = kNotchShadow * bump(u / 0.030F) * bump((v - kNotchDown + 0.012F) / 0.028F);
  const float bone = kBreastbone * bump(u / 0.035F) * smooth_step((v - 0.02F) / 0.15F);
  const float side = kChestSide * smooth_step((u - 0.25F) / 0.2F) * smooth_step((v - 0.05F) / 0.25F);
  return 1 - round - shadow - notch - bone - side + collarbones(u, v) + neck_muscle(u, v, chin.y);
}

image::Plane relief_plane(const RevealInput& in) {
  const person::TorsoFrame& torso = in.person.torso;
  const float sw = torso.shoulder_width;
  const auto in_body = [&](cv::Point2f p) {
    const cv::Point2f d = (p - torso.shoulder_mid) / sw;
    return cv::Point2f(d.dot(torso.across), d.dot(torso.down));
  };
  const cv::Size size = in.person.labels.size();
  image::Plane plane((size.height + kReduction - 1) / kReduction, (size.width + kReduction - 1) / kReduction,
                     1.0F);
  const cv::Point2f chin = in_body(in.body.chin.position);
  for (int y = 0; y < plane.rows; ++y) {
    for (int x = 0; x < plane.cols; ++x) {
      const cv::Point2f at = in_body(cv::Point2f(static_cast<float>(x), static_cast<float>(y)) * kReduction);
      if (std::abs(at.x) < 0.75F && at.y > chin.y - 0.2F && at.y < 1.2F)
        plane(y, x) = std::clamp(relief(at.x, at.y, chin), 0.5F, 1.1F);
    }
  }
  cv::resize(plane, plane, size, 0, 0, cv::INTER_LINEAR);
  return plane;
}

}  // namespace

ColourPlane trunk_colour(const RevealInput& in) {
  const person::TorsoFrame& torso = in.person.torso;
  ColourPlane colour(in.person.labels.size());
  for (int y = 0; y < colour.rows; ++y) {
    const float v = (static_cast<float>(y) - torso.shoulder_mid.y) / torso.shoulder_width;
    const float neck = 0.5F - 0.4F * smooth_step((v + 0.30F) / 0.25F);
    colour.row(y).setTo(cv::Scalar(in.tone.neck * neck + in.tone.shoulder * (1 - neck)));
  }
  shade_skin(colour, relief_plane(in));
  return colour;
}

}  // namespace drape::tryon::geometric
