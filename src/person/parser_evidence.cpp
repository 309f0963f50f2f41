#include "person/parser_evidence.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "person/pixel_rows.h"
#include "person/working_picture.h"

namespace drape::person {
namespace {

// Working pixels for one of the parser's: a cell of a usual network is 8 pixels wide.
constexpr int kReduction = 2;
// A cell is as large as a child's hand, so that near its borders the parser says the wrong side as often as
// the right one. What it sees somewhere within this reach (its pixels) is therefore possible.
constexpr float kLabelReach = 6;
constexpr float kBackgroundReach = 2;  // The person's outline is much better than that.
// What the parser holds for impossible is only this improbable: it has its mistakes, too.
constexpr float kProbabilityMin = 0.05F;
// Its answers are overconfident: they count a little less than geometry's.
constexpr float kParserWeight = 0.8F;

// The label that stands for a part.
constexpr std::array<Label, kPartCount> kLabels = {
    Label::kBackground,   Label::kHair,         Label::kFace, Label::kNeck, Label::kLeftArm,
    Label::kUpperClothes, Label::kLowerClothes, Label::kLegs, Label::kFeet};

const image::Plane& plane_of(const vision::ParsedBody& parsed, Label label) {
  return parsed.labels[static_cast<std::size_t>(label)];
}

/// How far the parser's classes may be the part; empty when none of them may.
image::Plane plausibility(const vision::ParsedBody& parsed, Part part) {
  if (part != kPartArm) return plane_of(parsed, kLabels[part]);
  image::Plane either;
  for (const Label label : {Label::kLeftArm, Label::kRightArm, Label::kLeftHand, Label::kRightHand}) {
    const image::Plane& plane = plane_of(parsed, label);
    if (plane.empty()) continue;
    either = either.empty() ? plane.clone() : image::Plane(cv::max(either, plane));
  }
  return either;
}

void weigh(image::Plane& prior, const image::Plane& probability, float reach) {
  image::Plane possible, working;
  cv::dilate(probability, possible, disc(reach));
  cv::pow(cv::max(possible, kProbabilityMin), kParserWeight, possible);
  cv::resize(possible, working, prior.size(), 0, 0, cv::INTER_LINEAR);
  prior = prior.mul(working);
}

}  // namespace

cv::Size parsing_size(cv::Size working) {
  return {std::max(1, working.width / kReduction), std::max(1, working.height / kReduction)};
}

void weigh_with_parser(PartPlanes& priors, const vision::ParsedBody& parsed) {
  weigh(priors[kPartBackground], image::Plane(1.0F - parsed.person), kBackgroundReach);
  for (int part = kPartBackground + 1; part < kPartCount; ++part) {
    const image::Plane plane = plausibility(parsed, static_cast<Part>(part));
    if (plane.empty()) continue;
    weigh(priors[static_cast<std::size_t>(part)], plane.mul(parsed.person), kLabelReach);
  }
}

}  // namespace drape::person
