#include "person/gap_opening.h"

#include <opencv2/imgproc.hpp>

namespace drape::person {
namespace {

// Log likelihood by which the ground must beat everything of the person.
constexpr float kGroundLead = 4;
// The same for the less fitting tenth of the clothes' own pixels, the other way round.
constexpr float kGroundSeparationMin = 5;
constexpr float kMaskSure = 0.95F;   // Where the networks are surer they are right.
constexpr float kTorsoCore = 0.30F;  // Shoulder widths from the axis: no gap is nearer.
constexpr double kGapMask = 0.2;

}  // namespace

void open_gaps(image::Plane& mask, const BodyGeometry& body, const ColourEvidence& evidence) {
  if (!evidence.background.plain || evidence.ground_separation < kGroundSeparationMin) return;
  const image::Plane cloth = cv::max(evidence.upper, evidence.lower);
  const image::Plane skin_or_hair = cv::max(evidence.skin, evidence.hair);
  const image::Plane person = cv::max(cloth, skin_or_hair);
  const image::Plane& t = body.torso_at.t;
  image::Mask gap = (evidence.background.log_likelihood > person + kGroundLead) & (mask < kMaskSure);
  gap &= (cv::abs(body.torso_at.e) > kTorsoCore) | (t > 1.0F) | (t < 0.0F);
  cv::morphologyEx(gap, gap, cv::MORPH_OPEN, cv::Mat::ones(2, 2, CV_8U));
  const image::Plane opened = cv::min(mask, kGapMask);
  opened.copyTo(mask, gap);
}

}  // namespace drape::person
