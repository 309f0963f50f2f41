#include "tryon/geometric/compose_arm.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "image/colour.h"
#include "tryon/geometric/old_cuff.h"
#include "tryon/geometric/planes.h"
#include "tryon/geometric/tone.h"

namespace drape::tryon::geometric {
namespace {

using image::Mask;
using image::Plane;
using person::Label;

constexpr float kMixedAtCloth = 2.5F;   // Pixels between old cloth and skin that show both.
constexpr float kFadeAtCloth = 4;       // Pixels over which the skin fades in.
constexpr float kNearOldCuff = 0.15F;   // Shoulder widths along the arm.
constexpr float kShadowedSkin = 0.04F;  // Shoulder widths below the old sleeve that lie in its shadow,
constexpr float kShadowFades = 0.12F;   // and over which that ends.
constexpr float kAtWrist =
    0.85F;  // Of the arm's length: an old sleeve that ends farther down leaves the hand free.
// Shoulder widths below the end of an old sleeve, and the share of the arm that is seen there at least when
// it is in front of the torso.
constexpr std::array<float, 2> kBelowCuff = {0.10F, 0.30F};
constexpr float kSeenInFront = 0.55F;
// Shoulder widths from the wrist: so far a hand is its root, and over which that ends.
constexpr float kHandRoot = 0.18F;
constexpr float kHandRootEnds = 0.06F;
// Squared shoulder widths: a hand of which less is seen is in a pocket,
constexpr float kHandInPocket = 0.03F;
// when that share of what surrounds it, so many shoulder widths wide, is hidden by the new garment.
constexpr float kHiddenPocket = 0.6F;
constexpr float kAtPocket = 0.2F;  // Share of it that is lower clothes: fingers before the chest are in none.
constexpr float kAroundHand = 0.03F;
constexpr float kArmpitMargin =
    0.14F;  // Shoulder widths along the arm over which it comes out from an armhole.
constexpr float kSleeveMargin = 0.03F;  // Shoulder widths along the arm that the cuff hides more or less.

float shoulder_width(const ArmView& view) {
  return view.person.torso.shoulder_width;
}

const ArmShape& shape(const ArmView& view) {
  return view.body.arms[static_cast<std::size_t>(view.side)];
}

const Plane& arc_length(const ArmView& view) {
  return view.bare.arm_at[static_cast<std::size_t>(view.side)];
}

const Plane& bare_arm(const ArmView& view) {
  return view.bare.arm[static_cast<std::size_t>(view.side)];
}

bool is_arm(const ArmView& view, int y, int x) {
  return view.person.labels(y, x) == static_cast<unsigned char>(arm_label(view.side));
}

/// 0 inside the new sleeve, 1 below its end.
float out_of_sleeve(const ArmView& view, float at) {
  return smooth_step((at - view.cuff) / (kSleeveMargin * shoulder_width(view)) + 1);
}

/// A sleeveless garment's own shoulder stays in front of the arm's upper end.
float strap_share(const ArmView& view, float at) {
  return 1 - smooth_step((at - view.armpit) / (kArmpitMargin * shoulder_width(view)));
}

/// Whether the old sleeve went to the wrist.
bool is_to_wrist(const ArmView& view) {
  return shape(view).old_cuff > kAtWrist * shape(view).path.wrist_at();
}

/// Whether the arm goes behind the torso: below the end of its old sleeve little of it is seen.
bool goes_behind(const ArmView& view) {
  if (shape(view).behind) return true;
  if (shape(view).old_cuff < 0 || is_to_wrist(view)) return false;
  const float from = shape(view).old_cuff + kBelowCuff[0] * shoulder_width(view);
  const float to = shape(view).old_cuff + kBelowCuff[1] * shoulder_width(view);
  int all = 0, seen = 0;
  for (int y = 0; y < bare_arm(view).rows; ++y) {
    for (int x = 0; x < bare_arm(view).cols; ++x) {
      const float at = arc_length(view)(y, x);
      if (at < from || at > to || bare_arm(view)(y, x) < 0.5F) continue;
      ++all;
      seen += is_arm(view, y, x) ? 1 : 0;
    }
  }
  return static_cast<float>(seen) < kSeenInFront * static_cast<float>(all);
}

/// 1 where the arm at this pixel, of this arc length, is before the torso, 0 behind it or in the new
/// garment's shoulder. REQUIRES: the arm does not go behind the torso.
float in_front(const ArmView& view, int y, int x, float at) {
  // What is seen of it is in front. The old sleeve shows that the arm is, too, and one to the wrist that the
  // hand is; where there was none, it is behind.
  const float seen =
      is_to_wrist(view) || is_arm(view, y, x)
          ? 1
          : 1 - smooth_step((at - shape(view).old_cuff) / (0.06F * shoulder_width(view)) - 0.5F);
  // Above the new cuff the arm is in the sleeve, which lies beside the torso.
  return seen * (view.cuff < 0 ? 1 - strap_share(view, at) : out_of_sleeve(view, at));
}

/// Skin that the photo shows, off the old cloth, with which its edge is mixed.
bool is_bare_skin(const ArmView& view, int y, int x) {
  return view.to_cloth(y, x) > kMixedAtCloth &&
         is_like_skin(image::to_lab(view.person.image(y, x)), view.person.skin.mean);
}

/// Within the bare arm, next to where the old sleeve ended.
bool is_at_wrist(const ArmView& view, int y, int x) {
  const float cuff = shape(view).old_cuff;
  return cuff >= 0 && bare_arm(view)(y, x) > 0.3F &&
         std::abs(arc_length(view)(y, x) - cuff) < kNearOldCuff * shoulder_width(view);
}

}  // namespace

Plane bare_part(const ArmView& view) {
  const float sw = shoulder_width(view);
  const float wrist = view.bare.arm_length[static_cast<std::size_t>(view.side)];
  const Plane hand = soften(dilated(mask_of(view.person.labels, {hand_label(view.side)}), 0.05F * sw), 1.0F);
  Plane alpha = bare_arm(view).clone();
  const Plane& at = arc_length(view);
  for (int y = 0; y < alpha.rows; ++y) {
    for (int x = 0; x < alpha.cols; ++x) {
      if (alpha(y, x) <= 0) continue;
      if (view.cuff >= 0) alpha(y, x) *= std::clamp((at(y, x) - view.cuff + 0.12F * sw) / 2, 0.0F, 1.0F);
      if (at(y, x) > wrist) {
        alpha(y, x) *= std::max(hand(y, x), 1 - smooth_step((at(y, x) - wrist) / (0.15F * sw)));
      }
    }
  }
  return alpha;
}

Plane below_old_cuff(const ArmView& view) {
  Plane out = Plane::zeros(view.person.labels.size());
  if (shape(view).old_cuff < 0) return out;
  const Plane below = below_sleeve(shape(view), arc_length(view), view.to_cloth, shoulder_width(view));
  for (int y = 0; y < out.rows; ++y) {
    for (int x = 0; x < out.cols; ++x) {
      if (!is_arm(view, y, x)) continue;
      const float beyond = below(y, x) / shoulder_width(view);
      out(y, x) = 1 - smooth_step((beyond - kShadowedSkin) / kShadowFades);
    }
  }
  // All across the cloth's edge: what mixes both must not show as a line.
  return cv::max(soften(out, 1.0F), soften(dilated(Mask(out > 0.99F), 3), 1.0F));
}

Plane cuff_debris(const ArmView& view) {
  Mask out = Mask::zeros(view.person.labels.size());
  const float cuff = shape(view).old_cuff;
  if (cuff < 0) return as_plane(out);
  for (int y = 0; y < out.rows; ++y) {
    for (int x = 0; x < out.cols; ++x) {
      if (!is_arm(view, y, x) || bare_arm(view)(y, x) > 0.05F) continue;
      if (std::abs(arc_length(view)(y, x) - cuff) >= kNearOldCuff * shoulder_width(view)) continue;
      if (!is_bare_skin(view, y, x)) out(y, x) = 255;
    }
  }
  // With its soft edge.
  return soften(dilated(out, kMixedAtCloth), 0.8F).mul(1 - bare_arm(view));
}

Plane beside_torso(const ArmView& view, Plane alpha, const Plane& torso) {
  const bool behind = goes_behind(view);
  for (int y = 0; y < alpha.rows; ++y) {
    for (int x = 0; x < alpha.cols; ++x) {
      if (alpha(y, x) <= 0) continue;
      const float front = behind ? 0 : in_front(view, y, x, arc_length(view)(y, x));
      alpha(y, x) *= 1 - torso(y, x) * (1 - front);
    }
  }
  return alpha;
}

void hide_in_sleeve(const ArmView& view, const Plane& torso, Plane& arm) {
  if (view.cuff < 0) return;
  const Plane& at = arc_length(view);
  for (int y = 0; y < arm.rows; ++y) {
    for (int x = 0; x < arm.cols; ++x) {
      if (arm(y, x) <= 0 || !is_arm(view, y, x) || at(y, x) <= 0) continue;
      arm(y, x) *= 1 - torso(y, x) * (1 - out_of_sleeve(view, at(y, x)));
    }
  }
}

void put_hand_in_sleeve(const ArmView& view, const Plane& sleeve, KeptSkin& skin) {
  const float sw = shoulder_width(view);
  const cv::Point2f wrist = shape(view).path.at(shape(view).path.wrist_at());
  const Mask hand = dilated(mask_of(view.person.labels, {hand_label(view.side)}), 2);
  const auto reach = static_cast<int>((kHandRoot + kHandRootEnds) * sw) + 1;
  const cv::Rect area = cv::Rect(cvRound(wrist.x) - reach, cvRound(wrist.y) - reach, 2 * reach, 2 * reach) &
                        cv::Rect({}, hand.size());
  for (int y = area.y; y < area.br().y; ++y) {
    for (int x = area.x; x < area.br().x; ++x) {
      if (!hand(y, x) || sleeve(y, x) <= 0) continue;
      const cv::Point2f from = cv::Point2f(static_cast<float>(x), static_cast<float>(y)) - wrist;
      const float away = static_cast<float>(cv::norm(from)) / sw;
      const float root = 1 - smooth_step((away - kHandRoot) / kHandRootEnds);
      if (root <= 0) continue;
      skin.hand(y, x) *= 1 - sleeve(y, x) * root;
      skin.hands(y, x) = 0;
    }
  }
}

void put_hand_in_pocket(const person::PersonModel& person, int side, const Plane& cloth, KeptSkin& skin) {
  const float sw = person.torso.shoulder_width;
  const Mask hand = mask_of(person.labels, {hand_label(side)});
  const int seen = cv::countNonZero(hand);
  if (seen == 0 || static_cast<float>(seen) > kHandInPocket * sw * sw) return;
  const Mask around = dilated(hand, kAroundHand * sw) & ~hand;
  const auto share_of = [&](const Mask& mask) {
    return static_cast<float>(cv::countNonZero(around & mask)) / static_cast<float>(cv::countNonZero(around));
  };
  if (share_of(cloth > 0.5F) < kHiddenPocket) return;
  if (share_of(mask_of(person.labels, {Label::kLowerClothes})) < kAtPocket) return;
  skin.hands.setTo(0, hand & (cloth > 0));
  skin.hand = skin.hand.mul(1 - cloth.mul(as_plane(dilated(hand, 2))));
}

KeptSkin fade_at_old_cloth(const person::PersonModel& person, const BodyShape& body, const BareBody& bare,
                           const Plane& to_cloth, Mask hands) {
  KeptSkin kept{cv::max(soften(hands, 1.0F), as_plane(hands)), std::move(hands),
                Plane::zeros(person.labels.size())};
  const std::array<ArmView, 2> arms{ArmView{person, body, bare, to_cloth, 0},
                                    ArmView{person, body, bare, to_cloth, 1}};
  for (int y = 0; y < to_cloth.rows; ++y) {
    for (int x = 0; x < to_cloth.cols; ++x) {
      if (to_cloth(y, x) >= kMixedAtCloth + kFadeAtCloth) continue;
      const bool neck = person.labels(y, x) == static_cast<unsigned char>(Label::kNeck);
      const bool wrist =
          !neck && kept.hand(y, x) > 0 && (is_at_wrist(arms[0], y, x) || is_at_wrist(arms[1], y, x));
      if (to_cloth(y, x) <= 0) {
        if (wrist) kept.hand(y, x) = 0;
        continue;
      }
      if (!neck && !wrist) continue;
      const float share = smooth_step((to_cloth(y, x) - kMixedAtCloth) / kFadeAtCloth);
      kept.faded(y, x) = 1 - share;
      if (!wrist) continue;
      kept.hand(y, x) = std::min(kept.hand(y, x), share);
      kept.hands(y, x) = 0;
    }
  }
  return kept;
}

}  // namespace drape::tryon::geometric
