#include "tryon/geometric/compose.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "base/side_by_side.h"
#include "tryon/geometric/cloth_edges.h"
#include "tryon/geometric/cloth_gaps.h"
#include "tryon/geometric/cloth_light.h"
#include "tryon/geometric/compose_arm.h"
#include "tryon/geometric/hair_edge.h"
#include "tryon/geometric/kept_parts.h"
#include "tryon/geometric/skin_surface.h"
#include "tryon/geometric/strap_ends.h"

namespace drape::tryon::geometric {
namespace {

using image::Mask;
using image::Plane;
using person::Label;
using person::PersonModel;

constexpr float kBesideTorso = 0.40F;   // Light that the torso takes from a bare arm that it touches.
constexpr float kOwnLight = 0.6F;       // Shoulder widths from seen skin: so far its light is followed.
constexpr float kCuffShadow = 0.50F;    // Light that a sleeve's end takes from the skin just below it.
constexpr float kBelowShoulder = 0.2F;  // Shoulder widths along the arm where its direction is taken.
constexpr float kStubWidth = 0.07F;     // Shoulder widths: revealed skin narrower than this is none.
constexpr float kStrands = 0.03F;       // Shoulder widths around the hair.
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
    outside_ = above_new_outline();
    clear_outside();
    contact_shadow();
    close_gaps();
    sleeves(true);
    torsos();
    arms();
    layers_.bare = {};
    sleeves(false);
    lay(layers_.background, trimmed_);
    cover(cloth_, trimmed_);
    clear_outside();
    lay(kept_.colour, skin_.hand);
    head();
    return {out_, touched(), cloth_, visible_cloth_ > 0.5F};
  }

 private:
  // Lays something that is no cloth over the picture.
  void lay(const ColourPlane& colour, const Plane& alpha) {
    blend(out_, colour, alpha);
    cover(visible_cloth_, alpha);
  }

  void lay_cloth(const ColourPlane& colour, const Plane& alpha) {
    blend(out_, colour, alpha);
    cover(visible_cloth_, alpha);
    visible_cloth_ += alpha;
  }

  void prepare() {
    const Mask arms = mask_of(person_.labels, {Label::kLeftArm, Label::kRightArm});
    const Mask hands = mask_of(person_.labels, {Label::kLeftHand, Label::kRightHand});
    side_by_side([&] { kept_ = cleaned_parts(person_, planes_, erased_.to_upper); },
                 [&] {
                   hair_ = hair_over_cloth(person_, planes_.colour, erased_.to_upper);
                   skin_ = fade_at_old_cloth(person_, body_, layers_.bare, erased_.to_upper,
                                             hands & ~erased_.hole);
                   ends_ = strap_ends(worn_, size_, sw_);
                   hidden_ = beyond_skin(layers_.bare, ends_);
                 });
    for (const Worn& worn : worn_) {
      for (const int side : kSides) {
        const auto k = static_cast<std::size_t>(side);
        if (worn.fit.sleeves[k]) put_hand_in_sleeve(arm_view(side), worn.dressed.parts[k + 1].alpha, skin_);
      }
    }
    planes_ = {};
    arm_ = soften(Mask(arms & ~erased_.hole), 1.0F);
    torso_alpha_ = Plane::zeros(size_);
    limb_alpha_ = Plane::zeros(size_);
    visible_cloth_ = Plane::zeros(size_);
    cloth_ = Plane::zeros(size_);
    for (const Worn& worn : worn_) {
      Plane torso = worn.dressed.parts[0].alpha.clone();
      if (worn.fit.tucked) cover_below_waist();
      cover(torso, hidden_);
      torso_alpha_ = cv::max(torso_alpha_, torso);
      cloth_ = cv::max(cloth_, torso_alpha_);
      for (std::size_t k = 1; k < kPartCount; ++k) cloth_ = cv::max(cloth_, worn.dressed.parts[k].alpha);
    }
    for (const int side : kSides) put_hand_in_pocket(person_, side, cloth_, skin_);
  }

  // The waistband hides what hangs below it.
  void cover_below_waist() {
    for (int y = 0; y < size_.height; ++y) {
      for (int x = 0; x < size_.width; ++x) {
        const float below = static_cast<float>(y) - person_.waist.y[static_cast<std::size_t>(x)] - kOverWaist;
        hidden_(y, x) = std::max(hidden_(y, x), std::clamp(below / 2.5F + 0.5F, 0.0F, 1.0F));
      }
    }
  }

  void underlay() {
    ColourPlane under = layers_.background.clone();
    bare_ = without_stubs(layers_.bare.trunk);
    for (const int side : kSides) {
      const auto k = static_cast<std::size_t>(side);
      limb_[k] = bare_part(arm_view(side));
      bare_ = cv::max(bare_, limb_[k]);
    }
    blend(under, layers_.bare.colour, bare_);
    blend(under, layers_.lower.colour, layers_.lower.alpha);
    out_ = kept_.colour.clone();
    Plane gone = cv::max(soften(erased_.hole, 1.0F), as_plane(erased_.hole));
    gone = cv::max(gone, skin_.faded.mul(bare_));
    lay(under, gone);
  }

  // Where an old collar stood beside the neck, the outline of the bare trunk leaves slivers of skin above the
  // new cloth.
  [[nodiscard]] Plane without_stubs(const Plane& trunk) const {
    Mask body = ((trunk > 0.5F) & erased_.hole) | (cloth_ > 0.5F);
    const Mask seen = mask_of(person_.labels, {Label::kFace, Label::kHair, Label::kNeck});
    body |= seen & ~erased_.hole;
    const Mask broad = dilated(eroded(body, kStubWidth * sw_ / 2), kStubWidth * sw_ / 2);
    const Mask stubs = dilated(body & ~broad, 3) & ~broad;
    return trunk.mul(1 - soften(stubs, 0.7F));
  }

  [[nodiscard]] ArmView arm_view(int side) const {
    return {person_, body_, layers_.bare, erased_.to_upper, side, cuff_of(side), armpit_of(side)};
  }

  // Arc length of the lowest armhole's lower end.
  [[nodiscard]] float armpit_of(int side) const {
    const auto k = static_cast<std::size_t>(side);
    const ArmPath& path = body_.arms[k].path;
    float lowest = 0;
    for (const Worn& worn : worn_)
      lowest = std::max(
          lowest, (worn.fit.armpit[k] - path.at(0)).dot(path.tangent(kBelowShoulder * sw_, 0.1F * sw_)));
    return lowest;
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

  void torsos() {
    for (std::size_t i = 0; i < worn_.size(); ++i) {
      const Layer& torso = worn_[i].dressed.parts[0];
      ColourPlane colour = torso.colour.clone();
      shade(colour, torso_light_[i].mul(layers_.folds));
      lay_cloth(colour, torso.alpha.mul(1 - hidden_));
    }
  }

  void shadow_on_torso(const Plane& caster, float fall, float strength) {
    const Plane fallen = soften(moved_down(caster, static_cast<int>(fall * sw_)), 0.035F * sw_);
    shade(out_, 1 - strength * cv::max(fallen - caster, 0).mul(torso_alpha_));
  }

  // What the end of an old sleeve leaves on its arm.
  struct OldCuff {
    Plane below, debris;
  };
  static OldCuff old_cuff(const ArmView& view) { return {below_old_cuff(view), cuff_debris(view)}; }

  void arms() {
    // Not less where the arm lies before the torso: its edge must not show through.
    beside_torso_ = cv::min(soften(torso_alpha_, 0.045F * sw_), 0.5F).mul(away_from_seen_skin());
    std::array<OldCuff, 2> cuffs;
    side_by_side([&] { cuffs[0] = old_cuff(arm_view(0)); }, [&] { cuffs[1] = old_cuff(arm_view(1)); });
    for (const int side : kSides) {
      const ArmView view = arm_view(side);
      const OldCuff& cuff = cuffs[static_cast<std::size_t>(side)];
      lay(layers_.background, cuff.debris.mul(1 - torso_alpha_));
      const Plane drawn = limb(view, cuff.below);
      cover(arm_, cv::max(cuff.below.mul(drawn), cuff.debris));
      hide_in_sleeve(view, torso_alpha_, arm_);
    }
    shadow_on_torso(arm_, 0.02F, 0.30F);
    lay(kept_.colour, arm_);
  }

  // 0 beside what the photograph shows of arms and hands, which has its own light, 1 far from it.
  [[nodiscard]] Plane away_from_seen_skin() const {
    const Mask seen =
        mask_of(person_.labels, {Label::kLeftArm, Label::kRightArm, Label::kLeftHand, Label::kRightHand}) &
        ~erased_.hole;
    // It changes slowly: a quarter of the resolution is enough.
    constexpr int kReduction = 4;
    Mask small;
    cv::resize(seen, small,
               {(seen.cols + kReduction - 1) / kReduction, (seen.rows + kReduction - 1) / kReduction}, 0, 0,
               cv::INTER_NEAREST);
    Plane away;
    cv::distanceTransform(small == 0, away, cv::DIST_L2, 3);
    for (float& pixel : away) pixel = smooth_step(pixel * kReduction / (kOwnLight * sw_));
    Plane out;
    cv::resize(away, out, seen.size(), 0, 0, cv::INTER_LINEAR);
    return out;
  }

  // The bare arm from the new cuff to where the photograph shows skin itself, in front of the torso. Returns
  // its alpha.
  Plane limb(const ArmView& view, const Plane& at_cuff) {
    const Plane needed = cv::max(soften(dilated(erased_.hole | (skin_.faded > 0), 2), 1.0F), at_cuff);
    const Plane all = limb_[static_cast<std::size_t>(view.side)].mul(needed);
    const Plane alpha = beside_torso(view, all, torso_alpha_);
    shadow_on_torso(alpha, 0.012F, 0.22F);
    lay(layers_.bare.colour, alpha);
    shade_skin(out_, 1 - kBesideTorso * beside_torso_.mul(alpha));
    limb_alpha_ = cv::max(limb_alpha_, alpha);
    return alpha;
  }

  // Torso and lower clothes hide what of a sleeve goes behind them with its arm.
  void sleeves(bool behind) {
    for (const Worn& worn : worn_) {
      const auto wanted = [&](std::size_t k) {
        return worn.fit.sleeves[k] && body_.arms[k].behind == behind;
      };
      std::array<Plane, 2> light;
      const auto measure = [&](std::size_t k) {
        if (wanted(k)) light[k] = sleeve_light(person_, worn, k);
      };
      side_by_side([&] { measure(0); }, [&] { measure(1); });
      for (const std::size_t k : {0U, 1U}) {
        if (wanted(k)) sleeve(worn, k, light[k]);
      }
    }
  }

  void sleeve(const Worn& worn, std::size_t k, const Plane& light) {
    const Layer& layer = worn.dressed.parts[k + 1];
    Plane alpha = layer.alpha.mul(1 - skin_.hand);
    if (body_.arms[k].behind) cover(alpha, lower_clothes());
    shadow_of_sleeve(alpha, worn.fit.armpit[k].y);
    ColourPlane colour = layer.colour.clone();
    shade(colour, light.mul(layers_.folds));
    lay_cloth(colour, alpha);
  }

  [[nodiscard]] Plane lower_clothes() const {
    const Mask seen = mask_of(person_.labels, {Label::kLowerClothes, Label::kLegs}) & ~erased_.hole;
    return cv::max(soften(seen, 1.0F), layers_.lower.alpha);
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
    Mask free = skin_.hands.clone();
    if (!erased_.kept.empty()) free |= erased_.kept;
    for (const Worn& worn : worn_)
      free |= (worn.dressed.opening > 0.05F) | above_neckline(person_, body_, worn.fit);
    EdgeCorrection edge;
    const Mask old = sure_old(person_);
    side_by_side([&] { edge = as_seen(person_, old, cloth_); },
                 [&] {
                   const Mask open = old_gaps(person_, old);
                   filler_ = cv::max(gaps_beside_body(person_, old, cloth_, free),
                                     soften(armpit_slits(person_, worn_, open, cloth_, skin_.hands), 0.8F));
                 });
    for (const Worn& worn : worn_) filler_.setTo(0, beside_straps(worn.fit, size_));
    cover(edge.grown, ends_);
    filler_ = cv::max(filler_, edge.grown);
    // A dress crosses the old edges where its skirt spreads, and a jacket is wider than what it is worn over.
    trimmed_ = edge.trimmed;
    if (worn_.front().fit.is_dress || worn_.front().fit.is_open) trimmed_.setTo(0);
    std::vector<const Layer*> parts;
    for (const Worn& worn : worn_) {
      for (const Layer& part : worn.dressed.parts) parts.push_back(&part);
    }
    ColourPlane colour;
    side_by_side([&] { colour = continued_cloth(parts, cloth_, filler_); },
                 [&] {
                   for (const Worn& worn : worn_) torso_light_.push_back(torso_light(person_, worn, filler_));
                 });
    shade(colour, layers_.folds.mul(side_darkening(cv::max(torso_alpha_, filler_), 0.12F, 0.07F * sw_)));
    lay_cloth(colour, filler_);
    cover(cloth_, filler_);
    cloth_ += filler_;
    cover(torso_alpha_, filler_);
    torso_alpha_ += filler_;
  }

  // Nothing of the old body or garment stays above the new outline. Once before the cloth is laid, so that
  // none of it shines through the soft edge, and once after the arms.
  void clear_outside() {
    cleared_ = outside_.mul(1 - cloth_) > 0;
    // What has been laid already stays as far as the cloth covers it.
    const Plane clear = 1 - cloth_.mul(cv::min(visible_cloth_, 1));
    lay(layers_.background, soften(Plane(outside_.mul(clear)), 0.6F).mul(clear));
  }

  [[nodiscard]] Plane above_new_outline() const {
    Mask kept = mask_of(person_.labels, {Label::kFace, Label::kLeftHand, Label::kRightHand,
                                         Label::kLowerClothes, Label::kLegs});
    // Its finest strands are not labelled.
    kept |= dilated(mask_of(person_.labels, {Label::kHair}), kStrands * sw_);
    const Mask old = dilated((person_.matte > 0.02F) | erased_.hole, 4) & ~kept;
    Plane band = above_outline(person_, worn_);
    cover(band, layers_.lower.alpha);
    band.setTo(0, ~old);
    return band;
  }

  void head() {
    const Mask head = mask_of(person_.labels, {Label::kFace, Label::kHair});
    ColourPlane photo;
    person_.image.convertTo(photo, CV_32F);
    Plane alpha = cv::max(soften(head, 0.8F), as_plane(head));
    if (!hair_.area.empty()) {
      hair_.alpha.copyTo(alpha(hair_.area), hair_.band);
      hair_.colour.copyTo(photo(hair_.area), hair_.band);
    }
    lay(photo, alpha);
  }

  [[nodiscard]] Mask touched() const {
    Mask touched = dilated(erased_.hole, 5) | (cloth_ > 0) | (limb_alpha_ > 0) | dilated(cleared_, 3);
    touched |= dilated(cloth_ > 0.5F, 0.12F * sw_) & (person_.matte > 0.02F);
    touched |= skin_.faded > 0;
    touched.setTo(0, mask_of(person_.labels, {Label::kFace, Label::kHair}) | skin_.hands);
    touched |= kept_.repainted;
    if (!hair_.area.empty()) touched(hair_.area).setTo(255, hair_.band);
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
  Plane arm_, filler_, trimmed_, torso_alpha_, cloth_, ends_, hidden_, limb_alpha_, visible_cloth_;
  Plane bare_, beside_torso_, outside_;
  KeptSkin skin_;
  std::array<Plane, 2> limb_;
  std::vector<Plane> torso_light_;  // Of each garment.
  Mask cleared_;
  KeptParts kept_;
  HairEdge hair_;
};

}  // namespace

Composed compose(const PersonModel& person, const Erased& erased, ComposeInput input) {
  return Composer(person, erased, std::move(input)).run();
}

}  // namespace drape::tryon::geometric
