#include "tryon/geometric/compose.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "tryon/geometric/cloth_edges.h"
#include "tryon/geometric/kept_parts.h"
#include "tryon/geometric/skin_surface.h"

namespace drape::tryon::geometric {
namespace {

using image::Mask;
using image::Plane;
using person::Label;
using person::PersonModel;

constexpr float kMixedAtCloth = 2.5F;  // Pixels between old cloth and skin that show both.
constexpr float kFadeAtCloth = 4;      // Pixels over which the skin fades in.
constexpr float kBesideTorso = 0.40F;  // Light that the torso takes from a bare arm that it touches.
constexpr float kCuffShadow = 0.50F;   // Light that a sleeve's end takes from the skin just below it.
constexpr float kOverWaist = 1;  // Pixels: the cloth ends just below the seam, so that nothing shows between.

class Composer {
 public:
  Composer(const PersonModel& person, const Erased& erased, ComposeInput input)
      : person_(person),
        erased_(erased),
        body_(input.body),
        planes_(std::move(input.planes)),
        layers_(std::move(input.layers)),
        worn_(input.worn),
        sw_(person.torso.shoulder_width),
        size_(person.labels.size()) {}

  Composed run() {
    prepare();
    underlay();
    layers_.lower.colour.release();
    contact_shadow();
    close_gaps();
    sleeves(true);
    torsos();
    arms();
    layers_.bare = {};
    sleeves(false);
    lay(layers_.background, trimmed_);
    cloth_ = cloth_.mul(1 - trimmed_);
    clear_outside();
    lay(kept_.colour, hand_);
    head();
    return {out_, touched(), cloth_, visible_cloth_ > 0.5F};
  }

 private:
  // Lays something that is no cloth over the picture.
  void lay(const ColourPlane& colour, const Plane& alpha) {
    blend(out_, colour, alpha);
    visible_cloth_ = visible_cloth_.mul(1 - alpha);
  }

  void lay_cloth(const ColourPlane& colour, const Plane& alpha) {
    blend(out_, colour, alpha);
    visible_cloth_ = visible_cloth_.mul(1 - alpha) + alpha;
  }

  void prepare() {
    const Mask arms = mask_of(person_.labels, {Label::kLeftArm, Label::kRightArm});
    kept_ = cleaned_parts(person_, planes_);
    planes_ = {};
    arm_ = soften(Mask(arms & ~erased_.hole), 1.0F);
    hand_mask_ = mask_of(person_.labels, {Label::kLeftHand, Label::kRightHand}) & ~erased_.hole;
    hand_ = cv::max(soften(hand_mask_, 1.0F), as_plane(hand_mask_));
    fade_at_old_cloth();
    torso_alpha_ = Plane::zeros(size_);
    limb_alpha_ = Plane::zeros(size_);
    visible_cloth_ = Plane::zeros(size_);
    cloth_ = Plane::zeros(size_);
    tuck_ = Plane::zeros(size_);
    for (const Worn& worn : worn_) {
      Plane torso = worn.dressed.parts[0].alpha;
      if (worn.fit.tucked) cover_below_waist();
      torso_alpha_ = cv::max(torso_alpha_, torso.mul(1 - tuck_));
      cloth_ = cv::max(cloth_, torso_alpha_);
      for (std::size_t k = 1; k < kPartCount; ++k) cloth_ = cv::max(cloth_, worn.dressed.parts[k].alpha);
    }
  }

  // Where old cloth ended on hands and neck, they begin with a sharp line and pixels that mix both. There
  // they fade into the bare skin that was invented.
  void fade_at_old_cloth() {
    faded_ = Plane::zeros(size_);
    Plane to_cloth;
    cv::distanceTransform(person_.labels != static_cast<int>(Label::kUpperClothes), to_cloth, cv::DIST_L2, 3);
    for (int y = 0; y < size_.height; ++y) {
      for (int x = 0; x < size_.width; ++x) {
        if (to_cloth(y, x) >= kMixedAtCloth + kFadeAtCloth) continue;
        const bool neck = person_.labels(y, x) == static_cast<unsigned char>(Label::kNeck);
        const bool wrist = !neck && hand_(y, x) > 0 && (is_at_wrist(0, y, x) || is_at_wrist(1, y, x));
        if (to_cloth(y, x) <= 0) {
          if (wrist) hand_(y, x) = 0;
          continue;
        }
        if (!neck && !wrist) continue;
        const float share = smooth_step((to_cloth(y, x) - kMixedAtCloth) / kFadeAtCloth);
        faded_(y, x) = 1 - share;
        if (!wrist) continue;
        hand_(y, x) = std::min(hand_(y, x), share);
        hand_mask_(y, x) = 0;
      }
    }
  }

  // Within the bare arm, next to where the old sleeve ended.
  [[nodiscard]] bool is_at_wrist(std::size_t side, int y, int x) const {
    const float cuff = body_.arms[side].old_cuff;
    return cuff >= 0 && layers_.bare.arm[side](y, x) > 0.3F &&
           std::abs(layers_.bare.arm_at[side](y, x) - cuff) < 0.15F * sw_;
  }

  static Plane as_plane(const Mask& mask) {
    Plane plane;
    mask.convertTo(plane, CV_32F, 1 / 255.0);
    return plane;
  }

  // The waistband hides what hangs below it.
  void cover_below_waist() {
    for (int y = 0; y < size_.height; ++y) {
      for (int x = 0; x < size_.width; ++x) {
        const float below = static_cast<float>(y) - person_.waist.y[static_cast<std::size_t>(x)] - kOverWaist;
        tuck_(y, x) = std::clamp(below / 2.5F + 0.5F, 0.0F, 1.0F);
      }
    }
  }

  void underlay() {
    ColourPlane under = layers_.background.clone();
    bare_ = layers_.bare.trunk.clone();
    for (const int side : kSides) {
      const auto k = static_cast<std::size_t>(side);
      limb_[k] = bare_part_of(side);
      bare_ = cv::max(bare_, limb_[k]);
    }
    blend(under, layers_.bare.colour, bare_);
    blend(under, layers_.lower.colour, layers_.lower.alpha);
    out_ = kept_.colour.clone();
    Plane gone = cv::max(soften(erased_.hole, 1.0F), as_plane(erased_.hole));
    gone = cv::max(gone, faded_.mul(bare_));
    lay(under, gone);
  }

  // The arm from a little above the new cuff.
  [[nodiscard]] Plane bare_part_of(int side) const {
    const auto k = static_cast<std::size_t>(side);
    const float cuff = cuff_of(side);
    const float wrist = layers_.bare.arm_length[k];
    const Plane hand = soften(dilated(mask_of(person_.labels, {hand_label(side)}), 0.05F * sw_), 1.0F);
    Plane alpha = layers_.bare.arm[k].clone();
    const Plane& at = layers_.bare.arm_at[k];
    for (int y = 0; y < size_.height; ++y) {
      for (int x = 0; x < size_.width; ++x) {
        if (alpha(y, x) <= 0) continue;
        if (cuff >= 0) alpha(y, x) *= std::clamp((at(y, x) - cuff + 0.12F * sw_) / 2, 0.0F, 1.0F);
        if (at(y, x) > wrist) {
          alpha(y, x) *= std::max(hand(y, x), 1 - smooth_step((at(y, x) - wrist) / (0.15F * sw_)));
        }
      }
    }
    return alpha;
  }

  // Arc length of the longest sleeve's end; negative without sleeves.
  [[nodiscard]] float cuff_of(int side) const {
    float cuff = -1;
    for (const Worn& worn : worn_) {
      const auto& sleeve = worn.fit.sleeves[static_cast<std::size_t>(side)];
      if (sleeve) cuff = std::max(cuff, sleeve->length);
    }
    return cuff;
  }

  // Cloth darkens what lies just below its edges.
  void contact_shadow() {
    const Plane fallen = soften(moved_down(cloth_, static_cast<int>(0.025F * sw_)), 0.03F * sw_);
    // Of the old garment only what stays is there to be darkened: where it was over the background is none.
    Plane body = as_plane((person_.matte > 0.3F) & ~erased_.hole);
    body = cv::max(cv::max(body, bare_), layers_.lower.alpha);
    shade(out_, 1 - 0.28F * cv::max(fallen - cloth_, 0).mul(body));
  }

  // Cloth turns away from the light towards the sides of the body.
  [[nodiscard]] Plane side_darkening(const Plane& alpha, float depth, float reach) const {
    Plane distance;
    cv::distanceTransform(alpha > 0.5F, distance, cv::DIST_L2, 3);
    Plane factor;
    cv::exp(distance / (-reach * sw_), factor);
    return 1 - depth * factor;
  }

  // A part and what is one surface with it: above the armpits torso and sleeves hang together.
  [[nodiscard]] static Plane with_joined_cloth(const Worn& worn, std::size_t part) {
    Plane joined = worn.dressed.parts[part].alpha.clone();
    for (std::size_t k = 0; k < 2; ++k) {
      if (!worn.fit.sleeves[k] || (part != 0 && part != k + 1)) continue;
      const int rows = std::clamp(cvRound(worn.fit.armpit[k].y), 0, joined.rows);
      Plane above = joined.rowRange(0, rows);
      cv::max(above, worn.dressed.parts[part == 0 ? k + 1 : 0].alpha.rowRange(0, rows), above);
    }
    return joined;
  }

  void torsos() {
    for (const Worn& worn : worn_) {
      const Layer& torso = worn.dressed.parts[0];
      Plane light = side_darkening(cv::max(with_joined_cloth(worn, 0), filler_), 0.12F, 0.07F);
      const float armpit = (worn.fit.armpit[0].y + worn.fit.armpit[1].y) / 2;
      for (int y = 0; y < size_.height; ++y) {
        const float body =
            0.2F + 0.8F * smooth_step((static_cast<float>(y) - armpit + 0.15F * sw_) / (0.2F * sw_));
        for (int x = 0; x < size_.width; ++x) light(y, x) = 1 - (1 - light(y, x)) * body;
      }
      light = light.mul(layers_.folds);
      if (worn.fit.tucked) shade_above_waist(light);
      ColourPlane colour = torso.colour.clone();
      shade(colour, light);
      lay_cloth(colour, torso.alpha.mul(1 - tuck_));
    }
  }

  void shade_above_waist(Plane& light) const {
    const float reach = 0.02F * person_.torso.length;
    for (int y = 0; y < size_.height; ++y) {
      for (int x = 0; x < size_.width; ++x) {
        const float above =
            std::max(0.0F, person_.waist.y[static_cast<std::size_t>(x)] - static_cast<float>(y));
        light(y, x) *= 1 - 0.18F * std::exp(-above / reach);
      }
    }
  }

  void shadow_on_torso(const Plane& caster, float fall, float strength) {
    const Plane fallen = soften(moved_down(caster, static_cast<int>(fall * sw_)), 0.035F * sw_);
    shade(out_, 1 - strength * cv::max(fallen - caster, 0).mul(torso_alpha_));
  }

  void arms() {
    // Not less where the arm lies before the torso: its edge must not show through.
    beside_torso_ = cv::min(soften(torso_alpha_, 0.045F * sw_), 0.5F);
    for (const int side : kSides) {
      const Plane at_cuff = over_old_cuff(side);
      lay(layers_.background, debris(side));
      limb(side, at_cuff);
      arm_ = arm_.mul(1 - at_cuff);
      hide_in_sleeve(side);
    }
    shadow_on_torso(arm_, 0.02F, 0.30F);
    lay(kept_.colour, arm_);
  }

  // What the photo shows of the arm above the new cuff is in the sleeve: it must not lie on the torso.
  void hide_in_sleeve(int side) {
    const float cuff = cuff_of(side);
    if (cuff < 0) return;
    const Plane& at = layers_.bare.arm_at[static_cast<std::size_t>(side)];
    const auto wanted = static_cast<unsigned char>(arm_label(side));
    for (int y = 0; y < size_.height; ++y) {
      for (int x = 0; x < size_.width; ++x) {
        if (arm_(y, x) <= 0 || person_.labels(y, x) != wanted || at(y, x) <= 0) continue;
        const float beyond = smooth_step((at(y, x) - cuff) / (0.03F * sw_) + 1);
        arm_(y, x) *= 1 - torso_alpha_(y, x) * (1 - beyond);
      }
    }
  }

  // The bare arm from the new cuff to where the photograph shows skin itself, in front of the torso.
  void limb(int side, const Plane& at_cuff) {
    const auto k = static_cast<std::size_t>(side);
    const Plane needed = cv::max(soften(dilated(erased_.hole | (faded_ > 0), 2), 1.0F), at_cuff);
    Plane alpha = limb_[k].mul(needed);
    const Plane& at = layers_.bare.arm_at[k];
    const bool sleeveless = cuff_of(side) < 0;
    const bool behind = body_.arms[k].behind;
    for (int y = 0; y < size_.height; ++y) {
      for (int x = 0; x < size_.width; ++x) {
        if (alpha(y, x) <= 0) continue;
        // The old sleeve shows that the arm is in front of the torso; where there was none, it is behind.
        float in_front =
            behind ? 0 : 1 - smooth_step((at(y, x) - body_.arms[k].old_cuff) / (0.06F * sw_) - 0.5F);
        if (sleeveless) {
          in_front *= 1 - strap_share(at(y, x));
        } else {
          // Above the new cuff the arm is in the sleeve, which lies beside the torso.
          in_front *= smooth_step((at(y, x) - cuff_of(side)) / (0.03F * sw_) + 1);
        }
        alpha(y, x) *= 1 - torso_alpha_(y, x) * (1 - in_front);
      }
    }
    shadow_on_torso(alpha, 0.012F, 0.22F);
    lay(layers_.bare.colour, alpha);
    shade_skin(out_, 1 - kBesideTorso * beside_torso_.mul(alpha));
    limb_alpha_ = cv::max(limb_alpha_, alpha);
  }

  // The inside of the old cuff, which looks like skin in shadow, beside the arm itself.
  [[nodiscard]] Plane debris(int side) const {
    const auto k = static_cast<std::size_t>(side);
    Plane out = Plane::zeros(size_);
    const float cuff = body_.arms[k].old_cuff;
    if (cuff < 0) return out;
    const auto wanted = static_cast<unsigned char>(arm_label(side));
    for (int y = 0; y < size_.height; ++y) {
      for (int x = 0; x < size_.width; ++x) {
        if (person_.labels(y, x) != wanted || layers_.bare.arm[k](y, x) > 0.05F) continue;
        if (std::abs(layers_.bare.arm_at[k](y, x) - cuff) < 0.15F * sw_) out(y, x) = 1;
      }
    }
    return soften(out, 0.8F);
  }

  // The old sleeve left a shadow and often a mark on the skin just below it: the new skin fades in there.
  [[nodiscard]] Plane over_old_cuff(int side) const {
    const auto k = static_cast<std::size_t>(side);
    Plane out = Plane::zeros(size_);
    const float cuff = body_.arms[k].old_cuff;
    if (cuff < 0) return out;
    const auto wanted = static_cast<unsigned char>(arm_label(side));
    for (int y = 0; y < size_.height; ++y) {
      for (int x = 0; x < size_.width; ++x) {
        if (person_.labels(y, x) != wanted) continue;
        const float beyond = (layers_.bare.arm_at[k](y, x) - cuff) / sw_;
        out(y, x) = 1 - smooth_step((beyond - 0.03F) / 0.10F);
      }
    }
    // All across the cloth's edge: what mixes both must not show as a line.
    return cv::max(soften(out, 1.0F), soften(dilated(Mask(out > 0.9F), 3), 1.0F));
  }

  // A sleeveless garment's own shoulder stays in front of the arm's upper end.
  [[nodiscard]] float strap_share(float at) const {
    return 1 - smooth_step((at - 0.40F * sw_) / (0.20F * sw_));
  }

  // The torso hides what of a sleeve goes behind it with its arm.
  void sleeves(bool behind) {
    for (const Worn& worn : worn_) {
      for (const int side : kSides) {
        const auto k = static_cast<std::size_t>(side);
        if (worn.fit.sleeves[k] && body_.arms[k].behind == behind) sleeve(worn, k);
      }
    }
  }

  void sleeve(const Worn& worn, std::size_t k) {
    const Layer& layer = worn.dressed.parts[k + 1];
    const Plane alpha = layer.alpha.mul(1 - hand_);
    Plane light = side_darkening(with_joined_cloth(worn, k + 1), 0.14F, 0.05F);
    const cv::Point2f tip = worn.fit.tip[k];
    for (int y = 0; y < size_.height; ++y) {
      for (int x = 0; x < size_.width; ++x) {
        // No dark rim at the seam, where sleeve and torso are one surface.
        const float from_tip = std::hypot(static_cast<float>(x) - tip.x, static_cast<float>(y) - tip.y);
        const float share = smooth_step((from_tip - 0.06F * sw_) / (0.40F * sw_));
        light(y, x) = 1 - (1 - light(y, x)) * share;
      }
    }
    shadow_of_sleeve(alpha, worn.fit.armpit[k].y);
    ColourPlane colour = layer.colour.clone();
    shade(colour, light.mul(layers_.folds));
    lay_cloth(colour, alpha);
  }

  void shadow_of_sleeve(const Plane& alpha, float armpit_y) {
    const Plane fallen = soften(moved_down(alpha, static_cast<int>(0.015F * sw_)), 0.03F * sw_);
    const Plane skin = cv::max(arm_, limb_alpha_);
    Plane on_cloth(size_), on_skin(size_);
    for (int y = 0; y < size_.height; ++y) {
      const float below = smooth_step((static_cast<float>(y) - armpit_y + 0.05F * sw_) / (0.10F * sw_));
      for (int x = 0; x < size_.width; ++x) {
        const float shadow = std::max(fallen(y, x) - alpha(y, x), 0.0F);
        on_cloth(y, x) = 1 - 0.30F * shadow * torso_alpha_(y, x) * below * (1 - skin(y, x));
        on_skin(y, x) = 1 - kCuffShadow * shadow * skin(y, x);
      }
    }
    shade(out_, on_cloth);
    shade_skin(out_, on_skin);
  }

  // Closes slits in the cloth and the gaps beside the arms that the old garment did not have.
  void close_gaps() {
    Mask free = hand_mask_.clone();
    if (!erased_.kept.empty()) free |= erased_.kept;
    for (const Worn& worn : worn_) free |= (worn.dressed.opening > 0.05F) | above_neckline(worn.fit);
    const EdgeCorrection edge = as_seen(person_, cloth_);
    filler_ = cv::max(gaps_beside_body(person_, cloth_, free), soften(armpit_slits(), 0.8F));
    filler_ = cv::max(filler_, edge.grown);
    // A dress crosses the old edges where its skirt spreads, and a jacket is wider than what it is worn over.
    trimmed_ = edge.trimmed;
    if (worn_.front().fit.is_dress || worn_.front().fit.is_open) trimmed_.setTo(0);
    std::vector<const Layer*> parts;
    for (const Worn& worn : worn_) {
      for (const Layer& part : worn.dressed.parts) parts.push_back(&part);
    }
    ColourPlane colour = continued_cloth(parts, cloth_, filler_);
    shade(colour, layers_.folds.mul(side_darkening(cv::max(torso_alpha_, filler_), 0.12F, 0.07F)));
    lay_cloth(colour, filler_);
    cloth_ = cloth_.mul(1 - filler_) + filler_;
    torso_alpha_ = torso_alpha_.mul(1 - filler_) + filler_;
  }

  // The components of a mask that keep clear of the picture's border.
  [[nodiscard]] static Mask within(const Mask& mask, int margin) {
    cv::Mat1i component, stats;
    cv::Mat1d centres;
    const int count = cv::connectedComponentsWithStats(mask, component, stats, centres);
    Mask out = Mask::zeros(mask.size());
    for (int i = 1; i < count; ++i) {
      const cv::Rect box(stats(i, cv::CC_STAT_LEFT), stats(i, cv::CC_STAT_TOP), stats(i, cv::CC_STAT_WIDTH),
                         stats(i, cv::CC_STAT_HEIGHT));
      if (box.x >= margin && box.y >= margin && box.br().x <= mask.cols - margin &&
          box.br().y <= mask.rows - margin)
        out.setTo(255, component == i);
    }
    return out;
  }

  // Torso and sleeve are cut apart below the armpit: what opens between them there, whatever lies under it.
  // A gap that goes on beyond is the room between arm and body.
  [[nodiscard]] Mask armpit_slits() const {
    const int reach = static_cast<int>(0.22F * sw_);
    const float radius = std::max(2.0F, 0.045F * sw_);
    Mask slits = Mask::zeros(size_);
    const Mask open = old_gaps(person_);
    for (const Worn& worn : worn_) {
      for (std::size_t k = 0; k < 2; ++k) {
        if (!worn.fit.sleeves[k]) continue;
        const cv::Point armpit(cvRound(worn.fit.armpit[k].x), cvRound(worn.fit.armpit[k].y));
        const cv::Rect area(armpit.x - reach, armpit.y - reach, 2 * reach, 2 * reach);
        const cv::Rect seen = area & cv::Rect({}, size_);
        if (seen.empty()) continue;
        const Mask cloth = cloth_(seen) > 0.5F;
        Mask gap =
            eroded(dilated(cloth, radius), radius) & (cloth_(seen) < 0.98F) & ~hand_mask_(seen) & ~open(seen);
        const int margin = std::min(static_cast<int>(2 * radius) + 1, std::min(gap.cols, gap.rows) / 2);
        Mask target = slits(seen);
        target |= within(gap, margin);
      }
    }
    return slits;
  }

  // What the neckline leaves free, up to the head.
  [[nodiscard]] Mask above_neckline(const GarmentFit& fit) const {
    Polyline line{fit.neck[0]};
    for (const FitPoint& point : fit.neckline) line.push_back(point.person);
    line.push_back(fit.neck[1]);
    const float top = std::min({fit.neck[0].y, fit.neck[1].y, body_.chin.position.y}) - 0.2F * sw_;
    line.emplace_back(fit.neck[1].x, top);
    line.emplace_back(fit.neck[0].x, top);
    return fill_outline(line, size_) > 0.5F;
  }

  // Nothing of the old body or garment stays above the new outline.
  void clear_outside() {
    Plane band = Plane::zeros(size_);
    for (const Worn& worn : worn_) {
      for (const int side : kSides) {
        const auto k = static_cast<std::size_t>(side);
        Polyline outline = worn.fit.shoulder[k];
        if (worn.fit.sleeves[k])
          outline = joined(std::move(outline), worn.fit.sleeves[k]->outer);
        else
          continue;
        band = cv::max(band, band_outside(outline, side, worn.fit.neck[k].x));
      }
    }
    const Mask kept = mask_of(person_.labels, {Label::kFace, Label::kHair, Label::kLeftHand,
                                               Label::kRightHand, Label::kLowerClothes, Label::kLegs});
    const Mask old = dilated((person_.matte > 0.02F) | erased_.hole, 4);
    band = band.mul(1 - cloth_).mul(1 - layers_.lower.alpha).mul(as_plane(old & ~kept));
    lay(layers_.background, soften(band, 0.6F).mul(1 - cloth_));
    cleared_ = band > 0;
  }

  [[nodiscard]] Plane band_outside(const Polyline& outline, int side, float neck_x) const {
    Polyline away;
    for (std::size_t i = 0; i < outline.size(); ++i) {
      const cv::Point2f d = outline[std::min(i + 3, outline.size() - 1)] - outline[i < 3 ? 0 : i - 3];
      const cv::Point2f normal =
          cv::Point2f(d.y, -d.x) * (sign_of(side) / std::max(1e-3F, static_cast<float>(cv::norm(d))));
      away.push_back(outline[i] + normal * (0.25F * sw_));
    }
    Plane band = fill_outline(joined(outline, reversed(away)), size_);
    const int neck = std::clamp(static_cast<int>(neck_x), 0, size_.width);
    if (side == 0)
      band.colRange(neck, size_.width).setTo(0);
    else
      band.colRange(0, neck).setTo(0);
    return band;
  }

  void head() {
    const Mask head = mask_of(person_.labels, {Label::kFace, Label::kHair});
    ColourPlane photo;
    person_.image.convertTo(photo, CV_32F);
    lay(photo, cv::max(soften(head, 0.8F), as_plane(head)));
  }

  [[nodiscard]] Mask touched() const {
    Mask touched = dilated(erased_.hole, 5) | (cloth_ > 0) | (limb_alpha_ > 0) | dilated(cleared_, 3);
    touched |= dilated(cloth_ > 0.5F, 0.12F * sw_) & (person_.matte > 0.02F);
    touched |= faded_ > 0;
    touched.setTo(0, mask_of(person_.labels, {Label::kFace, Label::kHair}) | hand_mask_);
    touched |= kept_.repainted;
    return touched;
  }

  const PersonModel& person_;
  const Erased& erased_;
  const BodyShape& body_;
  PersonPlanes planes_;
  Layers layers_;
  const std::vector<Worn>& worn_;
  const float sw_;
  const cv::Size size_;
  ColourPlane out_;
  Plane arm_, hand_, filler_, trimmed_, torso_alpha_, cloth_, tuck_, limb_alpha_, visible_cloth_;
  Plane bare_, beside_torso_;
  Plane faded_;  // How much of what is seen of hands and neck gives way to invented skin.
  std::array<Plane, 2> limb_;
  Mask hand_mask_, cleared_;
  KeptParts kept_;
};

}  // namespace

Composed compose(const PersonModel& person, const Erased& erased, ComposeInput input) {
  return Composer(person, erased, std::move(input)).run();
}

}  // namespace drape::tryon::geometric
