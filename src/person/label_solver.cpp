#include "person/label_solver.h"

#include <cmath>
#include <opencv2/ximgproc/edge_filter.hpp>

#include "person/pixel_rows.h"

namespace drape::person {
namespace {

constexpr float kPriorWeight = 1.5F;
constexpr float kLikelihoodWeight = 0.55F;
constexpr float kPriorMin = 1e-4F;
constexpr float kLikelihoodMin = -16.0F;  // One odd pixel must not decide.
constexpr float kBackgroundMin = -14.0F;
// White clothes before a white wall: the wall's narrow model must not beat the cloth's wide one on the shades
// that they share; the masks decide there.
constexpr float kGroundSeparationMin = 5.0F;
constexpr double kVagueGroundMax = -5.0;
// Eyes, lips, glasses and beards do not have the skin's colour, yet they are the face.
constexpr float kInnerFaceMin = -8.5F;
constexpr float kFaceMin = -11.5F;
constexpr float kFringeFrom = 0.24F;  // Face heights over the centre.
// Hats and dyed strands on the head, of whatever colour, are kept with the hair.
constexpr float kOnHeadMin = -12.5F;
// Guided filter at the working height: window just over a limb's edge, eps in squared (0..1) colour.
constexpr int kFilterRadius = 3;
constexpr double kFilterEps = 1e-2;
constexpr float kProbabilityMin = 1e-3F;
// The second pass sharpens: part of the evidence again, the neighbours' opinion over-weighted.
constexpr float kAgainEvidence = 0.6F;
constexpr float kAgainNeighbours = 1.2F;

float face_likelihood(float skin, float face, float core) {
  if (core > 0.5F) return std::max(skin, kInnerFaceMin);
  return face > 0.5F ? std::max(skin, kFaceMin) : skin;
}

PartPlanes scores_of(const PartPlanes& priors, const PartPlanes& likelihoods) {
  PartPlanes scores;
  for (std::size_t part = 0; part < kPartCount; ++part) {
    scores[part].create(priors[part].size());
    for_each_row(priors[part].rows, [&](int y) {
      const float* prior = priors[part][y];
      const float* likelihood = likelihoods[part][y];
      float* score = scores[part][y];
      for (int x = 0; x < priors[part].cols; ++x) {
        score[x] = kPriorWeight * std::log(std::max(prior[x], kPriorMin)) +
                   kLikelihoodWeight * std::max(likelihood[x], kLikelihoodMin);
      }
    });
  }
  return scores;
}

/// In place.
void softmax(PartPlanes& planes) {
  for_each_row(planes[0].rows, [&](int y) {
    for (int x = 0; x < planes[0].cols; ++x) {
      float top = planes[0](y, x);
      for (const image::Plane& plane : planes) top = std::max(top, plane(y, x));
      float sum = 0;
      for (image::Plane& plane : planes) sum += plane(y, x) = std::exp(plane(y, x) - top);
      for (image::Plane& plane : planes) plane(y, x) /= sum;
    }
  });
}

/// In place.
void smooth(PartPlanes& planes, cv::ximgproc::GuidedFilter& filter) {
  for (image::Plane& plane : planes) {
    image::Plane smoothed;
    filter.filter(plane, smoothed);
    plane = cv::max(cv::min(smoothed, 1.0), kProbabilityMin);
  }
}

void normalise(PartPlanes& planes) {
  for_each_row(planes[0].rows, [&](int y) {
    for (int x = 0; x < planes[0].cols; ++x) {
      float sum = 0;
      for (const image::Plane& plane : planes) sum += plane(y, x);
      for (image::Plane& plane : planes) plane(y, x) /= sum;
    }
  });
}

}  // namespace

PartPlanes part_likelihoods(const BodyGeometry& body, const ColourEvidence& evidence, float ambiguity) {
  PartPlanes planes;
  planes[kPartBackground] = cv::max(evidence.background.log_likelihood, kBackgroundMin);
  if (evidence.ground_separation < kGroundSeparationMin) {
    planes[kPartBackground] = cv::min(planes[kPartBackground], kVagueGroundMax);
  }
  for (Part part : {kPartNeck, kPartArm, kPartLeg}) planes[part] = evidence.skin;
  planes[kPartFeet] = evidence.shoes;
  // Where one cloth cannot be told from the other, either explains both: geometry decides.
  const image::Plane either = cv::max(evidence.upper, evidence.lower);
  planes[kPartUpper] = evidence.upper * (1 - ambiguity) + either * ambiguity;
  planes[kPartLower] = evidence.lower * (1 - ambiguity) + either * ambiguity;
  planes[kPartHair].create(body.size());
  planes[kPartFace].create(body.size());
  for_each_row(body.size().height, [&](int y) {
    for (int x = 0; x < body.size().width; ++x) {
      const float face = body.face_at.hull(y, x) != 0 ? 1.0F : 0.0F;
      const float core = face * soft_step(kFringeFrom - body.face_at.up(y, x) / body.face.height, 0.03F);
      planes[kPartFace](y, x) = face_likelihood(evidence.skin(y, x), face, core);
      const bool on_head = body.face_at.head_radius(y, x) < 1;
      planes[kPartHair](y, x) = std::max(evidence.hair(y, x), on_head ? kOnHeadMin : kLogLikelihoodMin);
    }
  });
  return planes;
}

PartPlanes solve_parts(const PartPlanes& priors, const PartPlanes& likelihoods, const cv::Mat3f& lab) {
  const PartPlanes scores = scores_of(priors, likelihoods);
  const auto filter = cv::ximgproc::createGuidedFilter(lab / 255.0, kFilterRadius, kFilterEps);
  PartPlanes posterior;
  for (std::size_t part = 0; part < kPartCount; ++part) posterior[part] = scores[part].clone();
  softmax(posterior);
  smooth(posterior, *filter);
  for (std::size_t part = 0; part < kPartCount; ++part) {
    cv::log(posterior[part], posterior[part]);
    posterior[part] = kAgainEvidence * scores[part] + kAgainNeighbours * posterior[part];
  }
  softmax(posterior);
  smooth(posterior, *filter);
  normalise(posterior);
  return posterior;
}

image::LabelMap most_probable(const PartPlanes& posterior) {
  image::LabelMap labels(posterior[0].size());
  for_each_row(labels.rows, [&](int y) {
    for (int x = 0; x < labels.cols; ++x) {
      uchar best = 0;
      for (uchar part = 1; part < kPartCount; ++part) {
        if (posterior[part](y, x) > posterior[best](y, x)) best = part;
      }
      labels(y, x) = best;
    }
  });
  return labels;
}

}  // namespace drape::person
