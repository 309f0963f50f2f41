#include "tryon/wearer/worn_outline.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "tryon/wearer/worn_neckline.h"
#include "tryon/wearer/worn_sleeve.h"

namespace drape::tryon::wearer {
namespace {

using geometric::axis_x;
using geometric::BodyShape;
using geometric::kSides;
using geometric::sign_of;
using person::Label;
using person::PersonModel;

constexpr float kProbe = 0.025F;   // Shoulder widths below the shoulder line: cloth where there is any.
constexpr float kSnap = 0.07F;     // From the end of the shoulder line down to the edge of the cloth.
constexpr float kNeckBase = 1.0F;  // Share of the shoulder line at the base of the neck.
constexpr float kLineEnd = 1.35F;
constexpr float kUsualNeck = 0.85F;  // Share where a neckline begins when hair hides both ends.
constexpr float kShoulderMiddle = 0.35F;
constexpr float kArmpitDown = 0.42F;  // Shoulder widths from the joints down to the armpits.
constexpr float kArmpitOut = 0.48F;   // From the axis.

constexpr float kAlikeEnds = 0.25F;  // Shares of the arm.

enum class Seen { kCloth, kSkin, kHidden };

Seen seen_at(const PersonModel& wearer, cv::Point2f p) {
  const cv::Point at(cvRound(p.x), cvRound(p.y));
  if (!cv::Rect({}, wearer.labels.size()).contains(at)) return Seen::kHidden;
  switch (static_cast<Label>(wearer.labels(at))) {
    case Label::kUpperClothes:
      return Seen::kCloth;
    case Label::kNeck:
    case Label::kFace:
    case Label::kLeftArm:
    case Label::kRightArm:
      return Seen::kSkin;
    default:
      return Seen::kHidden;
  }
}

// The stretch of the shoulder line that cloth covers, as shares tip (0) .. neck base (1) .. (1.35).
struct Covered {
  float from = 0, to = kUsualNeck;
  bool neck_seen = false;
  bool any = false;
};

Covered covered_stretch(const PersonModel& wearer, const Polyline& line) {
  const auto share_of = [&](std::size_t i) {
    return kLineEnd * static_cast<float>(i) / static_cast<float>(line.size() - 1);
  };
  const auto look = [&](std::size_t i) {
    return seen_at(wearer, line[i] + cv::Point2f(0, kProbe * wearer.torso.shoulder_width));
  };
  Covered covered;
  float last_cloth = -1;
  float first_cloth = -1;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const Seen seen = look(i);
    if (seen == Seen::kCloth) {
      if (first_cloth < 0) first_cloth = share_of(i);
      last_cloth = share_of(i);
    } else if (seen == Seen::kSkin && last_cloth >= 0 && share_of(i) > kShoulderMiddle) {
      covered.neck_seen = share_of(i) - last_cloth < 0.15F;
      break;
    }
  }
  covered.any = last_cloth >= 0;
  if (!covered.any) return covered;
  if (last_cloth > kLineEnd - 0.1F) covered.neck_seen = true;
  covered.from = first_cloth;
  covered.to = std::min(last_cloth, kNeckBase);
  return covered;
}

Polyline stretch_of(const Polyline& line, float from, float to) {
  const auto index = [&](float share) {
    return static_cast<std::ptrdiff_t>(std::lround(share / kLineEnd * static_cast<float>(line.size() - 1)));
  };
  const std::ptrdiff_t first = index(from);
  const std::ptrdiff_t last = std::max(index(to), first + 2);
  return geometric::reversed(
      {line.begin() + first, line.begin() + std::min(last + 1, static_cast<std::ptrdiff_t>(line.size()))});
}

// The first cloth below a point, if there is any near.
cv::Point2f snapped_to_cloth(const PersonModel& wearer, cv::Point2f p) {
  const float reach = kSnap * wearer.torso.shoulder_width;
  for (float down = 0; down < reach; down += 1) {
    if (seen_at(wearer, p + cv::Point2f(0, down)) == Seen::kCloth) return p + cv::Point2f(0, down);
  }
  return p;
}

// No cloth and no hair that may hide it: the cut-out has lost the end of the shoulder there.
bool ends_on_ground(const PersonModel& wearer, const Polyline& line, float share) {
  const auto index = std::lround(share / kLineEnd * static_cast<float>(line.size() - 1));
  const cv::Point2f end = line[static_cast<std::size_t>(index)];
  const float sw = wearer.torso.shoulder_width;
  for (float down = 0; down < kSnap * sw; down += 1) {
    const cv::Point at(cvRound(end.x), cvRound(end.y + down));
    if (!cv::Rect({}, wearer.labels.size()).contains(at)) return true;
    const auto label = static_cast<Label>(wearer.labels(at));
    if (label == Label::kUpperClothes || label == Label::kHair) return false;
  }
  return true;
}

void place_shoulders(const PersonModel& wearer, const BodyShape& body, WornOutline& outline) {
  std::array<Covered, 2> covered;
  for (std::size_t k = 0; k < 2; ++k) covered[k] = covered_stretch(wearer, body.shoulder[k]);
  const std::array<float, 2> own{covered[0].to, covered[1].to};
  for (std::size_t k = 0; k < 2; ++k) {
    // Hair hides this end of the neckline: necklines are symmetric.
    if (!covered[k].neck_seen && covered[1 - k].neck_seen) covered[k].to = covered[1 - k].to;
    if (!covered[k].neck_seen && !covered[1 - k].neck_seen)
      covered[k].to = std::max(covered[k].to, kUsualNeck);
    if (ends_on_ground(wearer, body.shoulder[k], covered[k].to)) covered[k].to = own[k];
    if (!covered[k].any) covered[k].from = covered[1 - k].from;
    if (outline.sleeves[k]) covered[k].from = 0;
    outline.shoulder[k] =
        stretch_of(body.shoulder[k], std::min(covered[k].from, covered[k].to - 0.1F), covered[k].to);
    outline.neck[k] = outline.shoulder[k].front() = snapped_to_cloth(wearer, outline.shoulder[k].front());
    outline.tip[k] = outline.shoulder[k].back();
  }
}

// Lower end of the armhole of a garment without sleeves: where the cloth reaches the body's side.
float armhole_end(const PersonModel& wearer, int side) {
  const float sw = wearer.torso.shoulder_width;
  const float top = wearer.torso.shoulder_mid.y + 0.15F * sw;
  const float bottom = wearer.torso.shoulder_mid.y + 0.75F * sw;
  std::vector<float> reach;
  for (float y = top; y < bottom; y += 1) {
    float last = 0;
    for (float r = 0; r < 0.7F * sw; r += 1) {
      if (seen_at(wearer, {axis_x(wearer, y) + sign_of(side) * r, y}) == Seen::kCloth) last = r;
    }
    reach.push_back(last);
  }
  const float widest = *std::max_element(reach.begin(), reach.end());
  for (std::size_t i = 0; i < reach.size(); ++i) {
    if (reach[i] > 0.96F * widest) return top + static_cast<float>(i);
  }
  return wearer.torso.shoulder_mid.y + kArmpitDown * sw;
}

cv::Point2f place_armpit(const PersonModel& wearer, int side, bool with_sleeves) {
  const float sw = wearer.torso.shoulder_width;
  if (with_sleeves) {
    return wearer.torso.shoulder_mid + wearer.torso.down * (kArmpitDown * sw) +
           wearer.torso.across * (sign_of(side) * kArmpitOut * sw);
  }
  const float y = armhole_end(wearer, side);
  const float half = geometric::torso_half_widths(wearer, y)[static_cast<std::size_t>(side)];
  return {axis_x(wearer, y) + sign_of(side) * std::min(half, 0.46F * sw), y};
}

// The lowest cloth of the columns around the axis: their median.
float find_hem(const PersonModel& wearer) {
  const float sw = wearer.torso.shoulder_width;
  std::vector<float> ends;
  for (float e = -0.30F; e <= 0.30F; e += 0.02F) {
    float last = -1;
    for (float t = 0.3F; t < 3; t += 1 / wearer.torso.length) {
      const cv::Point2f p = wearer.torso.at(t, e);
      if (seen_at(wearer, p) == Seen::kCloth) last = p.y;
    }
    if (last > 0) ends.push_back(last);
  }
  if (ends.empty()) return wearer.torso.hip_mid.y - 0.1F * sw;
  std::nth_element(ends.begin(), ends.begin() + static_cast<std::ptrdiff_t>(ends.size() / 2), ends.end());
  return ends[ends.size() / 2];
}

Polyline trace_side(const PersonModel& wearer, int side, cv::Point2f armpit, float hem_y) {
  const auto k = static_cast<std::size_t>(side);
  constexpr int kRows = 24;
  std::vector<float> half;
  for (int i = 0; i < kRows; ++i) {
    const float y = armpit.y + (hem_y - armpit.y) * static_cast<float>(i) / (kRows - 1);
    half.push_back(geometric::torso_half_widths(wearer, y)[k]);
  }
  half = geometric::smooth(geometric::median_filter(half, 2), 1.0F);
  Polyline line{armpit};
  for (int i = 1; i < kRows; ++i) {
    const float y = armpit.y + (hem_y - armpit.y) * static_cast<float>(i) / (kRows - 1);
    line.emplace_back(axis_x(wearer, y) + sign_of(side) * half[static_cast<std::size_t>(i)], y);
  }
  return line;
}

bool wears_sleeves(const PersonModel& wearer, const BodyShape& body) {
  const float longest =
      std::max(find_sleeve_end(wearer, body.arms[0], 0).at, find_sleeve_end(wearer, body.arms[1], 1).at);
  return longest > kShortestSleeve * wearer.torso.shoulder_width;
}

// Where no skin shows a sleeve's end, the arm may be hidden and its cloth be the torso's: only an end like
// the other sleeve's is believed.
void doubt_unlike_ends(WornOutline& outline) {
  const float difference = std::abs(outline.sleeves[0]->arm_share - outline.sleeves[1]->arm_share);
  for (auto& sleeve : outline.sleeves) {
    if (!sleeve->end_seen && difference > kAlikeEnds) sleeve->whole = false;
  }
}

}  // namespace

WornOutline trace_worn_outline(const PersonModel& wearer, const BodyShape& body) {
  WornOutline outline;
  const bool with_sleeves = wears_sleeves(wearer, body);
  if (with_sleeves) outline.sleeves = {WornSleeve{}, WornSleeve{}};
  place_shoulders(wearer, body, outline);
  outline.hem_y = find_hem(wearer);
  for (const int side : kSides) {
    const auto k = static_cast<std::size_t>(side);
    outline.armpit[k] = place_armpit(wearer, side, with_sleeves);
    outline.side[k] = trace_side(wearer, side, outline.armpit[k], outline.hem_y);
    if (with_sleeves) {
      outline.sleeves[k] = trace_worn_sleeve(wearer, body.arms[k], {side, outline.tip[k], outline.armpit[k]});
    }
  }
  if (with_sleeves) doubt_unlike_ends(outline);
  const WornNeckline neckline = trace_worn_neckline(wearer, outline.neck);
  outline.neckline = neckline.line;
  outline.collar_height = neckline.collar_height;
  return outline;
}

}  // namespace drape::tryon::wearer
