#pragma once

#include "person/person_model.h"

namespace drape::person {

/// The picture with what the analysis saw drawn on it, for people to look at: labels as tints, key points,
/// arms with sleeve ends, the waist line (dashed where it is uncertain). Size of the picture.
[[nodiscard]] image::Image draw_overlay(const PersonModel& model);

/// Colour of a label in the overlay, RGB.
[[nodiscard]] cv::Vec3b label_colour(Label label);

}  // namespace drape::person
