#include <cmath>
#include <opencv2/imgproc.hpp>

#include "tryon/geometric/reveal.h"

namespace drape::tryon::geometric {
namespace {

constexpr float kGrain = 1.5F;

// Neck, trapezius and chest down to the armpits.
image::Plane chest_alpha(const RevealInput& in) {
  const person::TorsoFrame& torso = in.person.torso;
  const float sw = torso.shoulder_width;
  const auto at = [&](float across, float up) {
    return torso.shoulder_mid + torso.across * (across * sw) - torso.down * (up * sw);
  };
  const auto side_line = [&](int side) {
    const auto k = static_cast<std::size_t>(side);
    const float sign = sign_of(side);
    Polyline line{at(sign * 0.155F, 0.62F), at(sign * 0.165F, 0.33F)};
    for (const cv::Point2f p : in.fit.shoulder[k]) line.push_back(p + cv::Point2f(0, 0.012F * sw));
    line.push_back(in.fit.armpit[k] - torso.across * (sign * 0.03F * sw));
    return line;
  };
  const Polyline outline = joined(side_line(0), reversed(side_line(1)));
  return soften(fill_outline(outline, in.person.matte.size()), 1.5F);
}

// Colours of the visible neck and chest carried on; far from them the plain tone of the neck.
ColourPlane chest_colour(const RevealInput& in) {
  const float sw = in.person.torso.shoulder_width;
  image::Mask seen =
      in.tone.visible & ~mask_of(in.person.labels, {person::Label::kLeftHand, person::Label::kRightHand});
  const int lowest =
      std::min(seen.rows, static_cast<int>(in.person.torso.shoulder_mid.y + 0.4F * in.person.torso.length));
  if (lowest > 0) seen.rowRange(lowest, seen.rows).setTo(0);
  image::Plane weight;
  seen.convertTo(weight, CV_32F, 1 / 255.0);
  ColourPlane colour = push_pull(in.planes.colour, weight);
  const image::Plane near = soften(weight, 0.08F * sw);
  const cv::Vec3f plain = in.tone.neck * 0.6F + in.tone.face * 0.4F;
  const image::Plane grain = noise(colour.size(), 2, 0.8F);
  const cv::Point2f chin = in.body.chin.position;
  for (int y = 0; y < colour.rows; ++y) {
    for (int x = 0; x < colour.cols; ++x) {
      const float sure = std::min(near(y, x) * 5, 1.0F);
      const float dx = (static_cast<float>(x) - chin.x) / (0.20F * sw);
      const float dy = (static_cast<float>(y) - chin.y - 0.10F * sw) / (0.12F * sw);
      const float chin_shadow = 1 - 0.16F * std::exp(-(dx * dx + dy * dy)) * (1 - sure);
      const float g = grain(y, x) * kGrain;
      colour(y, x) = (colour(y, x) * sure + plain * (1 - sure)) * chin_shadow + cv::Vec3f(g, g, g);
    }
  }
  return colour;
}

}  // namespace

Layer reveal_chest(const RevealInput& input) {
  return {chest_colour(input), chest_alpha(input)};
}

}  // namespace drape::tryon::geometric
