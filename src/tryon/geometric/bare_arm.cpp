#include "tryon/geometric/bare_arm.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "tryon/geometric/old_cuff.h"
#include "tryon/geometric/robust_offsets.h"

namespace drape::tryon::geometric {
namespace {

constexpr int kRows = 70;  // Samples along the arm.
constexpr int kColumns = 9;
constexpr float kOverhang = 1.35F;  // Coordinates reach beyond the arm's edge, where its outline is rounded.
constexpr float kBehindShoulder = 0.20F;
constexpr float kBeyondWrist = 1.2F;     // Of the length: under the hand.
constexpr float kHandBelowCuff = 0.06F;  // Shoulder widths of the hand that tell how wide the wrist is.
constexpr float kClothThickness = 0.012F;
constexpr float kTightSleeve = 0.97F;  // The arm in a tight sleeve, as a share of it.
constexpr float kOffsetMax = 0.08F;    // Shoulder widths that the old sleeve may move the arm.
constexpr int kEnoughSections = 5;
constexpr float kGoesOn = 14;    // Sections above what is seen of an arm that mostly continue it.
constexpr float kMeets = 22;     // Sections over which the line of the arm comes to what is seen of it.
constexpr int kMeetsAlike = 5;   // Seen sections whose median tells how far.
constexpr float kBesideRun = 2;  // Pixels beyond what is seen of an arm: past the mixed ones.
constexpr float kUnseen = std::numeric_limits<float>::quiet_NaN();

// Half widths of hanging arms in shoulder widths, mean of bare arms in photographs: the forearm is widest
// below the elbow and narrows to the wrist by two fifths.
float natural_half_width(float share) {
  static const std::vector<float> shares{0.0F,  0.12F, 0.25F, 0.38F, 0.48F, 0.56F,
                                         0.64F, 0.75F, 0.86F, 0.94F, 1.0F};
  static const std::vector<float> widths{0.136F, 0.127F, 0.116F, 0.110F, 0.112F, 0.116F,
                                         0.113F, 0.097F, 0.079F, 0.071F, 0.070F};
  return interpolate(shares, widths, share);
}

// The run of the arm's label across the path at a section.
struct SeenRun {
  float middle = 0, half_width = 0;
  bool hand = false;
};

// What the picture shows at a section. Distances from the path to the silhouette; NaN where it is hidden.
struct SectionView {
  std::optional<SeenRun> run;
  float outer = kUnseen, inner = kUnseen;
  bool bare_outside = false;  // The outer silhouette is the bare arm's, whatever hides the rest of it.
};

// Down to here the hand counts as arm: it tells how wide the wrist is.
float hand_until(const RevealInput& in, int side) {
  const ArmShape& arm = in.body.arms[static_cast<std::size_t>(side)];
  return std::max(1.06F * arm.path.wrist_at(),
                  arm.old_cuff + kHandBelowCuff * in.person.torso.shoulder_width);
}

// Whether the old sleeve, which ends obliquely, covers a part of this section; of the torso's cloth that an
// arm touches the same is taken to be so.
bool is_cut(const RevealInput& in, const ArmSection& section, int side, std::pair<float, float> run) {
  const ArmShape& arm = in.body.arms[static_cast<std::size_t>(side)];
  if (!is_at_old_cuff(arm, section.at, in.person.torso.shoulder_width)) return false;
  const auto is_cloth = [&](float r) {
    const cv::Point2f p = section.centre + section.normal * r;
    const cv::Point q(cvRound(p.x), cvRound(p.y));
    return cv::Rect({}, in.person.labels.size()).contains(q) &&
           in.person.labels(q) == static_cast<unsigned char>(person::Label::kUpperClothes);
  };
  return is_cloth(run.first - kBesideRun) || is_cloth(run.second + kBesideRun);
}

std::optional<SeenRun> seen_run(const RevealInput& in, const ArmSection& section, int side) {
  const float sw = in.person.torso.shoulder_width;
  const auto wanted = static_cast<unsigned char>(arm_label(side));
  const auto hand = static_cast<unsigned char>(hand_label(side));
  const bool at_wrist = section.at < hand_until(in, side);
  bool on_hand = false;
  const auto is_arm = [&](float r) {
    const cv::Point2f p = section.centre + section.normal * r;
    const cv::Point q(cvRound(p.x), cvRound(p.y));
    if (!cv::Rect({}, in.person.labels.size()).contains(q)) return false;
    if (in.person.labels(q) == wanted) return true;
    const bool of_hand = at_wrist && in.person.labels(q) == hand;
    on_hand = on_hand || of_hand;
    return of_hand;
  };
  float start = 0;
  while (start < 0.06F * sw && !is_arm(start) && !is_arm(-start)) start += 1;
  if (!is_arm(start)) start = -start;
  if (!is_arm(start)) return {};
  float low = start;
  float high = start;
  while (low > -0.22F * sw && is_arm(low - 1)) low -= 1;
  while (high < 0.22F * sw && is_arm(high + 1)) high += 1;
  if (is_cut(in, section, side, {low, high})) return {};
  const float half = (high - low) / 2;
  const float widest = on_hand ? 2.0F : 1.5F;
  if (half < 0.55F * section.half_width || half > widest * section.half_width) return {};
  return SeenRun{(high + low) / 2, half, on_hand};
}

float silhouette_distance(const RevealInput& in, const ArmSection& section, float direction) {
  const float reach = 0.30F * in.person.torso.shoulder_width;
  for (float r = 1; r < reach; r += 0.75F) {
    const cv::Point2f p = section.centre + section.normal * (r * direction);
    const cv::Point q(cvRound(p.x), cvRound(p.y));
    if (!cv::Rect({}, in.person.matte.size()).contains(q)) return kUnseen;
    if (in.person.matte(q) < 0.5F) return r > 0.02F * in.person.torso.shoulder_width ? r : kUnseen;
  }
  return kUnseen;
}

bool is_bare_outside(const RevealInput& in, const ArmSection& section, int side, float outer) {
  if (std::isnan(outer)) return false;
  const cv::Point2f p = section.centre + section.normal * (outer - kBesideRun);
  const cv::Point q(cvRound(p.x), cvRound(p.y));
  return cv::Rect({}, in.person.labels.size()).contains(q) &&
         in.person.labels(q) == static_cast<unsigned char>(arm_label(side));
}

std::vector<SectionView> views_of(const RevealInput& in, const std::vector<ArmSection>& sections, int side) {
  std::vector<SectionView> views;
  for (const ArmSection& section : sections) {
    const float outer = silhouette_distance(in, section, 1);
    views.push_back({seen_run(in, section, side), outer, silhouette_distance(in, section, -1),
                     is_bare_outside(in, section, side, outer)});
  }
  return views;
}

std::vector<ArmSection> expected_sections(const RevealInput& in, int side, float length) {
  const float sw = in.person.torso.shoulder_width;
  const ArmShape& arm = in.body.arms[static_cast<std::size_t>(side)];
  std::vector<ArmSection> sections;
  for (int i = 0; i < kRows; ++i) {
    const float share = static_cast<float>(i) / (kRows - 1);
    const float s = -kBehindShoulder * sw + (length * kBeyondWrist + kBehindShoulder * sw) * share;
    sections.push_back({s, arm.path.at(s), arm.normal(s, 0.08F * sw), natural_half_width(s / length) * sw});
  }
  return sections;
}

std::size_t steps_between(std::size_t a, std::size_t b) {
  return a > b ? a - b : b - a;
}

// The index nearest to `i` of what was seen; the size when nothing was.
template <typename Seen>
std::size_t nearest_seen(const std::vector<std::optional<Seen>>& seen, std::size_t i) {
  std::size_t nearest = seen.size();
  for (std::size_t j = 0; j < seen.size(); ++j) {
    if (seen[j] && (nearest == seen.size() || steps_between(j, i) < steps_between(nearest, i))) nearest = j;
  }
  return nearest;
}

float quantile(std::vector<float> values, float share) {
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<float>(values.size() - 1));
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

// How much stronger or slimmer than usual this arm is. A sleeve is never slimmer than what is in it.
float arm_scale(const std::vector<SectionView>& views, const std::vector<ArmSection>& sections) {
  std::vector<float> bare, clothed;
  for (std::size_t i = 0; i < views.size(); ++i) {
    const SectionView& view = views[i];
    if (view.run && !view.run->hand) bare.push_back(view.run->half_width / sections[i].half_width);
    const float full = (view.outer + view.inner) / 2;
    if (!view.run && !std::isnan(full)) clothed.push_back(kTightSleeve * full / sections[i].half_width);
  }
  const bool bare_seen = bare.size() >= kEnoughSections;
  const float scale = bare_seen ? quantile(bare, 0.5F) : 1;
  const bool told = !bare_seen && clothed.size() >= kEnoughSections;
  return std::clamp(told ? std::min(scale, quantile(clothed, 0.25F)) : scale, 0.80F, 1.35F);
}

// Usual widths scaled alike; near what is seen of the arm they become its own. Beside a hand the change is
// quick: a wrist widens into it.
std::vector<float> widths_of(const std::vector<SectionView>& views, const std::vector<ArmSection>& sections) {
  const float scale = arm_scale(views, sections);
  std::vector<std::optional<SeenRun>> runs;
  for (const SectionView& view : views) runs.push_back(view.run);
  std::vector<float> widths;
  for (std::size_t i = 0; i < sections.size(); ++i) {
    float factor = scale;
    if (const std::size_t nearest = nearest_seen(runs, i); nearest < runs.size()) {
      const SeenRun& run = *runs[nearest];
      const float weight =
          std::exp(-static_cast<float>(steps_between(nearest, i)) / (run.hand ? 5.0F : 8.0F));
      const float own = std::clamp(run.half_width / sections[nearest].half_width, 0.7F, 1.9F);
      factor = own * weight + scale * (1 - weight);
    }
    float width = sections[i].half_width * factor;
    const float sleeve = kTightSleeve * (views[i].outer + views[i].inner) / 2;
    if (!views[i].run && !std::isnan(sleeve)) width = std::min(width, sleeve);
    widths.push_back(width);
  }
  return smooth(widths, 2);
}

// Where the arm's middle is seen: between both edges, or its width from the outer one.
std::vector<std::optional<float>> seen_middles(const std::vector<SectionView>& views,
                                               const std::vector<float>& widths) {
  std::vector<std::optional<float>> middles(views.size());
  for (std::size_t i = 0; i < views.size(); ++i) {
    if (views[i].run) {
      middles[i] = views[i].run->middle;
    } else if (views[i].bare_outside) {
      middles[i] = views[i].outer - widths[i];
    }
  }
  return middles;
}

// What is drawn of an arm goes on where the photograph shows it, without a step.
void meet_seen(const std::vector<std::optional<float>>& middles, std::vector<float>& offsets) {
  const auto miss_at = [&](std::size_t at) {
    std::vector<float> misses;
    for (std::size_t j = 0; j < middles.size(); ++j) {
      if (middles[j] && steps_between(j, at) < kMeetsAlike) misses.push_back(*middles[j] - offsets[j]);
    }
    return quantile(misses, 0.5F);
  };
  std::vector<float> met = offsets;
  for (std::size_t i = 0; i < offsets.size(); ++i) {
    const std::size_t nearest = nearest_seen(middles, i);
    if (nearest == middles.size()) return;
    met[i] += smooth_step(1 - static_cast<float>(steps_between(nearest, i)) / kMeets) * miss_at(nearest);
  }
  offsets = smooth(met, 1);
}

// Where the middle of the arm lies beside the path: seen, or told by the old sleeve, which hangs on the arm's
// outer and upper side and leaves its slack on the other.
std::vector<float> offsets_of(const std::vector<SectionView>& views, const std::vector<float>& widths,
                              float sw) {
  const std::vector<std::optional<float>> middles = seen_middles(views, widths);
  std::vector<Observation> observed;
  for (std::size_t i = 0; i < views.size(); ++i) {
    const SectionView& view = views[i];
    Observation o;
    if (middles[i]) {
      o = {*middles[i], 1};
    } else if (!std::isnan(view.outer)) {
      const float at_most = view.outer - kClothThickness * sw - widths[i];
      o = {at_most, 0.3F};
      if (!std::isnan(view.inner)) {
        const float slack = std::max(0.0F, (view.outer + view.inner) / 2 - widths[i]);
        o = {std::min(at_most, (view.outer - view.inner) / 2 + 0.3F * slack), 0.6F};
      }
      o.offset = std::clamp(o.offset, -kOffsetMax * sw, kOffsetMax * sw);
      // A wide sleeve stands off the arm at its end: there what is seen of the arm goes on.
      const std::size_t nearest = nearest_seen(middles, i);
      if (nearest < middles.size())
        o.weight *= std::min(1.0F, static_cast<float>(steps_between(nearest, i)) / kGoesOn);
    }
    observed.push_back(o);
  }
  std::vector<float> offsets = robust_offsets(observed, 0.03F * sw);
  meet_seen(middles, offsets);
  return offsets;
}

}  // namespace

std::vector<ArmSection> bare_arm_sections(const RevealInput& input, int side) {
  const float length = input.body.arms[static_cast<std::size_t>(side)].path.wrist_at();
  std::vector<ArmSection> sections = expected_sections(input, side, length);
  const std::vector<SectionView> views = views_of(input, sections, side);
  const std::vector<float> widths = widths_of(views, sections);
  const std::vector<float> offsets = offsets_of(views, widths, input.person.torso.shoulder_width);
  for (std::size_t i = 0; i < sections.size(); ++i) {
    sections[i].centre += sections[i].normal * offsets[i];
    sections[i].half_width = widths[i];
  }
  return sections;
}

SourceMap arm_coordinates(const std::vector<ArmSection>& sections, cv::Size size) {
  TriangleSet set;
  for (const ArmSection& section : sections) {
    for (int j = 0; j < kColumns; ++j) {
      const float d = kOverhang * (2 * static_cast<float>(j) / (kColumns - 1) - 1);
      set.target.push_back(section.centre + section.normal * (d * section.half_width));
      set.source.emplace_back(d, section.at);
    }
  }
  set.triangles = grid_triangles(static_cast<int>(sections.size()), kColumns);
  return rasterise(set, size);
}

}  // namespace drape::tryon::geometric
