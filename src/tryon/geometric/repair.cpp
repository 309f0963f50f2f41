#include "tryon/geometric/repair.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "tryon/geometric/body_shape.h"

namespace drape::tryon::geometric {
namespace {

using image::Mask;
using image::Plane;
using person::Label;
using person::PersonModel;

constexpr float kMissedCloth = 8;      // Lab: differs from the plain ground by more than its light does.
constexpr float kMissedReach = 0.15F;  // Shoulder widths around the old garment.
constexpr float kContestReach = 0.06F;

// The colours of `source` carried on smoothly over the picture, at half resolution.
image::LabImage carried_on(const PersonPlanes& planes, const Mask& source) {
  const cv::Size half((source.cols + 1) / 2, (source.rows + 1) / 2);
  ColourPlane lab;
  Mask mask;
  cv::resize(planes.lab, lab, half, 0, 0, cv::INTER_AREA);
  cv::resize(source, mask, half, 0, 0, cv::INTER_AREA);
  Plane weight;
  Mask(mask > 250).convertTo(weight, CV_32F, 1 / 255.0);
  image::LabImage full;
  cv::resize(push_pull(lab, weight), full, source.size(), 0, 0, cv::INTER_LINEAR);
  return full;
}

float distance(cv::Vec3f a, cv::Vec3f b, float lightness_weight) {
  const cv::Vec3f d = a - b;
  return std::sqrt(lightness_weight * lightness_weight * d[0] * d[0] + d[1] * d[1] + d[2] * d[2]);
}

struct Parabola {
  float height = 0, slope = 0,
        bend = 0;  // y = height + slope u + bend (u^2 - .3); u = 1 at .34 shoulder widths.
  [[nodiscard]] float at(float u) const { return height + slope * u + bend * (u * u - 0.3F); }
};

// Columns agree when they are within the tolerance; the parabola most of them agree with wins.
Parabola best_parabola(const std::vector<float>& us, const std::vector<float>& ys, float torso_length) {
  const float tolerance = 0.02F * torso_length;
  std::vector<float> heights = ys;
  std::sort(heights.begin(), heights.end());
  Parabola best{heights[heights.size() / 2], 0, 0};
  float best_cost = 1e30F;
  for (float height = heights.front(); height <= heights.back() + 1; height += 2) {
    for (const float slope : {-0.06F, -0.03F, 0.0F, 0.03F, 0.06F}) {
      for (const float bend : {-0.02F, 0.0F, 0.02F, 0.04F}) {
        const Parabola candidate{height, slope * torso_length, bend * torso_length};
        float cost = (std::abs(slope) + std::abs(bend)) * 2;
        for (std::size_t i = 0; i < us.size(); ++i) {
          cost += std::min(std::abs(ys[i] - candidate.at(us[i])) / tolerance, 2.0F) /
                  static_cast<float>(us.size());
        }
        if (cost < best_cost) {
          best_cost = cost;
          best = candidate;
        }
      }
    }
  }
  return best;
}

// Above the seam is upper, below it lower, within the torso.
void divide_at_waist(PersonModel& person) {
  const float sw = person.torso.shoulder_width;
  const float tl = person.torso.length;
  for (int y = 0; y < person.labels.rows; ++y) {
    const float middle = axis_x(person, static_cast<float>(y));
    for (int x = 0; x < person.labels.cols; ++x) {
      if (std::abs(static_cast<float>(x) - middle) > 0.60F * sw) continue;
      unsigned char& label = person.labels(y, x);
      const float below = static_cast<float>(y) - person.waist.y[static_cast<std::size_t>(x)];
      if (below > 0 && below < 0.45F * tl && label == static_cast<unsigned char>(Label::kUpperClothes) &&
          std::abs(static_cast<float>(x) - middle) < 0.42F * sw) {
        label = static_cast<unsigned char>(Label::kLowerClothes);
      }
      if (below < 0 && below > -0.35F * tl && label == static_cast<unsigned char>(Label::kLowerClothes)) {
        label = static_cast<unsigned char>(Label::kUpperClothes);
      }
    }
  }
}

// White cloth on a light ground: the matte misses it, the difference from the ground's own colour does not.
void find_missed_cloth(PersonModel& person, const PersonPlanes& planes) {
  const float sw = person.torso.shoulder_width;
  const Mask near = dilated(mask_of(person.labels, {Label::kUpperClothes}), kMissedReach * sw);
  const Mask ground = eroded(Mask((person.matte < 0.02F) & ~near), 3);
  const image::LabImage expected = carried_on(planes, ground);
  ColourPlane calm;
  cv::GaussianBlur(planes.lab, calm, {}, 1.0);
  Mask missed = mask_of(person.labels, {Label::kBackground}) & near;
  for (int y = 0; y < missed.rows; ++y) {
    for (int x = 0; x < missed.cols; ++x) {
      if (missed(y, x) && distance(calm(y, x), expected(y, x), 1) <= kMissedCloth) missed(y, x) = 0;
    }
  }
  cv::morphologyEx(missed, missed, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_RECT, {5, 5}));
  person.labels.setTo(static_cast<unsigned char>(Label::kUpperClothes), missed);
  person.matte.setTo(1, missed);
}

// Pixels of `labels` next to the old garment that have its colours rather than their own become upper
// clothes.
void contest(PersonModel& person, const PersonPlanes& planes, std::initializer_list<Label> labels) {
  const Mask upper = mask_of(person.labels, {Label::kUpperClothes});
  const Mask theirs = mask_of(person.labels, labels);
  const Mask sure = eroded(theirs, 0.02F * person.torso.shoulder_width);
  if (cv::countNonZero(sure) < 100 || cv::countNonZero(upper) < 100) return;
  const image::LabImage cloth = carried_on(planes, eroded(upper, 3));
  const image::LabImage own = carried_on(planes, sure);
  Mask candidates = theirs & dilated(upper, kContestReach * person.torso.shoulder_width);
  for (int y = 0; y < candidates.rows; ++y) {
    for (int x = 0; x < candidates.cols; ++x) {
      if (!candidates(y, x)) continue;
      const cv::Vec3f c = planes.lab(y, x);
      if (distance(c, cloth(y, x), 0.7F) + 4 > distance(c, own(y, x), 0.5F)) candidates(y, x) = 0;
    }
  }
  cv::morphologyEx(candidates, candidates, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
  person.labels.setTo(static_cast<unsigned char>(Label::kUpperClothes), candidates);
}

}  // namespace

std::vector<float> smooth_waist(const PersonModel& person) {
  const float sw = person.torso.shoulder_width;
  const float tl = person.torso.length;
  const float middle = axis_x(person, person.torso.hip_mid.y);
  std::vector<float> us, ys;
  const int reach = static_cast<int>(0.40F * sw);
  for (int x = static_cast<int>(middle) - reach; x <= static_cast<int>(middle) + reach; x += 2) {
    if (x < 0 || x >= static_cast<int>(person.waist.y.size())) continue;
    us.push_back((static_cast<float>(x) - middle) / (0.34F * sw));
    ys.push_back(person.waist.y[static_cast<std::size_t>(x)]);
  }
  if (us.size() < 12) return person.waist.y;
  const Parabola base = best_parabola(us, ys, tl);
  std::vector<float> deviation;
  for (std::size_t i = 0; i < us.size(); ++i) {
    const float d = ys[i] - base.at(us[i]);
    deviation.push_back(std::abs(d) < 0.05F * tl ? d : 0);
  }
  deviation = smooth(median_filter(deviation, 8), 0.04F * sw / 2);
  std::vector<float> out(person.waist.y.size());
  for (std::size_t x = 0; x < out.size(); ++x) {
    const float u = (static_cast<float>(x) - middle) / (0.34F * sw);
    out[x] = base.at(std::clamp(u, -1.7F, 1.7F)) + interpolate(us, deviation, u);
  }
  return out;
}

void repair_labels(PersonModel& person, const PersonPlanes& planes) {
  person.labels = person.labels.clone();
  person.matte = person.matte.clone();
  if (person.waist.seen && !person.waist.y.empty()) {
    person.waist.y = smooth_waist(person);
    divide_at_waist(person);
  }
  if (person.plain_background) find_missed_cloth(person, planes);
  contest(person, planes, {Label::kLeftArm, Label::kRightArm});
  contest(person, planes, {Label::kNeck});
}

}  // namespace drape::tryon::geometric
