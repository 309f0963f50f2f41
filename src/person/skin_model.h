#pragma once

#include "person/body_geometry.h"

namespace drape::person {

/// Colour of bare skin in stretched Lab, as the label solver uses it: lightness weighs a third, since shade
/// changes skin more than anything else.
struct SkinColour {
  cv::Vec3f median;     ///< Stretched Lab.
  cv::Vec3f deviation;  ///< Of (L/3, a, b).
  bool from_face = false;

  [[nodiscard]] image::Plane log_likelihood(const cv::Mat3f& lab) const;
  [[nodiscard]] SkinModel to_model() const;
};

/// From the inner face; a default tone when no face is in the picture.
SkinColour fit_face_skin(const cv::Mat3f& lab, const BodyGeometry& body);

/// How well each pixel fits the person's skin: the face's colour, or the hands' where the hand network saw
/// them and their colour is near the face's (hands are often in other light). `mask`: person's probability.
image::Plane skin_log_likelihood(const cv::Mat3f& lab, const BodyGeometry& body, const image::Plane& mask,
                                 const SkinColour& face);

}  // namespace drape::person
