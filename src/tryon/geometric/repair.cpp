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

// Cloth on a plain ground is lighter than it, of another hue, or much darker; a little darker is its shadow.
// Lab.
constexpr float kLighterMin = 2.2F;
constexpr float kOtherHueMin = 3.5F;
constexpr float kDarkerMin = 10;
// Lab over four pixels across an edge. Light that a wall throws back beside the body reaches 4, white sleeves
// on light grey 6 and more.
constexpr double kEdgeSteepness = 5;
constexpr float kOwnColourLead =
    10;  // Lab by which a crumb is nearer to the garment's colour than to the trousers'.
constexpr float kMissedReach = 0.30F;  // Shoulder widths around the old garment.
constexpr float kContestReach = 0.06F;
constexpr float kEdgePixels = 4;
// Shoulder widths: structure of the border between garments that is finer than this is noise of the labels.
constexpr float kBorderNoise = 0.014F;

// The colours of a region, which has been taken a few pixels inside its edge, carried on smoothly over the
// picture. They change slowly: a quarter of the resolution is enough.
class CarriedOn {
 public:
  CarriedOn(const PersonPlanes& planes, const Mask& source) {
    Mask mask;
    cv::resize(source, mask, planes.lab_quarter.size(), 0, 0, cv::INTER_NEAREST);
    colours_ = push_pull(planes.lab_quarter, as_plane(mask));
  }
  cv::Vec3f operator()(int y, int x) const {
    return colours_(std::min(y / 4, colours_.rows - 1), std::min(x / 4, colours_.cols - 1));
  }

 private:
  ColourPlane colours_;
};

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
      for (const float bend : {-0.03F, 0.0F, 0.03F, 0.06F, 0.09F}) {
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

// 255 where an old sleeve may hang, so that cloth below the waist is not taken for trousers.
Mask sleeve_zone(const PersonModel& person) {
  const float sw = person.torso.shoulder_width;
  Mask path = Mask::zeros(person.labels.size());
  for (const int side : kSides) {
    const person::Arm& arm = arm_on(person, side);
    if (arm.sleeve_end < 0.7F) continue;
    const ArmPath line(arm.shoulder, arm.elbow, arm.wrist);
    const float share = std::min(arm.sleeve_end / 2 + 0.1F, 1.1F);
    std::vector<cv::Point> points;
    for (int i = 0; i <= 24; ++i)
      points.emplace_back(line.at(line.wrist_at() * share * static_cast<float>(i) / 24));
    cv::polylines(path, points, false, 255, 1);
  }
  return dilated(path, 0.17F * sw);
}

// Above the seam is upper, below it lower, within the torso. Below it the old garment may hang over the
// waistband: what has its colours and not those of the lower garment stays upper.
void divide_at_waist(PersonModel& person, const PersonPlanes& planes) {
  const float sw = person.torso.shoulder_width;
  const float tl = person.torso.length;
  const Mask upper = mask_of(person.labels, {Label::kUpperClothes});
  const Mask lower = mask_of(person.labels, {Label::kLowerClothes});
  if (cv::countNonZero(lower) < 300) return;
  const CarriedOn upper_colour(planes, eroded(upper, 3));
  const CarriedOn lower_colour(planes, eroded(lower, 3));
  const Mask sleeves = sleeve_zone(person);
  const auto looks_lower = [&](int y, int x, float bias) {
    const cv::Vec3f c = planes.lab(y, x);
    return distance(c, lower_colour(y, x), 1) < distance(c, upper_colour(y, x), 1) + bias;
  };
  for (int y = 0; y < person.labels.rows; ++y) {
    const float middle = axis_x(person, static_cast<float>(y));
    for (int x = 0; x < person.labels.cols; ++x) {
      const float below = static_cast<float>(y) - person.waist.y[static_cast<std::size_t>(x)];
      if (upper(y, x) && below > 0 && below < 0.6F * tl && !sleeves(y, x) && looks_lower(y, x, 6)) {
        person.labels(y, x) = static_cast<unsigned char>(Label::kLowerClothes);
      }
      if (lower(y, x) && below < 0 && below > -0.35F * tl &&
          std::abs(static_cast<float>(x) - middle) < 0.60F * sw) {
        person.labels(y, x) = static_cast<unsigned char>(Label::kUpperClothes);
      }
    }
  }
}

// The components of `mask` that meet `seed`.
Mask touching(const Mask& mask, const Mask& seed) {
  cv::Mat1i component;
  const int count = cv::connectedComponents(mask, component);
  std::vector<bool> meets(static_cast<std::size_t>(count), false);
  for (int y = 0; y < mask.rows; ++y) {
    for (int x = 0; x < mask.cols; ++x) {
      if (component(y, x) > 0 && seed(y, x)) meets[static_cast<std::size_t>(component(y, x))] = true;
    }
  }
  Mask out = Mask::zeros(mask.size());
  for (int y = 0; y < mask.rows; ++y) {
    for (int x = 0; x < mask.cols; ++x)
      out(y, x) = meets[static_cast<std::size_t>(component(y, x))] ? 255 : 0;
  }
  return out;
}

bool differs_as_cloth(cv::Vec3f colour, cv::Vec3f ground, float noise) {
  const float lighter = colour[0] - ground[0];
  const float hue = std::hypot(colour[1] - ground[1], colour[2] - ground[2]);
  return lighter > kLighterMin + noise || hue > kOtherHueMin + noise || -lighter > kDarkerMin + noise;
}

float typical_difference(const image::LabImage& a, const CarriedOn& b, const Mask& where) {
  std::vector<float> differences;
  for (int y = 0; y < where.rows; y += 3) {
    for (int x = 0; x < where.cols; x += 3) {
      if (where(y, x)) differences.push_back(distance(a(y, x), b(y, x), 1));
    }
  }
  if (differences.empty()) return kDarkerMin;
  const auto middle = differences.begin() + static_cast<std::ptrdiff_t>(differences.size() / 2);
  std::nth_element(differences.begin(), middle, differences.end());
  return *middle;
}

// The components whose edge is an edge of the picture: uneven light on the ground has none.
// `ground` is where that edge may lie: not against the person, not where the search ended.
Mask sharply_bounded(const Mask& mask, const Mask& ground, const PersonPlanes& planes) {
  cv::Mat1i component;
  const int count = cv::connectedComponents(mask, component);
  std::vector<double> steepness(static_cast<std::size_t>(count), 0);
  std::vector<int> edge_pixels(static_cast<std::size_t>(count), 0);
  for (int y = 2; y + 2 < mask.rows; ++y) {
    for (int x = 2; x + 2 < mask.cols; ++x) {
      const auto c = static_cast<std::size_t>(component(y, x));
      const bool edge =
          c > 0 && (ground(y - 1, x) || ground(y + 1, x) || ground(y, x - 1) || ground(y, x + 1));
      if (!edge) continue;
      const auto slope = [&](cv::Point d) {
        return distance(planes.lab_calm(y + d.y, x + d.x), planes.lab_calm(y - d.y, x - d.x), 1);
      };
      steepness[c] += std::max(slope({2, 0}), slope({0, 2}));
      ++edge_pixels[c];
    }
  }
  Mask out = Mask::zeros(mask.size());
  for (int y = 0; y < mask.rows; ++y) {
    for (int x = 0; x < mask.cols; ++x) {
      const auto c = static_cast<std::size_t>(component(y, x));
      if (c > 0 && edge_pixels[c] > 0 && steepness[c] > kEdgeSteepness * edge_pixels[c]) out(y, x) = 255;
    }
  }
  return out;
}

// White cloth on a light ground: the matte misses it, the difference from the ground's own colour does not.
Mask find_missed_cloth(PersonModel& person, const PersonPlanes& planes) {
  const float sw = person.torso.shoulder_width;
  // An arm in front of the garment parts pieces of it.
  const Mask near = dilated(mask_of(person.labels, {Label::kUpperClothes, Label::kLeftArm, Label::kRightArm}),
                            kMissedReach * sw);
  const Mask ground = eroded(Mask((person.matte < 0.02F) & ~near), 3);
  const CarriedOn expected(planes, ground);
  const float noise = 5 * typical_difference(planes.lab_calm, expected, ground);
  const Mask background = mask_of(person.labels, {Label::kBackground});
  Mask missed = background & near;
  for (int y = 0; y < missed.rows; ++y) {
    for (int x = 0; x < missed.cols; ++x) {
      if (missed(y, x) && !differs_as_cloth(planes.lab_calm(y, x), expected(y, x), noise)) missed(y, x) = 0;
    }
  }
  cv::morphologyEx(missed, missed, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_RECT, {5, 5}));
  missed = sharply_bounded(missed, background & near & ~missed, planes);
  missed = touching(
      missed, dilated(mask_of(person.labels, {Label::kUpperClothes, Label::kLeftArm, Label::kRightArm}), 3));
  person.labels.setTo(static_cast<unsigned char>(Label::kUpperClothes), missed);
  return missed;
}

// Pixels of `labels` next to the old garment that have its colours rather than their own become upper
// clothes: right at its edge each for itself, farther off only patches. `cloth`: its colours.
void contest(PersonModel& person, const PersonPlanes& planes, const CarriedOn& cloth,
             std::initializer_list<Label> labels) {
  const Mask upper = mask_of(person.labels, {Label::kUpperClothes});
  const Mask theirs = mask_of(person.labels, labels);
  const Mask sure = eroded(theirs, 0.02F * person.torso.shoulder_width);
  if (cv::countNonZero(sure) < 100 || cv::countNonZero(upper) < 100) return;
  const CarriedOn own(planes, sure);
  Mask candidates = theirs & dilated(upper, kContestReach * person.torso.shoulder_width);
  for (int y = 0; y < candidates.rows; ++y) {
    for (int x = 0; x < candidates.cols; ++x) {
      if (!candidates(y, x)) continue;
      const cv::Vec3f c = planes.lab(y, x);
      if (distance(c, cloth(y, x), 0.7F) + 4 > distance(c, own(y, x), 0.5F)) candidates(y, x) = 0;
    }
  }
  Mask patches;
  cv::morphologyEx(candidates, patches, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
  candidates = patches | (candidates & dilated(upper, kEdgePixels));
  person.labels.setTo(static_cast<unsigned char>(Label::kUpperClothes), candidates);
}

// Contests decide each pixel for itself: here each follows the majority around it.
void smooth_border(PersonModel& person, Label a, Label b) {
  const float sigma = kBorderNoise * person.torso.shoulder_width;
  const Mask of_a = mask_of(person.labels, {a});
  const Mask of_b = mask_of(person.labels, {b});
  const Plane share_a = soften(of_a, sigma);
  const Plane share_b = soften(of_b, sigma);
  person.labels.setTo(static_cast<unsigned char>(a), of_b & Mask(share_a > share_b));
  person.labels.setTo(static_cast<unsigned char>(b), of_a & Mask(share_b > share_a));
}

// Components of `from` that are small beside its largest one and satisfy `condition` (of their centre) become
// `to`.
template <typename Condition>
void exchange_crumbs(PersonModel& person, Label from, Label to, Condition&& condition) {
  const Mask mask = mask_of(person.labels, {from});
  cv::Mat1i component, stats;
  cv::Mat1d centres;
  const int count = cv::connectedComponentsWithStats(mask, component, stats, centres);
  int largest = 0;
  for (int i = 1; i < count; ++i) largest = std::max(largest, stats(i, cv::CC_STAT_AREA));
  std::vector<bool> crumb(static_cast<std::size_t>(count), false);
  for (int i = 1; i < count; ++i) {
    crumb[static_cast<std::size_t>(i)] =
        stats(i, cv::CC_STAT_AREA) < largest / 15 && condition(cv::Point2d(centres(i, 0), centres(i, 1)));
  }
  for (int y = 0; y < mask.rows; ++y) {
    for (int x = 0; x < mask.cols; ++x) {
      if (crumb[static_cast<std::size_t>(component(y, x))])
        person.labels(y, x) = static_cast<unsigned char>(to);
    }
  }
}

Mask largest_component(const Mask& mask) {
  cv::Mat1i component, stats;
  cv::Mat1d centres;
  const int count = cv::connectedComponentsWithStats(mask, component, stats, centres);
  int largest = 0;
  for (int i = 1; i < count; ++i) {
    if (largest == 0 || stats(i, cv::CC_STAT_AREA) > stats(largest, cv::CC_STAT_AREA)) largest = i;
  }
  return largest > 0 ? Mask(component == largest) : Mask(Mask::zeros(mask.size()));
}

Mask above_hips(const PersonModel& person) {
  Mask mask = Mask::zeros(person.labels.size());
  const int row = std::clamp(cvRound(person.torso.hip_mid.y + 0.25F * person.torso.length), 0, mask.rows);
  mask.rowRange(0, row).setTo(255);
  return mask;
}

// 255 where the column below soon leaves the person: what hangs there is no part of the trousers.
Mask over_background(const PersonModel& person) {
  const int reach = cvRound(0.30F * person.torso.shoulder_width);
  Mask mask = Mask::zeros(person.labels.size());
  for (int x = 0; x < mask.cols; ++x) {
    int background = person.labels.rows + reach;
    for (int y = person.labels.rows - 1; y >= 0; --y) {
      if (person.labels(y, x) == static_cast<unsigned char>(Label::kBackground)) background = y;
      if (background - y <= reach) mask(y, x) = 255;
    }
  }
  return mask;
}

// Crumbs of upper clothes below the seam are trousers; crumbs of trousers above it, and those beside the
// forearms, are sleeves.
void drop_crumbs(PersonModel& person, const PersonPlanes& planes, const Mask& told) {
  const Mask upper = mask_of(person.labels, {Label::kUpperClothes});
  const CarriedOn cloth(planes, eroded(upper, 3));
  const CarriedOn trousers(planes, eroded(mask_of(person.labels, {Label::kLowerClothes}), 3));
  // Cloth that hangs over the trousers behind an arm is no crumb: its colour tells.
  exchange_crumbs(person, Label::kUpperClothes, Label::kLowerClothes, [&](cv::Point2d centre) {
    const cv::Point p(centre);
    if (centre.y <= person.waist.y[static_cast<std::size_t>(centre.x)] || told(p)) return false;
    const cv::Vec3f c = planes.lab(p);
    return distance(c, cloth(p.y, p.x), 1) + kOwnColourLead > distance(c, trousers(p.y, p.x), 1);
  });
  const float sw = person.torso.shoulder_width;
  Mask wrists = Mask::zeros(person.labels.size());
  for (const person::Arm& arm : person.arms)
    cv::circle(wrists, cv::Point(arm.wrist), cvRound(0.6F * sw), 255, cv::FILLED);
  const Mask lower = mask_of(person.labels, {Label::kLowerClothes});
  const Mask body = dilated(largest_component(eroded(lower, 0.045F * sw)), 0.045F * sw + 2);
  Mask crumbs = lower & ~body & wrists & above_hips(person) & over_background(person);
  if (cv::countNonZero(crumbs) == 0) return;
  const CarriedOn upper_colour(planes, eroded(mask_of(person.labels, {Label::kUpperClothes}), 3));
  const CarriedOn lower_colour(planes, eroded(body & lower, 3));
  for (int y = 0; y < crumbs.rows; ++y) {
    for (int x = 0; x < crumbs.cols; ++x) {
      if (!crumbs(y, x)) continue;
      const cv::Vec3f c = planes.lab(y, x);
      if (distance(c, upper_colour(y, x), 1) + 2 > distance(c, lower_colour(y, x), 1)) crumbs(y, x) = 0;
    }
  }
  cv::morphologyEx(crumbs, crumbs, cv::MORPH_CLOSE, cv::getStructuringElement(cv::MORPH_RECT, {9, 9}));
  person.labels.setTo(static_cast<unsigned char>(Label::kUpperClothes), crumbs & lower & ~body);
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
    deviation.push_back(std::abs(d) < 0.04F * tl ? d : 0);
  }
  deviation = smooth(median_filter(deviation, 8), 0.05F * sw / 2);
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
  Mask missed = Mask::zeros(person.labels.size());
  if (person.plain_background) missed = find_missed_cloth(person, planes);
  if (person.waist.seen && !person.waist.y.empty()) {
    person.waist.y = smooth_waist(person);
    divide_at_waist(person, planes);
    drop_crumbs(person, planes, missed);
  }
  const CarriedOn cloth(planes, eroded(mask_of(person.labels, {Label::kUpperClothes}), 3));
  if (person.waist.seen && !person.waist.y.empty()) {
    contest(person, planes, cloth, {Label::kLowerClothes});
    smooth_border(person, Label::kUpperClothes, Label::kLowerClothes);
  }
  contest(person, planes, cloth, {Label::kLeftArm, Label::kRightArm});
  contest(person, planes, cloth, {Label::kLeftHand, Label::kRightHand});
  contest(person, planes, cloth, {Label::kNeck});
  // Tips of hair, with cloth between the strands.
  contest(person, planes, cloth, {Label::kHair});
}

}  // namespace drape::tryon::geometric
