#include "tryon/geometric/lower_compose.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace drape::tryon::geometric {
namespace {

using image::Mask;
using image::Plane;
using person::Label;
using person::PersonModel;

constexpr float kPlainFringe = 0.05F;  // Shoulder widths around the old garment that are painted anew.
constexpr float kFringe = 0.022F;
constexpr float kMixedPixels = 2.5F;
constexpr float kHardlySeen = 0.02F;   // Share of a layer.
constexpr float kHemShadow = 0.04F;    // Shoulder widths.
constexpr float kBorder = 3;           // Pixels of an arm's edge that are mixed with what was behind it.
constexpr float kSleeveReach = 0.14F;  // Shoulder widths from an arm's middle line that a sleeve takes.

Mask distance_below(const Mask& mask, float reach) {
  if (cv::countNonZero(mask) == 0) return Mask::zeros(mask.size());
  Plane distance;
  cv::distanceTransform(mask == 0, distance, cv::DIST_L2, 3);
  return distance < reach;
}

// The arms of the person with their sleeves.
Mask arms_with_sleeves(const PersonModel& person) {
  Mask path = Mask::zeros(person.labels.size());
  const float sw = person.torso.shoulder_width;
  for (const person::Arm& arm : person.arms) {
    const int width = std::max(1, cvRound(2 * kSleeveReach * sw));
    cv::line(path, cv::Point(arm.elbow), cv::Point(arm.wrist), 255, width);
    cv::line(path, cv::Point(arm.wrist), cv::Point(arm.tip), 255, width);
  }
  return path & mask_of(person.labels, {Label::kUpperClothes});
}

// What of the top stays in front of the new garment.
Mask top_in_front(const LowerScene& scene) {
  const PersonModel& person = scene.person;
  const Mask upper = mask_of(person.labels, {Label::kUpperClothes});
  if (scene.body.top_hangs_over && !scene.over_top) return upper;
  return arms_with_sleeves(person);
}

Mask in_front(const LowerScene& scene) {
  return top_in_front(scene) |
         mask_of(scene.person.labels, {Label::kLeftArm, Label::kRightArm, Label::kLeftHand, Label::kRightHand,
                                       Label::kHair, Label::kFace});
}

Plane whole_cloth(const DressedGarment& dressed) {
  Plane cloth = dressed.parts[0].alpha.clone();
  for (std::size_t k = 1; k < kPartCount; ++k) cloth = cv::max(cloth, dressed.parts[k].alpha);
  return cloth;
}

class Composer {
 public:
  Composer(const LowerScene& scene, const Erased& erased, const LowerLayers& layers)
      : scene_(scene),
        person_(scene.person),
        erased_(erased),
        layers_(layers),
        sw_(scene.person.torso.shoulder_width),
        size_(scene.person.labels.size()) {}

  LowerComposed run() {
    const Mask front = in_front(scene_);
    // What is in front of the old garment has its colour in its edge: there the colours from inside go on.
    border_ = distance_below(mask_of(person_.labels, {Label::kLowerClothes}), kBorder) & front;
    front_ = soften(eroded(front, 1), 1.0F);
    cloth_ = whole_cloth(layers_.dressed).mul(1 - front_);
    underlay();
    shadow_of_hem();
    for (const Layer& part : layers_.dressed.parts) {
      if (!part.alpha.empty()) cloth_part(part);
    }
    shadow_of_front(front);
    clean_border(front);
    return finish(front);
  }

 private:
  void underlay() {
    ColourPlane under = layers_.background.clone();
    blend(under, layers_.legs.colour, layers_.legs.alpha);
    continue_top(under);
    out_ = scene_.planes.colour.clone();
    hole_ = cv::max(soften(erased_.hole, 1.0F), as_plane(erased_.hole));
    into_skin_ = into_skin();
    blend(out_, under, cv::max(hole_, into_skin_));
  }

  // The old hem's shadow lies on the skin below it: drawn skin goes over into what is seen a little farther
  // off.
  [[nodiscard]] Plane into_skin() const {
    const Plane wide = 2 * soften(erased_.hole, kHemShadow * sw_);
    const Plane skin = as_plane(mask_of(person_.labels, {Label::kLegs})).mul(layers_.legs.alpha);
    return cv::min(wide, 1).mul(skin);
  }

  // Where the old waistband reached higher than the new one the top goes on down to it.
  void continue_top(ColourPlane& under) const {
    if (scene_.fit.waistband.empty()) return;  // Nothing is put on.
    const Mask top = eroded(mask_of(person_.labels, {Label::kUpperClothes}), 2);
    if (cv::countNonZero(top) == 0) return;
    Mask gap = Mask::zeros(size_);
    const Polyline& line = scene_.fit.waistband;
    const int first = std::clamp(static_cast<int>(line.front().x), 0, size_.width);
    const int last = std::clamp(static_cast<int>(line.back().x), first, size_.width);
    for (int x = first; x < last; ++x) {
      const float share = static_cast<float>(x - first) / std::max(1.0F, static_cast<float>(last - first));
      const auto i = static_cast<std::size_t>(share * static_cast<float>(line.size() - 1));
      const int row = std::clamp(static_cast<int>(line[i].y) + 3, 0, size_.height);
      gap.col(x).rowRange(0, row).setTo(255);
    }
    gap &= erased_.hole;
    if (cv::countNonZero(gap) == 0) return;
    const cv::Rect area = cv::boundingRect(gap | (top & dilated(gap, 0.1F * sw_)));
    const ColourPlane carried = push_pull(ColourPlane(scene_.planes.colour(area)), as_plane(top(area)));
    ColourPlane target = under(area);
    blend(target, carried, soften(Mask(gap(area)), 0.7F));
  }

  // The garment darkens the legs and shoes just below its hem.
  void shadow_of_hem() {
    const Plane fallen = soften(moved_down(cloth_, static_cast<int>(0.03F * sw_)), 0.035F * sw_);
    const Plane body = cv::max(as_plane(person_.matte > 0.3F).mul(1 - hole_), layers_.legs.alpha);
    shade(out_, 1 - 0.34F * cv::max(fallen - cloth_, 0).mul(body));
  }

  // Cloth turns away from the light towards its sides.
  void cloth_part(const Layer& part) {
    Plane distance;
    cv::distanceTransform(part.alpha > 0.5F, distance, cv::DIST_L2, 3);
    Plane rim;
    cv::exp(distance / (-0.06F * sw_), rim);
    // Where the parts hang together there is no edge.
    const float joint = scene_.fit.crotch_y;
    for (int y = 0; y < rim.rows; ++y) {
      const float near = std::abs(static_cast<float>(y) - joint) / (0.25F * sw_);
      const float waist = (static_cast<float>(y) - scene_.fit.waist_y) / (0.12F * sw_);
      const float share = std::min(smooth_step(near), smooth_step(waist));
      for (int x = 0; x < rim.cols; ++x) rim(y, x) = 1 - 0.13F * rim(y, x) * share;
    }
    ColourPlane colour = part.colour.clone();
    shade(colour, rim.mul(layers_.folds));
    blend(out_, colour, part.alpha.mul(1 - front_));
  }

  // Top, arms and hands darken the cloth below and beside them.
  void shadow_of_front(const Mask& front) {
    const Plane caster = as_plane(front);
    const Plane fallen = soften(moved_down(caster, static_cast<int>(0.025F * sw_)), 0.035F * sw_);
    shade(out_, 1 - 0.30F * cv::max(fallen - caster, 0).mul(cloth_));
  }

  void clean_border(const Mask& front) {
    if (cv::countNonZero(border_) == 0) return;
    const ColourPlane inside = push_pull(scene_.planes.colour, as_plane(front & ~border_));
    const Plane share = front_.mul(soften(border_, 0.7F));
    blend(out_, inside, share);
  }

  LowerComposed finish(const Mask& front) {
    LowerComposed made;
    made.cloth = cloth_ > 0.5F;
    const Mask near = dilated(made.cloth, 0.12F * sw_) & (person_.matte > 0.02F);
    const Mask drawn = dilated(erased_.hole, 3) | (cloth_ > 0) | near | (into_skin_ > kHardlySeen);
    made.touched = border_ | (drawn & ~eroded(front, 3));
    const Mask untouched_front = mask_of(person_.labels, {Label::kFace, Label::kHair});
    made.touched.setTo(0, untouched_front);
    made.picture = out_;
    made.labels = person_.labels.clone();
    made.labels.setTo(static_cast<int>(Label::kBackground), erased_.hole);
    made.labels.setTo(static_cast<int>(Label::kLegs), erased_.hole & (layers_.legs.alpha > 0.5F));
    made.labels.setTo(static_cast<int>(Label::kLowerClothes), made.cloth);
    const Plane person = person_.matte.mul(1 - hole_) + layers_.legs.alpha.mul(hole_);
    made.matte = cv::max(person, cloth_);
    return made;
  }

  const LowerScene& scene_;
  const PersonModel& person_;
  const Erased& erased_;
  const LowerLayers& layers_;
  const float sw_;
  const cv::Size size_;
  ColourPlane out_;
  Plane front_, cloth_, hole_, into_skin_;
  Mask border_;
};

}  // namespace

Erased find_erased_lower(const LowerScene& scene, const DressedGarment& dressed) {
  const PersonModel& person = scene.person;
  const float sw = person.torso.shoulder_width;
  const Mask lower = mask_of(person.labels, {Label::kLowerClothes});
  const Mask legs = mask_of(person.labels, {Label::kLegs});
  // Legs beside the new garment, above its hem.
  Mask beside = legs & ~(whole_cloth(dressed) > 0.5F);
  for (int x = 0; x < beside.cols; ++x) {
    const int side = static_cast<float>(x) < scene.body.middle(static_cast<float>(beside.rows) - 1) ? 0 : 1;
    const int hem = std::clamp(static_cast<int>(scene.fit.hem_y[static_cast<std::size_t>(side)] - 0.02F * sw),
                               0, beside.rows);
    beside.col(x).rowRange(hem, beside.rows).setTo(0);
  }
  const Mask gone = lower | beside;
  const Mask free = mask_of(person.labels, {Label::kBackground});
  const float reach = std::max((person.plain_background ? kPlainFringe : kFringe) * sw, 3.0F);
  const Mask staying = ~free & ~gone;
  Plane to_gone, to_staying;
  cv::distanceTransform(gone == 0, to_gone, cv::DIST_L2, 3);
  cv::distanceTransform(staying == 0, to_staying, cv::DIST_L2, 3);
  const Mask around = (to_gone < reach) & free & ((to_staying > 3) | (to_gone < to_staying));
  const Mask mixed = distance_below(lower, kMixedPixels) &
                     mask_of(person.labels, {Label::kLegs, Label::kLeftArm, Label::kRightArm});
  Erased erased;
  erased.hole = gone | around | mixed;
  erased.covered_arm = Mask::zeros(lower.size());
  return erased;
}

LowerComposed compose_lower(const LowerScene& scene, const Erased& erased, const LowerLayers& layers) {
  return Composer(scene, erased, layers).run();
}

}  // namespace drape::tryon::geometric
