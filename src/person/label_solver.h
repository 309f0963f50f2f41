#pragma once

#include <array>

#include "person/body_zones.h"
#include "person/colour_evidence.h"

namespace drape::person {

/// The classes that are solved for; left, right and hands are told apart afterwards.
enum Part : unsigned char {
  kPartBackground = 0,
  kPartHair,
  kPartFace,
  kPartNeck,
  kPartArm,
  kPartUpper,
  kPartLower,
  kPartLeg,
  kPartFeet,
  kPartCount
};
using PartPlanes = std::array<image::Plane, kPartCount>;

/// Prior probability of each part by place alone (not normalised). `mask`: person's probability.
PartPlanes part_priors(const BodyGeometry& body, const BodyZones& zones, const WaistLine& waist,
                       const image::Plane& mask);

/// Log likelihood of each part by colour alone. `ambiguity` as in WaistLine.
PartPlanes part_likelihoods(const BodyGeometry& body, const ColourEvidence& evidence, float ambiguity);

/// Posterior probabilities (they sum to 1 at each pixel): priors and likelihoods weighed, softmax, smoothed
/// along the picture's edges by guided filters (He et al. 2013).
PartPlanes solve_parts(const PartPlanes& priors, const PartPlanes& likelihoods, const cv::Mat3f& lab);

/// The most probable part of each pixel.
image::LabelMap most_probable(const PartPlanes& posterior);

}  // namespace drape::person
