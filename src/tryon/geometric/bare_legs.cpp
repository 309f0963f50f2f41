#include "tryon/geometric/bare_legs.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "tryon/geometric/body_shape.h"

namespace drape::tryon::geometric {
namespace {

using person::Label;
using person::PersonModel;

constexpr int kEnoughPixels = 300;
constexpr float kLit = 0.60F;  // Quantile that stands for skin in the light.
constexpr float kHandsAreDarker = 1.05F;
constexpr float kRounding = -0.20F;  // Brightness at the edge of a leg.
constexpr float kGrain = 0.8F;
constexpr float kHemShadow = 0.03F;  // Torso lengths: skin that near to the old hem lies in its shadow.
constexpr float kMeeting = 0.35F;    // Torso lengths over which drawn skin takes on what is seen beside it.
constexpr float kIntoShoe = 0.02F;   // Torso lengths that a leg goes on behind the shoe's upper edge.

cv::Vec3f quantile_colour(const image::Image& picture, const image::Mask& mask, float share) {
  cv::Vec3f colour;
  for (int channel = 0; channel < 3; ++channel) {
    std::array<int, 256> counts{};
    int whole = 0;
    for (int y = 0; y < mask.rows; ++y) {
      for (int x = 0; x < mask.cols; ++x) {
        if (!mask(y, x)) continue;
        ++counts[picture(y, x)[channel]];
        ++whole;
      }
    }
    int sum = 0;
    for (int value = 0; value < 256; ++value) {
      sum += counts[static_cast<std::size_t>(value)];
      if (static_cast<float>(sum) < share * static_cast<float>(whole)) continue;
      colour[channel] = static_cast<float>(value);
      break;
    }
  }
  return colour;
}

// Colours along one leg by row: seen where the leg is bare, carried on where it is not.
std::vector<cv::Vec3f> tones_along(const PersonModel& person, const PersonPlanes& planes,
                                   const image::Mask& seen_skin, const LegShape& leg, cv::Vec3f tone) {
  std::array<std::vector<float>, 3> channels;
  std::vector<float> rows;
  for (int y = 0; y < person.labels.rows; ++y) {
    const auto row = static_cast<std::size_t>(y);
    const float half = std::abs(leg.bare_outer[row] - leg.bare_inner[row]) / 2;
    cv::Vec3f sum;
    int count = 0;
    const int from = std::max(0, static_cast<int>(leg.centre[row] - 0.6F * half));
    const int to = std::min(person.labels.cols - 1, static_cast<int>(leg.centre[row] + 0.6F * half));
    for (int x = from; x <= to; ++x) {
      if (!seen_skin(y, x)) continue;
      sum += planes.colour(y, x);
      ++count;
    }
    if (static_cast<float>(count) < 0.6F * half) continue;
    rows.push_back(static_cast<float>(y));
    for (int k = 0; k < 3; ++k)
      channels[static_cast<std::size_t>(k)].push_back(sum[k] / static_cast<float>(count));
  }
  std::vector<cv::Vec3f> tones(static_cast<std::size_t>(person.labels.rows), tone);
  if (rows.size() < 8) return tones;
  const float tl = person.torso.length;
  for (auto& channel : channels) channel = smooth(channel, 0.04F * tl);
  for (std::size_t y = 0; y < tones.size(); ++y) {
    cv::Vec3f seen;
    for (int k = 0; k < 3; ++k)
      seen[k] = interpolate(rows, channels[static_cast<std::size_t>(k)], static_cast<float>(y));
    const float away =
        std::max({0.0F, rows.front() - static_cast<float>(y), static_cast<float>(y) - rows.back()});
    // The rounding darkens the mean over the middle by a little.
    tones[y] = seen * 1.03F + (tone - seen * 1.03F) * (0.5F * smooth_step(away / (0.5F * tl)));
  }
  return tones;
}

// Light on the knee cap and the shadow below it, faint.
float knee_light(const LegShape& leg, float across, float y, float tl) {
  const float dy = (y - leg.knee.y) / (0.055F * tl);
  const float below = (y - leg.knee.y - 0.085F * tl) / (0.035F * tl);
  const float dx = across / 0.55F;
  return 1 + 0.030F * std::exp(-(dx * dx + dy * dy)) - 0.035F * std::exp(-(dx * dx + below * below));
}

class Painter {
 public:
  Painter(const PersonModel& person, const PersonPlanes& planes, const LowerBody& body, cv::Vec3f tone)
      : person_(person), planes_(planes), body_(body), tone_(tone), tl_(person.torso.length) {
    layer_ = {ColourPlane::zeros(person.labels.size()), image::Plane::zeros(person.labels.size())};
    seen_ = eroded(mask_of(person.labels, {Label::kLegs}), kHemShadow * tl_);
  }

  Layer run() {
    for (const int side : kSides) paint(side);
    meet_seen();
    layer_.alpha = soften(layer_.alpha, 0.8F);
    const image::Plane grain = noise(layer_.alpha.size(), 3, 0.8F);
    for (int y = 0; y < grain.rows; ++y) {
      for (int x = 0; x < grain.cols; ++x) layer_.colour(y, x) += cv::Vec3f::all(grain(y, x) * kGrain);
    }
    return std::move(layer_);
  }

 private:
  void paint(int side) {
    const LegShape& leg = body_.legs[static_cast<std::size_t>(side)];
    const std::vector<cv::Vec3f> tones = tones_along(person_, planes_, seen_, leg, tone_);
    const auto first = std::max(0, static_cast<int>(body_.crotch_y - 0.25F * tl_));
    // Behind the shoe; without one to the heel.
    const float last = std::min(leg.foot_top + kIntoShoe * tl_, leg.ankle.y + 0.12F * tl_);
    for (int y = first; y < std::min(layer_.alpha.rows, static_cast<int>(last)); ++y) {
      const auto row = static_cast<std::size_t>(y);
      const float outer = leg.bare_outer[row];
      const float inner = leg.bare_inner[row];
      const float left = std::min(outer, inner);
      const float right = std::max(outer, inner);
      const float centre = (left + right) / 2;
      const float half = std::max(1.0F, (right - left) / 2);
      for (int x = std::max(0, static_cast<int>(left) - 3);
           x <= std::min(layer_.alpha.cols - 1, static_cast<int>(right) + 3); ++x) {
        const auto column = static_cast<float>(x);
        const float cover = std::clamp(std::min(column - left, right - column) + 0.5F, 0.0F, 1.0F);
        const float across = std::clamp((column - centre) / half, -1.0F, 1.0F) * sign_of(side);  // 1 outside.
        // Colour is also laid a little beside the leg, under its soft edge.
        if (layer_.alpha(y, x) > cover) continue;
        layer_.colour(y, x) = tones[row] * light(leg, across, static_cast<float>(y));
        layer_.alpha(y, x) = cover;
      }
    }
  }

  // The drawn colours meet those of the legs that are seen bare: their difference is carried on smoothly and
  // fades out.
  void meet_seen() {
    const image::Mask drawn = layer_.alpha > 0.9F;
    const image::Mask seen = seen_ & drawn;
    if (cv::countNonZero(seen) < kEnoughPixels) return;
    image::Plane weight, distance;
    seen.convertTo(weight, CV_32F, 1 / 255.0);
    const ColourPlane step = push_pull(planes_.colour - layer_.colour, weight);
    cv::distanceTransform(~seen, distance, cv::DIST_L2, 5);
    for (int y = 0; y < step.rows; ++y) {
      for (int x = 0; x < step.cols; ++x) {
        if (layer_.alpha(y, x) > 0)
          layer_.colour(y, x) += step(y, x) * std::exp(-distance(y, x) / (kMeeting * tl_));
      }
    }
  }

  [[nodiscard]] float light(const LegShape& leg, float across, float y) const {
    const float rim = 0.10F * std::max(std::abs(across) - 0.78F, 0.0F);
    // The thighs shade each other.
    const float high = 1 - smooth_step((y - body_.crotch_y) / (0.45F * tl_));
    const float inside = 0.16F * high * smooth_step((-across - 0.35F) / 0.65F);
    return (1 + kRounding * across * across - rim - inside) * knee_light(leg, across, y, tl_);
  }

  const PersonModel& person_;
  const PersonPlanes& planes_;
  const LowerBody& body_;
  const cv::Vec3f tone_;
  const float tl_;
  image::Mask seen_;  ///< 255 on bare skin, its borders left out.
  Layer layer_;
};

}  // namespace

cv::Vec3f measure_leg_tone(const PersonModel& person) {
  const auto seen = [&](std::initializer_list<Label> labels) {
    return eroded(mask_of(person.labels, labels), 3);
  };
  const image::Mask legs = seen({Label::kLegs});
  if (cv::countNonZero(legs) > kEnoughPixels) return quantile_colour(person.image, legs, kLit);
  const image::Mask arms = seen({Label::kLeftArm, Label::kRightArm});
  if (cv::countNonZero(arms) > kEnoughPixels) return quantile_colour(person.image, arms, kLit);
  const image::Mask head = seen({Label::kFace, Label::kNeck});
  const image::Mask hands = seen({Label::kLeftHand, Label::kRightHand});
  const bool face_seen = cv::countNonZero(head) > kEnoughPixels;
  const cv::Vec3f face = face_seen ? quantile_colour(person.image, head, kLit) : cv::Vec3f();
  if (cv::countNonZero(hands) > kEnoughPixels) {
    const cv::Vec3f hand = quantile_colour(person.image, hands, kLit) * kHandsAreDarker;
    return face_seen ? face * 0.5F + hand * 0.5F : hand;
  }
  if (face_seen) return face;
  const cv::Mat3f lab(1, 1, person.skin.mean);
  cv::Mat3f rgb;
  cv::cvtColor(lab, rgb, cv::COLOR_Lab2RGB);
  return rgb(0, 0) * 255.0F;
}

Layer reveal_legs(const PersonModel& person, const PersonPlanes& planes, const LowerBody& body,
                  cv::Vec3f tone) {
  return Painter(person, planes, body, tone).run();
}

}  // namespace drape::tryon::geometric
