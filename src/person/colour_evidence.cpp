#include "person/colour_evidence.h"

#include <opencv2/imgproc.hpp>

namespace drape::person {
namespace {

constexpr float kInsideMin = 0.6F;
constexpr int kHairComponents = 2;
constexpr int kUpperComponents = 5;
constexpr int kLowerComponents = 4;
constexpr int kShoeComponents = 3;
constexpr int kHairSeedsMin = 40;
constexpr int kUpperSeedsMin = 60;
constexpr int kLowerSeedsMin = 80;
constexpr int kShoeSeedsMin = 25;
constexpr double kShoeSeedShareMin = 0.3;  // Of the feet's area; fewer: the trousers cover the shoes.
// If fewer seeds than this share are left when skin is taken out, the garment itself is of the skin's colour.
constexpr double kUpperSeedShareMin = 0.25;
constexpr double kLowerSeedShareMin = 0.12;
// Log likelihoods over which a colour counts as the material's, for taking seeds out.
constexpr float kSkinHair = -10.5F;
constexpr float kSkinUpper = -9.5F;
constexpr float kSkinLower = -10.0F;
constexpr float kHairUpper = -10.0F;
constexpr float kHairHanging = -10.0F;
// Log likelihood by which a pixel must be more like hair than like cloth to count as hanging hair.
constexpr float kHairLead = 1.5F;
// Hair rarely hangs lower than this (t).
constexpr float kHairlessT = 0.42F;
constexpr float kLowerShoe = -8.5F;
constexpr float kBackgroundClose = -7.0F;
// What a material without a model is given everywhere.
constexpr float kNoHair = -18.0F;
constexpr float kNoGarment = -14.0F;
// Shoes vary within themselves: their model never says worse than this.
constexpr float kShoesMin = -13.0F;
constexpr float kShoesWithoutModelMin = -11.0F;
constexpr float kShoesWithoutModelHandicap = 0.5F;
constexpr float kSeparationClip = 9.0F;
// Shaded folds of a white shirt are what looks like the wall, not the shirt as a whole.
constexpr double kGroundLeadShare = 0.1;
constexpr float kSeparationMax = -kLogLikelihoodMin;

std::optional<ColourMixture> fit_mixture(const cv::Mat3f& lab, const image::Mask& seeds, int components,
                                         int seeds_min) {
  if (cv::countNonZero(seeds) <= seeds_min) return std::nullopt;
  return ColourMixture::fit(colours_under(lab, seeds), components);
}

image::Mask hair_seeds(const ColourEvidence& evidence, const BodyGeometry& body) {
  const FaceCoordinates& at = body.face_at;
  return (at.head_radius < 1.0F) & (at.hull == 0) & (at.up > -0.25F * body.face.height) & evidence.inside &
         (evidence.skin < kSkinHair) & (evidence.background.log_likelihood < kBackgroundClose);
}

// Cloth that hair hardly reaches: the lower chest and the upper arms, without skin.
image::Mask hairless_cloth(const ColourEvidence& evidence, const BodyGeometry& body, float bottom) {
  const image::Plane& t = body.torso_at.t;
  image::Mask region = (t > kHairlessT) & (t < bottom) & (cv::abs(body.torso_at.e) < 0.42F);
  for (const ArmGeometry& arm : body.arms) {
    region |= (arm.field.radius < 0.7F) & (arm.field.along > 0.15F) & (arm.field.along < 0.8F);
  }
  return region & evidence.inside & (evidence.skin < kSkinUpper);
}

// Hair that hangs over the chest: connected with the head's hair, nearer to its colours than to those of the
// garment where no hair reaches.
image::Mask find_hanging_hair(const cv::Mat3f& lab, const ColourEvidence& evidence, const BodyGeometry& body,
                              float bottom) {
  image::Mask hanging(lab.size(), uchar{0});
  const image::Mask cloth_seeds = hairless_cloth(evidence, body, bottom);
  const auto cloth = fit_mixture(lab, cloth_seeds, kUpperComponents, kUpperSeedsMin);
  if (!cloth || !evidence.hair_colours) return hanging;
  const image::Plane lead = evidence.hair - cloth->log_likelihood(lab);
  image::Mask hair_like =
      (evidence.hair > kHairHanging) & (lead > kHairLead) & (evidence.hair > evidence.skin) & evidence.inside;
  cv::morphologyEx(hair_like, hair_like, cv::MORPH_OPEN, cv::Mat::ones(2, 2, CV_8U));
  const image::Mask on_head = hair_like & (body.face_at.head_radius < 1.0F) & (body.face_at.hull == 0);
  cv::Mat1i pieces;
  const int count = cv::connectedComponents(hair_like, pieces, 8, CV_32S);
  std::vector<uchar> is_hair(static_cast<std::size_t>(count), 0);
  for (int y = 0; y < pieces.rows; ++y) {
    for (int x = 0; x < pieces.cols; ++x) {
      if (on_head(y, x) != 0) is_hair[static_cast<std::size_t>(pieces(y, x))] = 255;
    }
  }
  for (int y = 0; y < pieces.rows; ++y) {
    for (int x = 0; x < pieces.cols; ++x) {
      if (pieces(y, x) != 0) hanging(y, x) = is_hair[static_cast<std::size_t>(pieces(y, x))];
    }
  }
  return hanging;
}

image::Mask upper_seeds(const ColourEvidence& evidence, const BodyGeometry& body, float bottom) {
  const image::Plane& t = body.torso_at.t;
  const image::Plane off_axis = cv::abs(body.torso_at.e);
  const image::Mask chest = (off_axis < 0.42F) & (t > 0.12F) & (t < bottom) & evidence.inside;
  const image::Mask not_skin = chest & (evidence.skin < kSkinUpper);
  const image::Mask shoulder_hair = (evidence.hair > kHairUpper) & (t < 0.35F) & (off_axis > 0.2F);
  const image::Mask cloth = not_skin & ~shoulder_hair & ~evidence.hanging_hair;
  return cv::countNonZero(cloth) < kUpperSeedShareMin * cv::countNonZero(chest) ? chest : cloth;
}

image::Mask lower_seeds(const ColourEvidence& evidence, const BodyGeometry& body, float top) {
  const image::Plane& t = body.torso_at.t;
  const image::Mask thighs = (cv::abs(body.torso_at.e) < 0.75F) & (t > top) & (t < 1.9F) & evidence.inside &
                             (body.arm_radius > 1.0F);
  const image::Mask cloth = thighs & (evidence.skin < kSkinLower);
  return cv::countNonZero(cloth) < kLowerSeedShareMin * cv::countNonZero(thighs) ? thighs : cloth;
}

image::Plane likelihood_or(const std::optional<ColourMixture>& mixture, const cv::Mat3f& lab,
                           float otherwise) {
  return mixture ? mixture->log_likelihood(lab) : image::Plane(lab.size(), otherwise);
}

float garment_separation(const ColourEvidence& evidence, const image::Mask& upper, const image::Mask& lower) {
  if (!evidence.upper_colours || !evidence.lower_colours) return 0;
  const image::Plane difference = evidence.upper - evidence.lower;
  const auto clipped_median = [&](const image::Mask& mask) {
    return std::clamp(quantile_under(difference, mask, 0.5).value_or(0), -kSeparationClip, kSeparationClip);
  };
  return clipped_median(upper) - clipped_median(lower);
}

float lead_over_ground(const ColourEvidence& evidence, const image::Plane& garment,
                       const image::Mask& seeds) {
  const image::Plane lead = garment - evidence.background.log_likelihood;
  return quantile_under(lead, seeds, kGroundLeadShare).value_or(kSeparationMax);
}

image::Plane shoe_likelihood(const cv::Mat3f& lab, const ColourEvidence& evidence, const BodyGeometry& body) {
  const image::Mask feet = feet_region(body) & evidence.inside;
  const image::Mask seeds =
      feet & (evidence.lower < kLowerShoe) & (evidence.background.log_likelihood < kBackgroundClose);
  const int seeds_min = std::max(kShoeSeedsMin, static_cast<int>(kShoeSeedShareMin * cv::countNonZero(feet)));
  const auto shoes = fit_mixture(lab, seeds, kShoeComponents, seeds_min);
  if (shoes) return cv::max(shoes->log_likelihood(lab), kShoesMin);
  return cv::max(evidence.lower - kShoesWithoutModelHandicap, kShoesWithoutModelMin);
}

}  // namespace

image::Mask feet_region(const BodyGeometry& body) {
  image::Mask feet(body.size(), uchar{0});
  constexpr float kBottomMargin = 4;  // An ankle at the very edge leaves no foot to see.
  for (std::size_t side = 0; side < 2; ++side) {
    const cv::Point2f ankle = body.points[vision::kLeftAnkle + side];
    const cv::Point2f heel = body.points[vision::kLeftHeel + side];
    const cv::Point2f toe = body.points[vision::kLeftFootIndex + side];
    if (ankle.y >= static_cast<float>(feet.rows) - kBottomMargin) continue;
    const std::vector<cv::Point2f> corners = {ankle + (heel - ankle) * 0.4F, heel, toe + (toe - heel) * 0.15F,
                                              ankle + (toe - ankle) * 0.4F};
    std::vector<cv::Point> rounded, hull;
    for (const cv::Point2f& p : corners) rounded.emplace_back(cvRound(p.x), cvRound(p.y));
    cv::convexHull(rounded, hull);
    cv::fillConvexPoly(feet, hull, 255);
  }
  return feet;
}

void refit_garments(ColourEvidence& evidence, const WorkingPicture& picture, const BodyGeometry& body,
                    const GarmentSeeds& seeds) {
  const cv::Mat3f& lab = picture.lab;
  evidence.hanging_hair = find_hanging_hair(lab, evidence, body, seeds.upper_bottom);
  const image::Mask upper = upper_seeds(evidence, body, seeds.upper_bottom);
  evidence.upper_colours = fit_mixture(lab, upper, kUpperComponents, kUpperSeedsMin);
  evidence.upper = likelihood_or(evidence.upper_colours, lab, kNoGarment);
  const image::Mask lower = lower_seeds(evidence, body, seeds.lower_top);
  evidence.lower_colours = fit_mixture(lab, lower, kLowerComponents, kLowerSeedsMin);
  evidence.lower = likelihood_or(evidence.lower_colours, lab, kNoGarment);
  evidence.separation = garment_separation(evidence, upper, lower);
  evidence.ground_separation = std::min(lead_over_ground(evidence, evidence.upper, upper),
                                        lead_over_ground(evidence, evidence.lower, lower));
  evidence.shoes = shoe_likelihood(lab, evidence, body);
}

ColourEvidence gather_colour_evidence(const WorkingPicture& picture, const BodyGeometry& body,
                                      const image::Plane& mask) {
  const cv::Mat3f& lab = picture.lab;
  ColourEvidence evidence;
  evidence.background = fit_background(lab, mask);
  cv::erode(image::Mask(mask > kInsideMin), evidence.inside, cv::Mat::ones(3, 3, CV_8U));
  evidence.face_skin = fit_face_skin(lab, body);
  evidence.skin = skin_log_likelihood(lab, body, mask, evidence.face_skin);

  evidence.hair_colours = fit_mixture(lab, hair_seeds(evidence, body), kHairComponents, kHairSeedsMin);
  evidence.hair = likelihood_or(evidence.hair_colours, lab, kNoHair);

  refit_garments(evidence, picture, body, {});
  return evidence;
}

}  // namespace drape::person
