#include "garment/cutout.h"

#include <algorithm>
#include <array>
#include <opencv2/imgproc.hpp>

#include "garment/colour_bleed.h"
#include "garment/plain_cut.h"
#include "garment/sight_cut.h"
#include "garment/soft_edge.h"
#include "image/colour.h"

namespace drape::garment {
namespace {

/// Smaller than this share of the picture nothing can be seen of the cloth.
constexpr double kCoverageMin = 0.03;
/// The ground of a studio: even all around the picture and free of the noise that cloth, wood and carpets
/// show (product photos stay at the floor of 0.45 L* units, the smoothest sheets and walls begin at 0.6).
/// There the ground's colour alone tells the garment, to the pixel.
constexpr float kStudioShareMin = 0.97F;
constexpr float kStudioNoiseMax = 0.55F;
constexpr float kStudioConfidenceMin = 0.85F;
/// Overlap (intersection over union) of the cut from an even ground with what the network saw, below which
/// the two do not mean the same thing; and from which on they agree so well that the cut from even ground,
/// the sharper one, is taken in any room.
constexpr double kSameThing = 0.80;
/// Of a pale garment on a pale ground the network sees little but the print: it is enough that hardly
/// anything of what it saw lies outside of the cut from a studio's ground.
constexpr double kSeenInsideMin = 0.97;
constexpr double kSameOutline = 0.98;
/// A cut-out by sight that agrees less with what the network saw is refused. Of the snapshots measured in
/// docs/garment-networks.md the bad ones lie below, and few of the good.
constexpr float kAgreementMin = 0.88F;
/// Share of the picture's border that the garment may cover: from there on it is a picture of cloth, or of
/// nothing, and not of a whole garment.
constexpr double kBorderShareMax = 0.35;

Error cutout_failed(std::string why) {
  Error error =
      Error::invalid("garment_cutout_failed",
                     "The garment could not be separated from its background. Use a photo of the garment "
                     "alone, laid flat or hung on a plain background that differs from it in colour.");
  error.internal_text.value = std::move(why);
  return error;
}

/// Share of the pixels that belong to the garment.
double coverage(const image::Mask& mask) {
  return cv::countNonZero(mask) / static_cast<double>(mask.total());
}

double overlap(const image::Mask& a, const image::Mask& b) {
  const int either = cv::countNonZero(a | b);
  return either > 0 ? cv::countNonZero(a & b) / static_cast<double>(either) : 0.0;
}

/// Share of the picture's border that the mask covers.
double border_share(const image::Mask& mask) {
  const int covered = cv::countNonZero(mask.row(0)) + cv::countNonZero(mask.row(mask.rows - 1)) +
                      cv::countNonZero(mask.col(0)) + cv::countNonZero(mask.col(mask.cols - 1));
  return covered / (2.0 * (mask.cols + mask.rows));
}

/// The ground's colours around the garment, continued behind it.
image::Image surroundings(const image::Image& picture, const image::Mask& mask) {
  image::Mask near;
  cv::dilate(mask, near, cv::Mat::ones(5, 5, CV_8U));
  image::Plane is_ground;
  image::Mask(~near).convertTo(is_ground, CV_32F, 1.0 / 255.0);
  cv::Mat3f unit;
  picture.convertTo(unit, CV_32F, 1.0 / 255.0);
  image::Image ground;
  bleed_colour(unit, is_ground).convertTo(ground, CV_8U, 255.0);
  return ground;
}

struct HardCut {
  image::Mask mask;
  image::Image ground;
  float confidence = 0;
  bool studio = false;
};

/// Share of the picture's border that a garment covers which the picture cuts off at one side; 0 when it
/// reaches several.
double cut_off_share(const image::Mask& mask) {
  const std::array<int, 4> sides = {cv::countNonZero(mask.row(0)), cv::countNonZero(mask.row(mask.rows - 1)),
                                    cv::countNonZero(mask.col(0)), cv::countNonZero(mask.col(mask.cols - 1))};
  if (std::count(sides.begin(), sides.end(), 0) < 3) return 0;
  return border_share(mask);
}

/// A garment that the picture cuts off hides some of the ground's border, and nothing else may.
bool is_studio(const PlainCut& cut) {
  const auto seen = static_cast<float>(cut.plain_share + cut_off_share(cut.mask));
  return seen > kStudioShareMin && cut.noise < kStudioNoiseMax &&
         cut.confidence * seen > kStudioConfidenceMin * cut.plain_share;
}

/// Whether the network, where it saw anything, saw what was cut from a studio's ground.
bool sees_the_same(const image::Mask& cut, const image::Mask& seen) {
  if (overlap(cut, seen) > kSameThing) return true;
  return cv::countNonZero(cut & seen) > kSeenInsideMin * cv::countNonZero(seen);
}

/// The better of the two ways to cut the garment out; an empty mask when neither found one.
HardCut choose_cut(const image::Image& picture, const image::LabImage& lab, const image::Plane& presence) {
  std::optional<PlainCut> plain = cut_from_plain_ground(lab);
  if (plain && coverage(plain->mask) < kCoverageMin) plain.reset();
  const auto from_plain = [&] {
    return HardCut{plain->mask, image::to_rgb(plain->ground), plain->confidence, is_studio(*plain)};
  };
  if (presence.empty()) return plain ? from_plain() : HardCut{};
  if (plain && is_studio(*plain) && sees_the_same(plain->mask, presence > 0.5F)) return from_plain();

  const image::Mask by_sight = cut_by_sight(picture, presence);
  if (coverage(by_sight) < kCoverageMin || border_share(by_sight) > kBorderShareMax) return {};
  const float confidence = agreement(by_sight, presence);
  if (plain && overlap(plain->mask, by_sight) > kSameOutline)
    return {plain->mask, image::to_rgb(plain->ground), std::max(confidence, plain->confidence), false};
  if (confidence < kAgreementMin) return {};
  return {by_sight, surroundings(picture, by_sight), confidence, false};
}

}  // namespace

Result<Cutout> cut_out(const image::Image& picture, const image::Plane& presence) {
  image::Image smooth;
  cv::GaussianBlur(picture, smooth, {}, 0.8);
  const image::LabImage lab = image::to_lab(smooth);
  const HardCut cut = choose_cut(picture, lab, presence);
  if (cut.mask.empty()) return fail(cutout_failed("no sure outline"));
  SoftCutout soft = soften_edge(picture, cut.mask, cut.ground);
  return Cutout{cut.mask, soft.alpha, lab, soft.colour, cut.confidence, cut.studio};
}

}  // namespace drape::garment
